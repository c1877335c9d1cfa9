using AidTracker.Web.Shell.Figures;

namespace AidTracker.Web.Features.Subjects;

/// <summary>A row of an index with all that it can be put in order by.</summary>
/// <param name="Measures">Null where nothing is converted, or it is no country.</param>
internal sealed record SubjectRow(AidTotals.Row Row, DonorMeasures? Measures);

/// <summary>What an index can be in the order of: a figure that it shows, one a row.</summary>
/// <param name="Key">As the address has it, from the least; <c>-</c> before it turns it round.</param>
/// <param name="Least">The order from the least, in words.</param>
/// <param name="Most">The order from the most.</param>
/// <param name="Figure">The figure, null where a row shows none; null for the name.</param>
internal sealed record SubjectOrder(string Key, string Least, string Most, Func<SubjectRow, decimal?>? Figure)
{
    public static SubjectOrder Name { get; } = new(AidTotals.NameColumn, "name", "name, from the last", null);

    public static SubjectOrder Packages { get; } = new(AidTotals.PackagesColumn, "fewest packages", "most packages", row => row.Row.Packages);

    public static SubjectOrder Military { get; } = new(AidTotals.MilitaryColumn, "least military aid", "most military aid", Sum(total => total.Military)) { NeedsCurrency = true };

    /// <summary>As a column of figures would have them, from the left.</summary>
    public static IReadOnlyList<SubjectOrder> All { get; } =
    [
        Name,
        Packages,
        Military,
        new(Counting.Repayable, "least in loans and guarantees", "most in loans and guarantees", Sum(total => total.Repayable)) { NeedsCurrency = true },
        new(Counting.Civil, "least outside military totals", "most outside military totals", Sum(total => total.Civil)) { NeedsCurrency = true },
        new(PivotQuery.OfGdp, "smallest share of GDP", "largest share of GDP", row => row.Measures?.PercentOfGdp) { NeedsCurrency = true, IsOfEconomies = true },
        new(PivotQuery.PerHead, "least a head", "most a head", row => row.Measures?.PerHead) { NeedsCurrency = true, IsOfEconomies = true },
    ];

    /// <summary>Whether it is by amounts: those of several currencies do not compare.</summary>
    public bool NeedsCurrency { get; private init; }

    /// <summary>Whether only donors have it.</summary>
    public bool IsOfEconomies { get; private init; }

    /// <summary>Both ways as addresses have them, the one that is meant first before the other: names go up, figures down.</summary>
    public IReadOnlyList<string> Sorts => Figure is null ? [Key, "-" + Key] : ["-" + Key, Key];

    public static IEnumerable<SubjectOrder> Of(SumsBy by) => All.Where(order => !order.IsOfEconomies || by == SumsBy.Donor);

    /// <summary>An order of an address in words: <c>most military aid</c>.</summary>
    public static string InWords(string sort) => Read(sort) is var (order, isDown) && isDown ? order.Most : order.Least;

    /// <summary>Rows without the figure come last, whichever way it goes; rows that are alike by name.</summary>
    public static IEnumerable<SubjectRow> Sorted(IEnumerable<SubjectRow> rows, string sort)
    {
        var (order, isDown) = Read(sort);
        if (order.Figure is not { } figure)
        {
            return isDown ? rows.OrderByDescending(row => row.Row.Name, StringComparer.Ordinal) : rows.OrderBy(row => row.Row.Name, StringComparer.Ordinal);
        }

        var known = rows.OrderBy(row => figure(row) is null);
        return (isDown ? known.ThenByDescending(figure) : known.ThenBy(figure)).ThenBy(row => row.Row.Name, StringComparer.Ordinal);
    }

    private static (SubjectOrder Order, bool IsDown) Read(string sort) => (All.Single(order => order.Key == sort.TrimStart('-')), sort.StartsWith('-'));

    // Nothing is shown of a sum that is nothing. One currency is all that such an order is asked in.
    private static Func<SubjectRow, decimal?> Sum(Func<AidTotal, decimal> part) => row => row.Row.Totals is [var only] && part(only) != 0 ? part(only) : null;
}
