using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Overview;

/// <param name="Donors">Party codes; several make a joint package whose shares are not stated, which is nobody's alone.</param>
/// <param name="Slug">The package, where it is the only one.</param>
/// <param name="Undisclosed">Packages of theirs without a stated sum: they add nothing to the total.</param>
/// <param name="Measures">Its military aid against its economy; null where nothing is converted, and for joint packages.</param>
public sealed record DonorTotal(string[] Donors, string[] Names, int Packages, string? Slug, int Undisclosed, IReadOnlyList<AidTotal> Totals, DonorMeasures? Measures = null);

/// <summary>The overview's figures, over the whole ledger at one point in time.</summary>
/// <param name="Sums">By donor and category: what the page's tables are folded from.</param>
/// <param name="Instruments">By instrument.</param>
/// <param name="Moved">What each month's announcements moved.</param>
/// <param name="WithoutRate">Packages that state a sum and are in no converted total, because there is no rate for them.</param>
public sealed record OverviewFigures(
    IReadOnlyList<AidSum> Sums,
    IReadOnlyList<AidSum> Instruments,
    IReadOnlyList<DonorTotal> Donors,
    IReadOnlyList<MovedRow> Moved,
    IReadOnlyList<PackageAnnouncement> Latest,
    IReadOnlyList<PackageAnnouncement> Corrections,
    IReadOnlyList<CurrencyCoverage> Coverage,
    int WithoutRate)
{
    private const int LatestShown = 6;
    private const int CorrectionsShown = 4;

    /// <param name="asked">Of which the point in time, the currency and the day of the rates are read.</param>
    /// <param name="today">UTC.</param>
    public static async Task<OverviewFigures> LoadAsync(LedgerContext context, ReferenceLists lists, LedgerFilter asked, DateOnly today, CancellationToken cancel)
    {
        var everything = new LedgerFilter { AsOf = asked.AsOf };
        var packages = await context.DonorsAt(asked.AsOf)
            .LeftJoin(context.PackagesAt(asked.AsOf), row => row.Packages == 1 ? row.PackageIds : 0, package => package.PackageId, (row, package) => new { Row = row, package!.Slug })
            .ToListAsync(cancel);
        var (sums, instruments) = await context.AidSumsBothWaysAsync(asked.Lens, cancel);
        var byDonor = sums.ToLookup(sum => string.Join(' ', sum.Donors!));
        var measures = await DonorMeasures.LoadAsync(context, lists, asked.Lens, sums, today, cancel);
        return new OverviewFigures(
            sums,
            instruments,
            [.. packages
                .Select(found => new DonorTotal(
                    found.Row.Donors, found.Row.Donors.Select(lists.PartyName).ToArray(), (int)found.Row.Packages, found.Slug, (int)found.Row.Undisclosed,
                    AidTotal.Of(byDonor[string.Join(' ', found.Row.Donors)]), measures.GetValueOrDefault(string.Join(' ', found.Row.Donors))))
                .OrderBy(row => row.Donors.Length > 1).ThenBy(row => string.Join('\n', row.Names), StringComparer.Ordinal)],
            await context.MovedAsync(asked.Lens, cancel),
            await context.Announcements(everything).Take(LatestShown).ToListAsync(cancel),
            await context.Announcements(everything with { AllVersions = true, Sort = "-recorded" })
                .Where(row => row.Announcement.Version > 1).Take(CorrectionsShown).ToListAsync(cancel),
            await CurrencyCoverage.LoadAsync(context, asked.AsOf, cancel),
            await Totals.WithoutRateAsync(context, asked.Lens, cancel));
    }
}
