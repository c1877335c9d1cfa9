using AidTracker.Web.Data;
using AidTracker.Web.Shell.Filtering;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Packages;

/// <summary>One page of the packages that match, and what all that match add up to.</summary>
/// <param name="Matching">How many packages match; <see cref="Page"/> holds some of them.</param>
/// <param name="Totals">What <c>/line-items.csv</c> with the same query adds up to.</param>
/// <param name="WithoutRate">Packages that match, state a sum and are in no converted total.</param>
public sealed record PackageList(FilterOptions Options, ListPage<ConvertedPackage> Page, int Matching, IReadOnlyList<CurrencyTotal> Totals, int WithoutRate)
{
    /// <summary>With a query that cannot be used, the form's choices and no figures.</summary>
    public static async Task<PackageList> LoadAsync(LedgerContext context, FilterOptions options, ParsedFilter parsed, CancellationToken cancel)
    {
        if (parsed.Errors.Count > 0)
        {
            return new PackageList(options, new ListPage<ConvertedPackage>([], null), 0, [], 0);
        }

        return new PackageList(
            options,
            await context.PackagePageAsync(parsed.Filter, cancel: cancel),
            await context.MatchingPackages(parsed.Filter).CountAsync(cancel),
            await Reading.Sums.Totals.ByCurrencyAsync(context, parsed.Filter, cancel),
            await Reading.Sums.Totals.WithoutRateAsync(context, parsed.Filter, cancel));
    }
}
