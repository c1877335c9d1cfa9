using System.Text.RegularExpressions;

namespace AidTracker.Domain.Texts;

/// <summary>Says of a figure why it is not what is announced, if it is not.</summary>
internal sealed partial class Aside(ReadText text, List<PartyMention> mentions, IReadOnlyList<string> donors, IReadOnlyList<string> recipients)
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <param name="from">The figure's first token.</param>
    /// <param name="to">The token after its last.</param>
    /// <param name="goods">It counts goods and is no money.</param>
    /// <returns>Null where nothing sets the figure aside.</returns>
    public (string Rule, string Reason)? Of(int sentence, int from, int to, bool goods)
    {
        var around = Surroundings.Of(text, text.Sentences[sentence], from, to);
        if (OtherGiver(sentence, from, to) is { } other)
        {
            return goods && other == "RU" ? ("battle", "The war itself, not aid") : ("other_donor", $"{other}'s, not the donor's");
        }

        foreach (var rule in AsideRules.All)
        {
            var applies = goods ? rule.Goods || rule.Rule is "cumulative" or "earlier" or "separate" or "own_forces" or AsideRules.Done : !rule.Goods;
            var listed = rule.Rule == "civil" && Listed().IsMatch(around.Lead);
            if (applies && !listed && !(rule.Rule == AsideRules.Done && text.Sentences[sentence].Index <= 0) && rule.Holds(around))
            {
                return (rule.Rule, rule.Reason);
            }
        }

        return Past(around) ? ("earlier", "Earlier money or goods, recalled") : null;
    }

    /// <summary>The party that the figure's part of the sentence is about, where it is neither donor nor recipient.</summary>
    private string? OtherGiver(int sentence, int from, int to)
    {
        if (donors.Count == 0)
        {
            return null;
        }

        // "promised by Germany"
        var after = mentions.Find(mention => mention.Sentence == sentence && mention.Token >= to && mention.Token <= to + 6);
        if (after is { Before: "by" } && Other(after) && !Enumerable.Range(to, after.Token - to).Any(i => text.Tokens[i].Kind == TokenKind.Mark))
        {
            return after.Code;
        }

        foreach (var mention in mentions.FindAll(mention => mention.Sentence == sentence && mention.To <= from).AsEnumerable().Reverse())
        {
            if (mention.Before is "to" or "for" or "in" or "of" or "with" or "from" or "at" or "on" or "against" or "between" or "near" or "via" or "into" or "by" or "than" or "over" or "inside" or "across" or "as" or "like" or "reach" or "reached"
                || (mention.Form == NameForm.Adjective && !StandsForGovernment(mention)))
            {
                continue;
            }

            return Other(mention) ? mention.Code : null;
        }

        return null;
    }

    private bool Other(PartyMention mention) => !donors.Contains(mention.Code) && !recipients.Contains(mention.Code) && mention.Code is not "NATO"
        && !(mention.Code == "EU" && mention.Form == NameForm.Seat);

    /// <summary>"The German ministry said", "U.S. Secretary of State", but not "German tanks".</summary>
    private bool StandsForGovernment(PartyMention mention) => mention.To < text.Tokens.Count
        && text.Tokens[mention.To].Lower is "government" or "ministry" or "minister" or "president" or "parliament" or "secretary" or "officials" or "cabinet";

    /// <summary>Whether the words beside a figure name a month or year before that of the announcement.</summary>
    private bool Past(Surroundings around)
    {
        if (text.Date is not { } day)
        {
            return false;
        }

        var ahead = Ahead().IsMatch(around.Clause);
        // What opens a sentence holds for all of it: "In August his country opened the scheme with …".
        var opening = Opening().Match(around.Sentence) is { Success: true } match ? match.Value + " " : "";
        foreach (Match named in WhenNamed().Matches(opening + around.Clause))
        {
            var month = Array.IndexOf(Months, named.Groups["month"].Value) + 1;
            var year = named.Groups["year"].Success ? int.Parse(named.Groups["year"].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
            if (year > 0)
            {
                if (year < day.Year || (year == day.Year && month > 0 && month < day.Month))
                {
                    return true;
                }
            }
            else if (month > 0 && month != day.Month && !ahead)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A civil part that stands beside a military one is a part.</summary>
    [GeneratedRegex(@"\b(includes?|including|comprises?|consists?|contains?|military)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Listed();

    [GeneratedRegex(@"\b(will|shall|should|would|to be|by the end|until|due|expected|from|next|after|deliver(y|ed|able) (in|by))\b", RegexOptions.CultureInvariant)]
    private static partial Regex Ahead();

    [GeneratedRegex(@"^\W*in (early |late |mid-)?((january|february|march|april|may|june|july|august|september|october|november|december)( \d{4})?|\d{4})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\b(in|during|of|on|for|last)\s+(early |late |mid-)?(\d{1,2} )?((?<month>january|february|march|april|may|june|july|august|september|october|november|december)\b( \d{1,2}\b(?!\d))?,?( (?<year>(19|20)\d\d)\b)?|(?<year>(19|20)\d\d)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex WhenNamed();
}
