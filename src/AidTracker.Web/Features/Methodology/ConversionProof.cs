using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Methodology;

/// <summary>That lines add up to packages after conversion too: both sums, and what lies between them.</summary>
/// <param name="WithoutRate">Packages that state a sum and are in neither.</param>
public sealed record ConversionProof(string Currency, decimal Lines, decimal Packages, int WithoutRate)
{
    public decimal Difference => Lines - Packages;

    /// <param name="filter">Of which the point in time, the currency and the day of the rates are read; it names a currency.</param>
    public static async Task<ConversionProof> LoadAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel)
    {
        var everything = filter.Lens;
        var lines = await Totals.ByCurrencyAsync(context, everything, cancel);
        var packages = await context.ConvertedPackages(everything)
            .Where(row => row.Package.Committed != null && row.Conversion!.Currency != null)
            .GroupBy(row => row.Conversion!.Currency)
            .Select(group => Math.Round(group.Sum(row => row.Package.Committed!.Value * row.Conversion!.Rate), Conversions.Decimals))
            .SingleOrDefaultAsync(cancel);
        return new ConversionProof(filter.Currency!, lines.SingleOrDefault()?.Committed ?? 0, packages, await Totals.WithoutRateAsync(context, everything, cancel));
    }
}
