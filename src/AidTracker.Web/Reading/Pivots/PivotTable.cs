using AidTracker.Domain.Reference;

namespace AidTracker.Web.Reading.Pivots;

/// <summary>The figures of the explorer: table, chart and file are made of the same cells.</summary>
/// <param name="Filter">As the address has it.</param>
/// <param name="Wholes">By currency: each line and each package once; empty where figures are set against an economy.</param>
/// <param name="WithoutRate">Packages that match, state a sum and are in no converted figure.</param>
/// <param name="IsTooLarge">Whether there would have been more cells than are put into a table.</param>
/// <param name="Unmeasured">Rows without an economy to be set against.</param>
/// <param name="EconomyYears">By row: the year of its economy.</param>
public sealed record PivotTable(
    PivotQuery Query, LedgerFilter Filter, IReadOnlyList<PivotCell> Cells, IReadOnlyDictionary<string, decimal> Wholes, int WithoutRate, bool IsTooLarge,
    IReadOnlyList<string> Unmeasured, IReadOnlyDictionary<string, int> EconomyYears)
{
    /// <summary>One a currency, by code.</summary>
    public IReadOnlyList<PivotBlock> Blocks { get; } =
        [.. Cells.GroupBy(cell => cell.Currency).OrderBy(currency => currency.Key, StringComparer.Ordinal).Select(currency => PivotBlock.Of(Query, currency.Key, [.. currency], Wholes))];
}

/// <summary>The cells of one currency with its rows and columns in order.</summary>
/// <param name="Rows">Keys; one may be <see cref="Others"/>.</param>
/// <param name="Columns">Keys likewise; over time it is the first.</param>
/// <param name="Whole">Null where figures are set against an economy.</param>
/// <param name="RowsTogether">How many rows are in <see cref="Others"/>; columns likewise.</param>
public sealed record PivotBlock(PivotQuery Query, string Currency, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<PivotCell> Cells, decimal? Whole, int RowsTogether = 0, int ColumnsTogether = 0)
{
    /// <summary>The key of what is put together.</summary>
    public const string Others = "*";

    /// <summary>Empty periods between others are shown up to this many, so that time runs evenly.</summary>
    private const int MostPeriods = 60;

    private static readonly string[] Last = [PivotDimension.Joint, LedgerFilter.NoInitiative, LineRole.NotYetItemised, LineRole.Overlap];

    private Dictionary<(string, string), PivotCell> At { get; } = Cells.ToDictionary(cell => (cell.Row, cell.Column));

    /// <summary>Null where nothing is under both.</summary>
    public PivotCell? Cell(string row, string column) => At.GetValueOrDefault((row, column));

    /// <summary>What a row adds up to; null where its columns overlap.</summary>
    public PivotCell? OfRow(string row) => Query.ColumnsOverlap ? null : Sum(Cells.Where(cell => cell.Row == row), row, Others);

    /// <summary>What a column adds up to; null where rows overlap, or are set against different economies.</summary>
    public PivotCell? OfColumn(string column) => Query.RowsOverlap || Query.Per is not null ? null : Sum(Cells.Where(cell => cell.Column == column), Others, column);

    public static PivotBlock Of(PivotQuery query, string currency, IReadOnlyList<PivotCell> cells, IReadOnlyDictionary<string, decimal> wholes) => new(
        query, currency, Ordered(query.RowsBy, cells, cell => cell.Row), Ordered(query.ColumnsBy, cells, cell => cell.Column), cells,
        wholes.TryGetValue(currency, out var whole) ? whole : null);

    /// <summary>The same with at most so many rows and columns: the smallest, or over time the earliest, are put together, so that all still adds up; where rows do not add up, the smallest are left out.</summary>
    public PivotBlock Folded(int rows, int columns)
    {
        if (Query.Per is not null && Rows.Count > rows)
        {
            // Shares of different economies do not add up: the smallest are left out, and not put together.
            var largest = Rows.Take(rows).ToList();
            return new PivotBlock(Query, Currency, largest, Columns, [.. Cells.Where(cell => largest.Contains(cell.Row))], Whole).Folded(rows, columns);
        }

        var (keptRows, keptColumns) = (Kept(Query.RowsBy, Rows, rows), Kept(Query.ColumnsBy, Columns, columns));
        if (keptRows.Count == Rows.Count && keptColumns.Count == Columns.Count)
        {
            return this;
        }

        var (rowKeys, columnKeys) = (keptRows.ToHashSet(), keptColumns.ToHashSet());
        var cells = Cells
            .GroupBy(cell => (rowKeys.Contains(cell.Row) ? cell.Row : Others, columnKeys.Contains(cell.Column) ? cell.Column : Others))
            .Select(same => Sum(same, same.Key.Item1, same.Key.Item2)!);
        return new PivotBlock(
            Query, Currency, WithOthers(Query.RowsBy, Rows, keptRows), WithOthers(Query.ColumnsBy, Columns, keptColumns), [.. cells], Whole, Rows.Count - keptRows.Count, Columns.Count - keptColumns.Count);
    }

    private PivotCell? Sum(IEnumerable<PivotCell> cells, string row, string column)
    {
        var all = cells.ToList();
        return all.Count == 0 ? null : new PivotCell(row, column, Currency, all.Sum(cell => cell.Amount), all.Sum(cell => cell.Floor), all.Any(cell => cell.IsOpenEnded));
    }

    // What has a meaning of its own, such as Not yet itemised, is never among the others.
    private static IReadOnlyList<string> Kept(PivotDimension? by, IReadOnlyList<string> keys, int most) =>
        keys.Count <= most ? keys
        : by is { IsTime: true } ? [.. keys.Skip(keys.Count - most + 1)]
        : [.. keys.Except(Last).Take(most - 1 - keys.Intersect(Last).Count()), .. keys.Intersect(Last)];

    private static IReadOnlyList<string> WithOthers(PivotDimension? by, IReadOnlyList<string> all, IReadOnlyList<string> kept) =>
        all.Count == kept.Count ? kept : by is { IsTime: true } ? [Others, .. kept] : [.. kept.Except(Last), Others, .. kept.Intersect(Last)];

    private static IReadOnlyList<string> Ordered(PivotDimension? by, IReadOnlyList<PivotCell> cells, Func<PivotCell, string> of)
    {
        var sums = cells.GroupBy(of).ToDictionary(same => same.Key, same => same.Sum(cell => cell.Amount));
        return by switch
        {
            { IsTime: true } => Evenly([.. sums.Keys.Order(StringComparer.Ordinal)]),
            { Name: PivotDimension.Stage } => [.. LineStage.All.Where(sums.ContainsKey)],
            { Name: PivotDimension.Grade } => [.. Grades.All.Where(sums.ContainsKey)],
            { Name: PivotDimension.Group } => [.. Membership.Organisations.Where(sums.ContainsKey)],
            _ => [.. sums.Keys.OrderBy(key => Array.IndexOf(Last, key)).ThenByDescending(key => sums[key]).ThenBy(key => key, StringComparer.Ordinal)],
        };
    }

    private static IReadOnlyList<string> Evenly(IReadOnlyList<string> names)
    {
        var all = new List<string>();
        var last = Period.Read(names[^1])!.Value;
        for (var period = Period.Read(names[0])!.Value; period.FirstMonth <= last.FirstMonth && all.Count <= MostPeriods; period = period.Next)
        {
            all.Add(period.ToString());
        }

        return all.Count > MostPeriods ? names : all;
    }
}
