using System.Globalization;
using System.Text.RegularExpressions;

namespace AidTracker.Domain.Texts;

/// <summary>The years that a promise runs over and the day that a text is dated.</summary>
internal static partial class YearsReader
{
    private const int Lead = 4;

    /// <summary>Null where no years are stated.</summary>
    public static Found<YearSpan>? Years(ReadText text)
    {
        var first = text.Date?.Year;
        foreach (var sentence in text.Sentences.Where(sentence => sentence.Index < Lead))
        {
            var words = text.Words(sentence);
            if (FromTo().Match(words) is { Success: true } match && Number(match, "from") is var from && Number(match, "to") is var to && from < to && to - from <= 40)
            {
                return Of(from, to, match, "From one year to another");
            }

            if (Over().Match(words) is { Success: true } over && first is { } start)
            {
                var count = Number(over, "count");
                var months = over.Groups["unit"].Value.StartsWith("month", StringComparison.OrdinalIgnoreCase);
                var years = months ? (count + 11) / 12 : count;
                if (years is > 0 and <= 40)
                {
                    return Of(start, months ? start + (count / 12) : start + years - 1, over, "So long from the announcement on");
                }
            }

            Found<YearSpan> Of(int earliest, int latest, Match place, string why) =>
                new(new YearSpan(earliest, latest), text.Place(sentence, place.Index, place.Length), why);
        }

        return null;
    }

    /// <summary>The first full date in the text; null where there is none.</summary>
    public static Found<DateOnly>? Date(ReadText text)
    {
        foreach (var sentence in text.Sentences)
        {
            foreach (Match match in FullDate().Matches(text.Words(sentence)))
            {
                if (DateOnly.TryParseExact($"{match.Groups["day"].Value} {match.Groups["month"].Value} {match.Groups["year"].Value}", "d MMMM yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                {
                    return new Found<DateOnly>(day, text.Place(sentence, match.Index, match.Length), "The first full date in the text");
                }
            }
        }

        return null;
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : match.Groups[group].Value.ToLowerInvariant() switch { "two" => 2, "three" => 3, "four" => 4, "five" => 5, "six" => 6, "seven" => 7, "eight" => 8, "ten" => 10, _ => 0 };

    [GeneratedRegex(@"\b(?<from>20[0-9]{2})\s?(-|–|to|until|through)\s?(?<to>20[0-9]{2})\b", RegexOptions.CultureInvariant)]
    private static partial Regex FromTo();

    [GeneratedRegex(@"\b(over|across|for) (the )?(next |coming )?(?<count>[0-9]{1,2}|two|three|four|five|six|seven|eight|ten) (?<unit>years|months)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Over();

    [GeneratedRegex(@"\b((?<day>[0-9]{1,2})(st|nd|rd|th)? (of )?(?<month>January|February|March|April|May|June|July|August|September|October|November|December),? (?<year>20[0-9]{2})|(?<month>January|February|March|April|May|June|July|August|September|October|November|December) (?<day>[0-9]{1,2})(st|nd|rd|th)?,? (?<year>20[0-9]{2}))\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FullDate();
}
