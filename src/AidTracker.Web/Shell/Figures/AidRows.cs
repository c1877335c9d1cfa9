using AidTracker.Web.Shell.Charts;

namespace AidTracker.Web.Shell.Figures;

/// <summary>Sums folded into the rows of a table; each row leads to the list behind it.</summary>
public static class AidRows
{
    /// <summary>In the vocabulary's order, then the two reserved lines.</summary>
    /// <param name="href">By the category's code.</param>
    public static IReadOnlyList<AidTotals.Row> ByCategory(IEnumerable<AidSum> sums, ReferenceLists lists, Func<string, string> href)
    {
        var found = sums.ToLookup(sum => (sum.Role, sum.Category));
        return
        [
            .. lists.Categories.Where(category => found.Contains((LineRole.Named, category.Code)))
                .Select(category => new AidTotals.Row(category.Name, href(category.Code), null, CategoryMark.Of(category.Code), AidTotal.Of(found[(LineRole.Named, category.Code)]))),
            .. Reserved(found.Where(group => group.Key.Role == LineRole.NotYetItemised), "Not yet itemised", "promised, and not yet said for what", CategoryMark.NotYetItemised),
            .. Reserved(found.Where(group => group.Key.Role == LineRole.Overlap), "Overlap and rounding", "what lines exceed their headlines by", CategoryMark.Overlap),
        ];
    }

    /// <summary>In the vocabulary's order; what is not yet itemised has no instrument.</summary>
    /// <param name="href">By the instrument's code.</param>
    public static IReadOnlyList<AidTotals.Row> ByInstrument(IEnumerable<AidSum> sums, ReferenceLists lists, Func<string, string> href)
    {
        var found = sums.ToLookup(sum => sum.Instrument);
        return
        [
            .. lists.Instruments.Where(instrument => found.Contains(instrument.Code))
                .Select(instrument => new AidTotals.Row(instrument.Name, href(instrument.Code), null, null, AidTotal.Of(found[instrument.Code]))),
            .. AidTotal.Of(found[null]) is { Count: > 0 } none ? new[] { new AidTotals.Row("Not yet itemised, less overlap", null, "what it is given as is not said yet", null, none) } : [],
        ];
    }

    /// <summary>By name; what runs through no channel of its own comes last.</summary>
    /// <param name="href">By the initiative's code.</param>
    public static IReadOnlyList<AidTotals.Row> ByInitiative(IEnumerable<AidSum> sums, ReferenceLists lists, Func<string, string> href) =>
    [
        .. sums.GroupBy(sum => sum.Initiative)
            .OrderBy(group => group.Key is null).ThenBy(group => group.Key is null ? "" : lists.InitiativeName(group.Key), StringComparer.Ordinal)
            .Select(group => group.Key is { } code
                ? new AidTotals.Row(lists.InitiativeName(code), href(code), null, null, AidTotal.Of(group))
                : new AidTotals.Row("No initiative named", null, null, null, AidTotal.Of(group))),
    ];

    /// <summary>One row a party by name, then one for all that several parties share without saying how.</summary>
    /// <param name="parties">Donors or recipients of a sum.</param>
    /// <param name="href">By the party's code.</param>
    public static IReadOnlyList<AidTotals.Row> ByParty(IEnumerable<AidSum> sums, Func<AidSum, string[]?> parties, ReferenceLists lists, Func<string, string> href)
    {
        var found = sums.ToLookup(sum => parties(sum) is [var one] ? one : null);
        return
        [
            .. found.Where(group => group.Key is not null).OrderBy(group => lists.PartyName(group.Key!), StringComparer.Ordinal)
                .Select(group => new AidTotals.Row(lists.PartyName(group.Key!), href(group.Key!), null, null, AidTotal.Of(group))),
            .. found[null].Any() ? new[] { new AidTotals.Row("Several together", null, "joint, shares not stated", null, AidTotal.Of(found[null])) } : [],
        ];
    }

    /// <summary>The most military aid first, where amounts are in one currency and compare; what leads nowhere, because it is nobody's alone, stays last.</summary>
    public static IReadOnlyList<AidTotals.Row> MostFirst(this IReadOnlyList<AidTotals.Row> rows, bool inOneCurrency) => !inOneCurrency ? rows :
        [.. rows.OrderBy(row => row.Href is null).ThenByDescending(row => row.Totals.Sum(total => total.Military))];

    private static IEnumerable<AidTotals.Row> Reserved(IEnumerable<IEnumerable<AidSum>> groups, string name, string note, CategoryMark mark) =>
        AidTotal.Of(groups.SelectMany(group => group)) is { Count: > 0 } totals ? [new AidTotals.Row(name, null, note, mark, totals)] : [];
}
