using AidTracker.Web.Data;
using AidTracker.Web.Reading;
using AidTracker.Web.Shell.Filtering;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Packages;

/// <summary>One page of the packages that match, and what all that match add up to.</summary>
/// <param name="Matching">How many packages match; <see cref="Rows"/> holds one page of them.</param>
/// <param name="Totals">What <c>/line-items.csv</c> with the same query adds up to.</param>
/// <param name="WithoutRate">Packages that match, state a sum and are in no converted total.</param>
public sealed record PackageList(FilterOptions Options, IReadOnlyList<ConvertedPackage> Rows, int Matching, IReadOnlyList<CurrencyTotal> Totals, int WithoutRate)
{
    public const int PageSize = 50;

    public int Pages => (Matching + PageSize - 1) / PageSize;

    /// <summary>With a query that cannot be used, the form's choices and no figures.</summary>
    public static async Task<PackageList> LoadAsync(LedgerContext context, FilterOptions options, ParsedFilter parsed, CancellationToken cancel)
    {
        if (parsed.Errors.Count > 0)
        {
            return new PackageList(options, [], 0, [], 0);
        }

        var packages = context.ConvertedPackages(parsed.Filter);
        return new PackageList(
            options,
            await packages.Skip((parsed.Filter.Page - 1) * PageSize).Take(PageSize).ToListAsync(cancel),
            await context.Packages(parsed.Filter).CountAsync(cancel),
            await Reading.Totals.ByCurrencyAsync(context, parsed.Filter, cancel),
            await Reading.Totals.WithoutRateAsync(context, parsed.Filter, cancel));
    }
}
