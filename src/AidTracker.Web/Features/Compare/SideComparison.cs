using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Compare;

/// <summary>A package or a donor, at the point that is looked at.</summary>
/// <param name="Path">Where it leads, without a query.</param>
/// <param name="Filter">What narrows to it.</param>
/// <param name="Packages">How many packages it is; 0 where nothing of it was on record then.</param>
/// <param name="WithoutRate">How many of them no figure holds, because there is no rate.</param>
public sealed record ComparedSide(string Name, string Path, LedgerFilter Filter, int Packages, IReadOnlyList<ComparedSum> Sums, int WithoutRate = 0);

/// <summary>Two packages, or two donors, side by side.</summary>
public sealed record SideComparison(ComparedSide First, ComparedSide Second)
{
    /// <returns>Null where a package is not on record at the point that is looked at.</returns>
    public static async Task<ComparedSide?> PackageAsync(LedgerContext context, LedgerFilter filter, string slug, CancellationToken cancel = default) =>
        await context.PackagesAt(filter.AsOf).SingleOrDefaultAsync(row => row.Slug == slug, cancel) is { } package
            ? new ComparedSide(package.Title, $"/packages/{slug}", filter.Lens, 1, await ComparedSums.LoadAsync(context, filter, slug, cancel))
            : null;

    public static async Task<ComparedSide> DonorAsync(LedgerContext context, LedgerFilter filter, string code, string name, CancellationToken cancel = default)
    {
        var narrowed = filter with { Donors = [code] };
        return new ComparedSide(name, "/packages", narrowed, await context.Packages(narrowed).CountAsync(cancel), await ComparedSums.LoadAsync(context, narrowed, null, cancel),
            await Totals.WithoutRateAsync(context, narrowed, cancel));
    }
}
