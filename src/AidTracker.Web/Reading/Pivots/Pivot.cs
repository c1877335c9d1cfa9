using System.Linq.Expressions;
using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Pivots;

/// <summary>What is added up under a row and a column.</summary>
/// <param name="Currency">ISO 4217; empty for a number of packages, <c>%</c> for a share of gross domestic product.</param>
/// <param name="Floor">The least that the amount can mean.</param>
/// <param name="IsOpenEnded">Whether it means that much or more.</param>
public sealed record PivotCell(string Row, string Column, string Currency, decimal Amount, decimal Floor, bool IsOpenEnded);

/// <summary>A line, or what the lines of a package add up to, with what it is grouped by.</summary>
internal sealed record PivotSource
{
    public required PackageRow Package { get; init; }

    /// <summary>Null where everything that is asked is of packages.</summary>
    public LineItemRow? Line { get; init; }

    /// <summary>In the package's currency; null where there is nothing to add up.</summary>
    public decimal? Amount { get; init; }
    public decimal Floor { get; init; }

    /// <summary>How many of the lines mean that much or more.</summary>
    public int OpenEnded { get; init; }

    /// <summary>Into the currency that is asked for, 1 where none is; null where there is none.</summary>
    public decimal? Rate { get; init; }

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
        var source = !counted.Pivot!.IsOfPackages || counted.Initiatives.Count > 0 ? Lines(context, counted, of)
            : counted.AsOf.IsNow && !(counted with { Counting = null }).NarrowsLines ? KeptSums(context, counted, counted.Pivot.Measured.Kept!)
            : PackageSums(context, counted, of);
        if (counted.Currency is not { } currency)
        {
            return Facts(context, counted, source).GroupBy(fact => new { fact.Row, fact.Column, fact.Currency })
                .OrderBy(group => group.Key.Row).ThenBy(group => group.Key.Column).ThenBy(group => group.Key.Currency)
                .Select(group => new PivotCell(group.Key.Row, group.Key.Column, group.Key.Currency, group.Sum(fact => fact.Amount), group.Sum(fact => fact.Floor), group.Sum(fact => fact.OpenEnded) > 0));
        }

