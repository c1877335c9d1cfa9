using System.Linq.Expressions;
using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading;

/// <summary>What is added up under a row and a column.</summary>
/// <param name="Currency">ISO 4217; empty for a number of packages, <c>%</c> for a share of gross domestic product.</param>
/// <param name="Floor">The least that the amount can mean.</param>
/// <param name="IsOpenEnded">Whether it means that much or more.</param>
public sealed record PivotCell(string Row, string Column, string Currency, decimal Amount, decimal Floor, bool IsOpenEnded);

/// <summary>A line, or a package alone, with what it is grouped by.</summary>
internal sealed record PivotSource
{
    public required PackageRow Package { get; init; }

    /// <summary>Null where packages are counted by what they have themselves.</summary>
    public LineItemRow? Line { get; init; }

    /// <summary>Into the currency that is asked for; 1 where none is.</summary>
    public decimal Rate { get; init; }

    /// <summary>The package's best grade; null where it has none, or nothing is grouped by it.</summary>
    public string? Grade { get; init; }
}

/// <summary>
/// Groups the lines of a filter in the database, in one statement. Of a group only what is summed or counted is asked: EF makes a query
/// of its own of <c>Any</c>, for each group.
/// </summary>
public static class Pivot
{
    /// <summary>More cells than this are not put into a table.</summary>
    public const int MostCells = 50_000;

    /// <summary>Without cells where there would be more than <paramref name="most"/>.</summary>
    /// <param name="filter">With a <see cref="LedgerFilter.Pivot"/>.</param>
    /// <param name="most">How many cells there may be; a file may have any number.</param>
    public static async Task<PivotTable> LoadAsync(LedgerContext context, LedgerFilter filter, int most = MostCells, CancellationToken cancel = default)
    {
        var query = filter.Pivot!;
        var counted = query.Counted(filter);
        var grouped = await (query.Measured.Of is { } of ? Sums(context, counted, of) : Counts(context, counted)).Take(most + 1).ToListAsync(cancel);
        var cells = grouped.Count > most ? [] : Named(grouped, query);
        var without = query.Measured.Of is null ? 0 : await Totals.WithoutRateAsync(context, counted, cancel);
        var unmeasured = new List<string>();
        var years = new Dictionary<string, int>();
        if (query.Per is not null)
        {
            (cells, unmeasured, years) = await MeasuredAsync(context, query, cells, cancel);
        }

        return new PivotTable(query, filter, cells, await WholesAsync(context, counted, cells, cancel), without, grouped.Count > most, unmeasured, years);
    }

    private static IQueryable<PivotCell> Sums(LedgerContext context, LedgerFilter counted, Expression<Func<LineItemRow, decimal?>> of)
    {
        var lines = context.MatchingLines(counted);
        var source = counted.Currency is null
            ? lines.Select(pair => new PivotSource { Package = pair.Package, Line = pair.Line, Rate = 1 })
            : from pair in lines
              join conversion in context.ConversionsAt(counted) on pair.Package.PackageId equals conversion.PackageId
              select new PivotSource { Package = pair.Package, Line = pair.Line, Rate = conversion.Rate };
        Expression<Func<PivotSource, LineItemRow>> line = row => row.Line!;
        var facts = Facts(context, counted, source, line.Then(of)).Where(fact => fact.Amount != null);
        var bounded = counted.Pivot!.Measured.HasBounds;
        return counted.Currency is { } currency
            ? facts.GroupBy(fact => new { fact.Row, fact.Column }).OrderBy(group => group.Key.Row).ThenBy(group => group.Key.Column).Select(group => new PivotCell(
                group.Key.Row, group.Key.Column, currency,
                Math.Round(group.Sum(fact => fact.Amount!.Value * fact.Rate), Conversions.Decimals),
                Math.Round(group.Sum(fact => (bounded ? fact.Floor : fact.Amount!.Value) * fact.Rate), Conversions.Decimals),
                bounded && group.Sum(fact => fact.HasCeiling ? 0 : 1) > 0))
            : facts.GroupBy(fact => new { fact.Row, fact.Column, fact.Currency }).OrderBy(group => group.Key.Row).ThenBy(group => group.Key.Column).ThenBy(group => group.Key.Currency).Select(group => new PivotCell(
                group.Key.Row, group.Key.Column, group.Key.Currency,
                group.Sum(fact => fact.Amount!.Value),
                group.Sum(fact => bounded ? fact.Floor : fact.Amount!.Value),
                bounded && group.Sum(fact => fact.HasCeiling ? 0 : 1) > 0));
    }

    /// <summary>A package counts once in each cell that it is in.</summary>
    private static IQueryable<PivotCell> Counts(LedgerContext context, LedgerFilter counted)
    {
        var ofLines = counted.Pivot!.RowsBy.OfLines || counted.Pivot.ColumnsBy is { OfLines: true };
        var source = ofLines
            ? context.MatchingLines(counted).Select(pair => new PivotSource { Package = pair.Package, Line = pair.Line, Rate = 1 })
            : context.MatchingPackages(counted).Select(package => new PivotSource { Package = package, Rate = 1 });
        var facts = Facts(context, counted, source, null).GroupBy(fact => new { fact.Row, fact.Column }).OrderBy(group => group.Key.Row).ThenBy(group => group.Key.Column);
        return ofLines
            ? facts.Select(group => new PivotCell(group.Key.Row, group.Key.Column, "", group.Select(fact => fact.PackageId).Distinct().Count(), group.Select(fact => fact.PackageId).Distinct().Count(), false))
            : facts.Select(group => new PivotCell(group.Key.Row, group.Key.Column, "", group.Count(), group.Count(), false));
    }

