using System.Text;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.OnePackage.Captures;

/// <summary>A part of a captured text that is cited from beginning to end, or not at all.</summary>
/// <param name="Begins">The citations whose passage begins here.</param>
public sealed record MarkedPart(string Text, bool IsCited, IReadOnlyList<Citation> Begins)
{
    /// <summary>A text in parts, divided wherever a cited passage begins or ends; passages may overlap.</summary>
    public static IReadOnlyList<MarkedPart> Of(string text, IReadOnlyList<Citation> citations)
    {
        var cited = citations.Where(citation => citation.PassageStart is not null).ToList();
        // Offsets count characters as PostgreSQL does, and not the halves that a string is indexed by.
        var runes = text.EnumerateRunes().ToList();
        var cuts = cited.SelectMany(citation => new[] { citation.PassageStart!.Value, citation.PassageEnd!.Value })
            .Append(0).Append(runes.Count).Where(cut => cut <= runes.Count).Distinct().Order().ToList();
        return
        [
            .. cuts.Zip(cuts.Skip(1), (from, to) => new MarkedPart(
                Joined(runes, from, to),
                cited.Any(citation => citation.PassageStart <= from && to <= citation.PassageEnd),
                [.. cited.Where(citation => citation.PassageStart == from)])),
        ];
    }

    private static string Joined(List<Rune> runes, int from, int to)
    {
        var part = new StringBuilder(to - from);
        for (var i = from; i < to; i++)
        {
            part.Append(runes[i].ToString());
        }

        return part.ToString();
    }
}
