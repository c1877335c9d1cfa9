using System.Globalization;
using System.Text;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>
/// Reads a number as people write it: either separator, digits of any script, "835M", "2bn". What can be meant in two ways is
/// refused and not guessed: whoever types is there to be asked.
/// </summary>
internal static class TypedNumber
{
    /// <summary>In UTF-16 units: no number is longer.</summary>
    private const int LengthLimit = 60;

    private static readonly Dictionary<string, decimal> Scales = new(StringComparer.OrdinalIgnoreCase)
    {
        ["k"] = 1_000, ["thousand"] = 1_000,
        ["m"] = 1_000_000, ["mn"] = 1_000_000, ["mln"] = 1_000_000, ["mio"] = 1_000_000, ["million"] = 1_000_000,
        ["bn"] = 1_000_000_000, ["b"] = 1_000_000_000, ["bln"] = 1_000_000_000, ["billion"] = 1_000_000_000,
        ["tn"] = 1_000_000_000_000, ["trn"] = 1_000_000_000_000, ["trillion"] = 1_000_000_000_000,
    };

    /// <param name="where">What the field is called.</param>
    /// <param name="example">What could be written instead.</param>
    /// <returns>The number, or the sentence why it is none.</returns>
    public static (decimal Value, Said? Refused) Read(string typed, string where, string example)
    {
        var text = Plain(typed);
        if (text.Length > LengthLimit)
        {
            return (0, DeskSentences.NumberTooLong(where, text.Length, LengthLimit));
        }

        var negative = text.StartsWith('-');
        var body = text.TrimStart('+', '-').Trim();
        if (text.Length - body.Length > 2 || body.Length == 0 || text.Count(sign => sign is '+' or '-') > 1)
        {
            return (0, DeskSentences.NotANumber(where, typed, example));
        }

        var digits = body.TakeWhile(character => char.IsAsciiDigit(character) || character is '.' or ',' or '\'' or ' ').Count();
        var suffix = body[digits..].Trim();
        decimal? scale = suffix.Length == 0 ? null : Scales.TryGetValue(suffix, out var known) ? known : 0;
        if (scale == 0)
        {
            return (0, DeskSentences.NotANumber(where, typed, example));
        }

        var (figure, ambiguous) = Figure(body[..digits].Trim(), scale is not null);
        return ambiguous ? (0, DeskSentences.AmbiguousNumber(where, typed))
            : figure is not { } value ? (0, DeskSentences.NotANumber(where, typed, example))
            : Scaled(value, scale ?? 1) is not { } whole ? (0, DeskSentences.NumberTooLarge(where, typed))
            : (negative ? -whole : whole, null);
    }

    /// <summary>ASCII digits, points, minus signs and spaces for those of other scripts.</summary>
    public static string Plain(string typed)
    {
        var plain = new StringBuilder(typed.Length);
        foreach (var character in typed)
        {
            plain.Append(character switch
            {
                '\u066B' or '\uFF0E' => '.',
                '\u066C' or '\uFF0C' => ',',
                '\u2019' or '\u02BC' or '\u00B4' => '\'',
                '\u2212' or '\uFE63' or '\uFF0D' or '\u2013' => '-',
                '\uFF0B' => '+',
                // Marks of direction that a paste brings along.
                '\u200E' or '\u200F' or '\u061C' or '\u202A' or '\u202B' or '\u202C' or '\u2066' or '\u2067' or '\u2069' or '\uFEFF' => '\uFFFF',
                _ when char.IsWhiteSpace(character) => ' ',
                _ => CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit ? (char)('0' + digit) : character,
            });
        }

        return plain.Replace("\uFFFF", "").ToString().Trim();
    }

    private static (decimal? Value, bool Ambiguous) Figure(string text, bool scaled)
    {
        var marks = text.Where(character => !char.IsAsciiDigit(character)).ToList();
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[^1]))
        {
            return (null, false);
        }

        var kinds = marks.Distinct().ToList();
        var last = marks.Count == 0 ? ' ' : marks[^1];
        switch (kinds.Count)
        {
            case 0:
                return (Parsed(text, ""), false);
            case 1 when marks.Count > 1 || last is '\'' or ' ':
                return (Grouped(text, last), false);
            case 1:
                var (before, after) = (text[..text.IndexOf(last)], text[(text.IndexOf(last) + 1)..]);
                if (after.Length != 3 || before.Length > 3 || before.StartsWith('0'))
                {
                    return (Parsed(before, after), false);
                }

                // "1,234" is how these pages write thousands; "1.234" and "1,234bn" could be either.
                return last == '.' || scaled ? (scaled && last == '.' ? Parsed(before, after) : null, !(scaled && last == '.')) : (Grouped(text, last), false);
            case 2 when last is '.' or ',' && marks.Count(mark => mark == last) == 1:
                return (Grouped(text[..text.LastIndexOf(last)], kinds.First(kind => kind != last)) is { } whole
                    ? Parsed(whole.ToString("0", CultureInfo.InvariantCulture), text[(text.LastIndexOf(last) + 1)..]) : null, false);
            default:
                return (null, false);
        }
    }

    /// <summary>Groups of three behind the first; null where they are not.</summary>
    private static decimal? Grouped(string text, char mark)
    {
        var groups = text.Split(mark);
        return groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3) ? Parsed(string.Concat(groups), "") : null;
    }

    private static decimal? Parsed(string whole, string decimals) =>
        whole.Length <= 22 && decimals.Length <= 6 && whole.All(char.IsAsciiDigit) && decimals.All(char.IsAsciiDigit)
        && decimal.TryParse($"{whole}.{decimals}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static decimal? Scaled(decimal value, decimal scale)
    {
        // Without the zeros that a multiplication leaves behind the point.
        return value <= 10_000_000_000_000_000m / scale ? value * scale / 1.0000000000000000000000000000m : null;
    }
}
