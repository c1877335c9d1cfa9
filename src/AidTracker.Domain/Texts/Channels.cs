using System.Text.RegularExpressions;

namespace AidTracker.Domain.Texts;

/// <summary>Words for initiatives and instruments, by the codes of the reference lists.</summary>
internal static class Channels
{
    private static readonly (string Code, Regex Words)[] Initiatives =
    [
        ("PURL", Make(@"\bPURL\b|priorit(ised|ized) ukraine requirements? list|nato('s|-prioriti[sz]ed)? (\w+ )?list\b")),
        ("CZAI", Make(@"\bczech (artillery |ammunition |shell |ammo )+(initiative|plan|scheme)|\bown ammunition initiative|ammunition initiative\b")),
        ("EPF", Make(@"european peace facility|\bEPF\b")),
        ("IFU", Make(@"international fund for ukraine|\bIFU\b")),
        ("UDCG", Make(@"(capability|drone|air force|artillery|demining|it|armou?r|maritime|fighter|electronic warfare) coalitions?\b")),
        ("NSATU", Make(@"\bNSATU\b|comprehensive assistance package|nato('s)? (\w+ )?trust fund")),
        ("ERA", Make(@"\bERA loans?\b|windfall profits|(proceeds|profits|yields|interest|income) (of|from|on|earned on) (the )?(frozen |immobili[sz]ed )?russian assets")),
        ("JEF", Make(@"joint expeditionary force|\bJEF\b")),
        ("DKM", Make(@"danish model")),
        ("NANSEN", Make(@"\bnansen (support )?(programme|program|fund)")),
    ];

    // In this order: a loan is a loan, whatever it buys.
    private static readonly (string Code, string Why, Regex Words)[] Instruments =
    [
        ("GUA", "It speaks of a guarantee", Make(@"\b(loan|credit) guarantee\b")),
        ("LON", "It speaks of a loan", Make(@"\b(direct loan|export finance|financed by a loan|in (the form of )?loans)\b")),
        ("FND", "It speaks of a pooled fund", Make(@"\b(trust fund|international fund|peace facility|contribut\w+ to (the|a) (\w+ )?fund|prioriti[sz]ed ukraine requirements|PURL)\b")),
        ("PRC", "It speaks of purchases in the recipient's industry", Make(@"\b(danish model|from (ukrainian|ukraine's) (defen[cs]e )?(industry|manufacturers|companies|producers))\b")),
        ("STK", "It speaks of stocks", Make(@"\b(drawdown|from (\w+ ){0,3}(stocks|inventories|stockpiles|stores)|(army|military|\w+) stocks)\b")),
        ("PRO", "It speaks of orders with industry", Make(@"\b(from industry|contracts? with (manufacturers|industry)|security assistance initiative|USAI|ordered from|procurement)\b")),
        ("CSH", "It speaks of a grant of money", Make(@"\b(foreign military financing|military grants?|cash grant)\b")),
        ("TRN", "It speaks of training", Make(@"\b(instructors|training mission|will train)\b")),
    ];

    public static List<Found<string>> FindInitiatives(ReadText text) =>
        [.. Initiatives.Select(one => First(text, one.Code, one.Words, "The text names it", int.MaxValue)).OfType<Found<string>>()];

    /// <summary>Null where the text does not say how the aid is given.</summary>
    public static Found<string>? FindInstrument(ReadText text) =>
        Instruments.Select(one => First(text, one.Code, one.Words, one.Why, 4)).OfType<Found<string>>().FirstOrDefault();

    private static Found<string>? First(ReadText text, string code, Regex words, string why, int sentences)
    {
        foreach (var sentence in text.Sentences.Where(sentence => sentence.Index < sentences))
        {
            if (words.Match(text.Words(sentence)) is { Success: true } match)
            {
                return new Found<string>(code, text.Place(sentence, match.Index, match.Length), why);
            }
        }

        return null;
    }

    private static Regex Make(string words) => new(words, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