        // What has no rate is left out of the sums.
        var converted =
            from row in source
            join conversion in context.AllConversionsAt(counted) on row.Package.PackageId equals conversion.PackageId into found
            from conversion in found.DefaultIfEmpty()
            select new PivotSource { Package = row.Package, Line = row.Line, Amount = row.Amount, Floor = row.Floor, OpenEnded = row.OpenEnded, Rate = (decimal?)conversion.Rate };
        return Facts(context, counted, converted).GroupBy(fact => new { fact.Row, fact.Column })
            .Where(group => group.Sum(fact => fact.Rate == null ? 0 : 1) > 0)
            .OrderBy(group => group.Key.Row).ThenBy(group => group.Key.Column)
            .Select(group => new PivotCell(
                group.Key.Row, group.Key.Column, currency,
                Math.Round(group.Sum(fact => fact.Amount * fact.Rate)!.Value, Conversions.Decimals), Math.Round(group.Sum(fact => fact.Floor * fact.Rate)!.Value, Conversions.Decimals),
                group.Sum(fact => fact.Rate == null ? 0 : fact.OpenEnded) > 0));
    }

    private static IQueryable<PivotSource> Lines(LedgerContext context, LedgerFilter counted, Expression<Func<LineItemRow, decimal?>> of)
    {
        var bounded = counted.Pivot!.Measured.HasBounds;
        Expression<Func<PackageLine, decimal?, PivotSource>> source = (pair, amount) => new PivotSource
        {
            Package = pair.Package, Line = pair.Line, Amount = amount, Floor = bounded ? pair.Line.Floor : amount!.Value, OpenEnded = bounded && !pair.Line.HasCeiling ? 1 : 0, Rate = 1,
        };
        Expression<Func<PackageLine, LineItemRow>> line = pair => pair.Line;
        var pair = source.Parameters[0];
        var measured = of.Body.With(of.Parameters[0], line.Body.With(line.Parameters[0], pair));
        return context.MatchingLines(counted)
            .Select(Expression.Lambda<Func<PackageLine, PivotSource>>(source.Body.With(source.Parameters[1], measured), pair))
            .Where(row => row.Amount != null);
    }

    /// <summary>The lines added up within each package before packages are looked at: several times fewer rows to group, and to convert.</summary>
    private static IQueryable<PivotSource> PackageSums(LedgerContext context, LedgerFilter counted, Expression<Func<LineItemRow, decimal?>> of)
    {
        var bounded = counted.Pivot!.Measured.HasBounds;
        Expression<Func<LineItemRow, decimal?, PackageSum>> sum = (line, amount) => new PackageSum
        {
            PackageId = line.PackageId, Amount = amount, Floor = bounded ? line.Floor : amount!.Value, OpenEnded = bounded && !line.HasCeiling ? 1 : 0,
        };
        var line = sum.Parameters[0];
        var sums = context.LinesThemselves(counted)
            .Select(Expression.Lambda<Func<LineItemRow, PackageSum>>(sum.Body.With(sum.Parameters[1], of.Body.With(of.Parameters[0], line)), line))
            .Where(each => each.Amount != null)
            .GroupBy(each => each.PackageId)
            .Select(group => new PackageSum { PackageId = group.Key, Amount = group.Sum(each => each.Amount!.Value), Floor = group.Sum(each => each.Floor), OpenEnded = group.Sum(each => each.OpenEnded) });
        return context.PackagesThemselves(counted).Join(sums, package => package.PackageId, each => each.PackageId, (package, each) => new PivotSource
        {
            Package = package, Amount = each.Amount, Floor = each.Floor, OpenEnded = each.OpenEnded, Rate = 1,
        });
    }

    /// <summary>The same from what is kept of each package, where no line is chosen but by what counts.</summary>
    private static IQueryable<PivotSource> KeptSums(LedgerContext context, LedgerFilter counted, Expression<Func<PackageSumRow, decimal?>> kept)
    {
        var (bounded, ofNamed) = (counted.Pivot!.Measured.HasBounds, counted.Pivot.Measure == PivotMeasure.Itemised);
        var sums = context.PackageSumRows.AsNoTracking();
        if (counted.CountsPart)
        {
            sums = sums.Where(sum => sum.Counting == counted.Counting);
        }

        Expression<Func<PackageRow, PackageSumRow, decimal?, PivotSource>> source = (package, sum, amount) => new PivotSource
        {
            Package = package, Amount = amount, Rate = 1,
            Floor = (!bounded ? amount : ofNamed ? sum.ItemisedFloor : sum.Floor) ?? 0,
            OpenEnded = !bounded ? 0 : (int)(ofNamed ? sum.ItemisedOpenEnded : sum.OpenEnded),
        };
        var measured = kept.Body.With(kept.Parameters[0], source.Parameters[1]);
        return context.PackagesThemselves(counted)
            .Join(sums, package => package.PackageId, sum => sum.PackageId,
                Expression.Lambda<Func<PackageRow, PackageSumRow, PivotSource>>(source.Body.With(source.Parameters[2], measured), source.Parameters[0], source.Parameters[1]))
            .Where(row => row.Amount != null);
    }

    /// <summary>A package counts once in each cell that it is in.</summary>
    private static IQueryable<PivotCell> Counts(LedgerContext context, LedgerFilter counted)
    {
        if (counted.Pivot!.IsOfPackages)
        {
            return Facts(context, counted, context.MatchingPackages(counted).Select(package => new PivotSource { Package = package, Amount = 1, Floor = 1, Rate = 1 }))
                .GroupBy(fact => new { fact.Row, fact.Column }).OrderBy(group => group.Key.Row).ThenBy(group => group.Key.Column)
                .Select(group => new PivotCell(group.Key.Row, group.Key.Column, "", group.Count(), group.Count(), false));
        }

        return Facts(context, counted, context.MatchingLines(counted).Select(pair => new PivotSource { Package = pair.Package, Line = pair.Line, Amount = 1, Floor = 1, Rate = 1 }))
            .Select(fact => new { fact.Row, fact.Column, fact.PackageId }).Distinct()
            .GroupBy(fact => new { fact.Row, fact.Column }).OrderBy(group => group.Key.Row).ThenBy(group => group.Key.Column)
            .Select(group => new PivotCell(group.Key.Row, group.Key.Column, "", group.Count(), group.Count(), false));
    }

    private static IQueryable<Fact> Facts(LedgerContext context, LedgerFilter counted, IQueryable<PivotSource> source)
    {
        var query = counted.Pivot!;
        if (query.Rows == PivotDimension.Grade || query.Columns == PivotDimension.Grade)
        {
            source =
                from row in source
                join grade in context.GradesAt(counted.AsOf) on row.Package.PackageId equals grade.PackageId into found
                from grade in found.DefaultIfEmpty()
                select new PivotSource { Package = row.Package, Line = row.Line, Amount = row.Amount, Floor = row.Floor, OpenEnded = row.OpenEnded, Rate = row.Rate, Grade = grade.Grade };
        }

        Expression<Func<PivotSource, string, string, Fact>> fact = (row, key, column) => new Fact
        {
            Row = key, Column = column, Currency = row.Package.Currency, PackageId = row.Package.PackageId,
            Amount = row.Amount!.Value, Floor = row.Floor, OpenEnded = row.OpenEnded, Rate = row.Rate,
        };
        var of = fact.Parameters[0];
        var columns = query.ColumnsBy is { } by ? Of(by.Key(query)) : Expression.Constant(PivotQuery.NoColumns);
        return source.Select(Expression.Lambda<Func<PivotSource, Fact>>(fact.Body.With(fact.Parameters[1], Of(query.RowsBy.Key(query))).With(fact.Parameters[2], columns), of));

        Expression Of(Expression<Func<PivotSource, string>> key) => key.Body.With(key.Parameters[0], of);
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

    private sealed class PackageSum
    {
        public long PackageId { get; init; }
        public decimal? Amount { get; init; }
        public decimal Floor { get; init; }
        public int OpenEnded { get; init; }
    }

    private sealed class Fact
    {
        public required string Row { get; init; }
        public required string Column { get; init; }
        public required string Currency { get; init; }
        public long PackageId { get; init; }
        public decimal Amount { get; init; }
        public decimal Floor { get; init; }
        public int OpenEnded { get; init; }
        public decimal? Rate { get; init; }
    }
}