    /// <param name="amount">Null where packages are counted.</param>
    private static IQueryable<Fact> Facts(LedgerContext context, LedgerFilter counted, IQueryable<PivotSource> source, Expression<Func<PivotSource, decimal?>>? amount)
    {
        var query = counted.Pivot!;
        if (query.Rows == PivotDimension.Grade || query.Columns == PivotDimension.Grade)
        {
            source =
                from row in source
                join grade in context.GradesAt(counted.AsOf) on row.Package.PackageId equals grade.PackageId into found
                from grade in found.DefaultIfEmpty()
                select new PivotSource { Package = row.Package, Line = row.Line, Rate = row.Rate, Grade = grade.Grade };
        }

        Expression<Func<PivotSource, string, string, decimal?, Fact>> fact = amount is null
            ? (row, key, column, none) => new Fact { Row = key, Column = column, PackageId = row.Package.PackageId, Currency = "" }
            : (row, key, column, worth) => new Fact
            {
                Row = key, Column = column, PackageId = row.Package.PackageId, Currency = row.Line!.Currency,
                Amount = worth, Floor = row.Line.Floor, HasCeiling = row.Line.HasCeiling, Rate = row.Rate,
            };
        var of = fact.Parameters[0];
        var body = fact.Body.With(fact.Parameters[1], Of(query.RowsBy.Key(query))).With(fact.Parameters[2], query.ColumnsBy is { } columns ? Of(columns.Key(query)) : Expression.Constant(PivotQuery.NoColumns));
        return source.Select(Expression.Lambda<Func<PivotSource, Fact>>(amount is null ? body : body.With(fact.Parameters[3], Of(amount)), of));

        Expression Of<T>(Expression<Func<PivotSource, T>> key) => key.Body.With(key.Parameters[0], of);
    }

    /// <summary>By the keys that filters take; a group's cells are put together from those of the donors' combinations.</summary>
    private static List<PivotCell> Named(List<PivotCell> grouped, PivotQuery query) =>
    [
        .. grouped
            .SelectMany(cell => query.RowsBy.Keys(cell.Row)
                .SelectMany(row => (query.ColumnsBy?.Keys(cell.Column) ?? [cell.Column]).Select(column => cell with { Row = row, Column = column })))
            .GroupBy(cell => (cell.Row, cell.Column, cell.Currency))
            .Select(same => new PivotCell(same.Key.Row, same.Key.Column, same.Key.Currency, same.Sum(cell => cell.Amount), same.Sum(cell => cell.Floor), same.Any(cell => cell.IsOpenEnded))),
    ];

    /// <summary>The whole by currency, each line and each package once: the sum of the cells, but where they overlap.</summary>
    private static async Task<Dictionary<string, decimal>> WholesAsync(LedgerContext context, LedgerFilter counted, List<PivotCell> cells, CancellationToken cancel)
    {
        var query = counted.Pivot!;
        if (query.Per is not null)
        {
            return [];
        }

        if (!query.RowsOverlap && !query.ColumnsOverlap)
        {
            return cells.GroupBy(cell => cell.Currency).ToDictionary(currency => currency.Key, currency => currency.Sum(cell => cell.Amount));
        }

        return query.Measured.Of is null
            ? new() { [""] = await context.MatchingPackages(counted).CountAsync(cancel) }
            : (await LineTotals.LoadAsync(context, counted, cancel)).ToDictionary(total => total.Currency, total => total.Of(query.Measure));
    }

    /// <summary>Set against each country's economy of the year that is looked at; what has none is named beside the table.</summary>
    private static async Task<(List<PivotCell> Cells, List<string> Unmeasured, Dictionary<string, int> Years)> MeasuredAsync(LedgerContext context, PivotQuery query, List<PivotCell> cells, CancellationToken cancel)
    {
        var year = query.Day.Year;
        var economies = (await context.Economies.AsNoTracking().Where(economy => economy.Year <= year && economy.Year >= year - EconomyIn.ReachInYears).ToListAsync(cancel)).ToLookup(economy => economy.Party);
        var (measured, unmeasured, years) = (new List<PivotCell>(), new HashSet<string>(), new Dictionary<string, int>());
        foreach (var cell in cells)
        {
            var economy = EconomyIn.Of(economies[cell.Row], year);
            Func<decimal, decimal?> set = query.Per == PivotQuery.OfGdp ? amount => economy.PercentOfGdp(amount) : amount => economy.PerHead(amount);
            if (set(cell.Amount) is not { } share)
            {
                unmeasured.Add(cell.Row);
                continue;
            }

            years[cell.Row] = (query.Per == PivotQuery.OfGdp ? economy.GdpYear : economy.PopulationYear)!.Value;
            measured.Add(cell with { Amount = share, Floor = set(cell.Floor)!.Value, Currency = query.Per == PivotQuery.OfGdp ? "%" : cell.Currency });
        }

        return (measured, [.. unmeasured.Order(StringComparer.Ordinal)], years);
    }

    private sealed class Fact
    {
        public required string Row { get; init; }
        public required string Column { get; init; }
        public required string Currency { get; init; }
        public long PackageId { get; init; }
        public decimal? Amount { get; init; }
        public decimal Floor { get; init; }
        public bool HasCeiling { get; init; }
        public decimal Rate { get; init; }
    }
}
