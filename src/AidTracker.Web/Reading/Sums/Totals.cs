using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Sums;

/// <summary>What the lines of a view add up to in one currency; nothing is converted.</summary>
/// <param name="Committed">All lines, the reserved ones included where the filter does not name categories, instruments or initiatives.</param>
/// <param name="Repayable">The part of it on lines that are loans or guarantees.</param>
/// <param name="Packages">Packages that state a sum in it.</param>
/// <param name="Floor">The least that <paramref name="Committed"/> can mean.</param>
/// <param name="OpenEnded">How many of the lines mean that much or more: with any, <paramref name="Committed"/> is no ceiling.</param>
public sealed record CurrencyTotal(string Currency, decimal Committed, decimal Repayable, int Packages, decimal Floor, int OpenEnded);

/// <summary>Totals of a view: the same lines that its export holds, added up.</summary>
public static class Totals
{
    /// <summary>By currency code, as announced; in one currency where the filter names it, without what cannot be converted.</summary>
    public static async Task<IReadOnlyList<CurrencyTotal>> ByCurrencyAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel = default)
    {
        if (filter is { IsNarrowed: false, Currency: null })
        {
            return await OfEverythingAsync(context, filter.AsOf, cancel);
        }

        var repayable = context.RepayableInstruments();
        return await context.RatedLines(filter).Where(row => row.Line.Amount != null)
            .GroupBy(row => row.Currency)
            .OrderBy(group => group.Key)
            .Select(group => new CurrencyTotal(
                group.Key,
                Math.Round(group.Sum(row => row.Line.Amount!.Value * row.Rate), Conversions.Decimals),
                Math.Round(group.Sum(row => repayable.Contains(row.Line.Instrument!) ? row.Line.Amount!.Value * row.Rate : 0), Conversions.Decimals),
                group.Select(row => row.Line.PackageId).Distinct().Count(),
                Math.Round(group.Sum(row => row.Line.Floor * row.Rate), Conversions.Decimals),
                group.Count(row => !row.Line.HasCeiling)))
            .ToListAsync(cancel);
    }

    /// <summary>Packages that state a sum, and that there is no rate for: they are in no converted total.</summary>
    public static async Task<int> WithoutRateAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel = default)
    {
        if (filter.Currency is null)
        {
            return 0;
        }

        return await PackagesWithoutRate(context, filter).CountAsync(cancel);
    }

    /// <inheritdoc cref="WithoutRateAsync(LedgerContext, LedgerFilter, CancellationToken)"/>
    /// <param name="filter">Names a currency.</param>
    internal static IQueryable<PackageRow> PackagesWithoutRate(LedgerContext context, LedgerFilter filter) =>
        from package in context.MatchingPackages(filter)
        where package.Committed != null
        join conversion in context.AllConversionsAt(filter) on package.PackageId equals conversion.PackageId into found
        from conversion in found.DefaultIfEmpty()
        where conversion.Currency == null
        select package;

    /// <summary>The same at two points, in one statement.</summary>
    public static async Task<(int First, int Second)> WithoutRateAsync(LedgerContext context, LedgerFilter first, LedgerFilter second, CancellationToken cancel = default)
    {
        if (first.Currency is null)
        {
            return (0, 0);
        }

        var counts = await PackagesWithoutRate(context, first).Select(_ => true).Concat(PackagesWithoutRate(context, second).Select(_ => false)).GroupBy(isFirst => isFirst)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return (counts.GetValueOrDefault(true), counts.GetValueOrDefault(false));
    }

    /// <summary>From the sums that are kept of the whole ledger, rather than line by line.</summary>
    private static async Task<IReadOnlyList<CurrencyTotal>> OfEverythingAsync(LedgerContext context, AsOf asOf, CancellationToken cancel)
    {
        var packages = await context.PackagesAt(asOf).Where(package => package.Committed != null)
            .GroupBy(package => package.Currency).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var totals = await context.TotalsAt(asOf).Where(row => row.Lines > 0)
            .GroupBy(row => row.Currency)
            .OrderBy(group => group.Key)
            .Select(group => new CurrencyTotal(
                group.Key, group.Sum(row => row.Amount), group.Sum(row => row.Repayable ? row.Amount : 0), 0, group.Sum(row => row.Floor), (int)group.Sum(row => row.OpenEnded)))
            .ToListAsync(cancel);
        return totals.ConvertAll(total => total with { Packages = packages.GetValueOrDefault(total.Currency) });
    }
}
