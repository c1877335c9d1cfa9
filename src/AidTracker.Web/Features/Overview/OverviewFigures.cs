using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Overview;

/// <param name="Donors">Party codes; several make a joint package whose shares are not stated, which is nobody's alone.</param>
/// <param name="Slug">The package, where it is the only one.</param>
/// <param name="Undisclosed">Packages of theirs without a stated sum: they add nothing to the total.</param>
/// <param name="Measures">Its military aid against its economy; null where nothing is converted, and for joint packages.</param>
public sealed record DonorTotal(string[] Donors, string[] Names, int Packages, string? Slug, int Undisclosed, IReadOnlyList<AidTotal> Totals, DonorMeasures? Measures = null);

/// <summary>The overview's figures, over the whole ledger at one point in time.</summary>
/// <param name="Announced">By category, in the currency that is asked for, or else those announced.</param>
/// <param name="Categories">By category, in the headline's currency where there is a headline.</param>
/// <param name="Instruments">By instrument, likewise.</param>
/// <param name="Moved">What each month's announcements moved, in the currencies announced: where there is no headline, which has its own.</param>
/// <param name="Recipients">How many parties anything is promised to.</param>
/// <param name="Headline">Everything in one currency: the one asked for, or else <see cref="HeadlineFigures.Currency"/>; null where there are no rates.</param>
public sealed record OverviewFigures(
    IReadOnlyList<AidSum> Announced,
    IReadOnlyList<AidSum> Categories,
    IReadOnlyList<AidSum> Instruments,
    IReadOnlyList<DonorTotal> Donors,
    int Recipients,
    IReadOnlyList<MovedRow> Moved,
    IReadOnlyList<PackageAnnouncement> Latest,
    IReadOnlyList<PackageAnnouncement> Corrections,
    IReadOnlyList<CurrencyCoverage> Coverage,
    HeadlineFigures? Headline)
{
    private const int LatestShown = 6;
    private const int CorrectionsShown = 4;

    /// <summary>How many packages there are: each has one set of donors.</summary>
    public int Packages => Donors.Sum(row => row.Packages);

    /// <summary>How many parties promise anything, alone or with others.</summary>
    public int DonorsThemselves => Donors.SelectMany(row => row.Donors).Distinct().Count();

    /// <param name="asked">Of which the point in time, the currency and the day of the rates are read.</param>
    /// <param name="headlineCurrency">What the headline is read in; null: there is none.</param>
    /// <param name="today">UTC.</param>
    public static async Task<OverviewFigures> LoadAsync(LedgerContext context, ReferenceLists lists, LedgerFilter asked, string? headlineCurrency, DateOnly today, CancellationToken cancel)
    {
        // The count of recipients stands beside each row, so that it costs no statement of its own; the database finds it once.
        var recipients = (asked.AsOf.IsNow ? context.RecipientsRows.Select(row => row.Recipients) : context.PackagesAt(asked.AsOf).Select(package => package.Recipients)).SelectMany(parties => parties).Distinct();
        var packages = await context.DonorsAt(asked.AsOf)
            .LeftJoin(context.PackagesAt(asked.AsOf), row => row.Packages == 1 ? row.PackageIds : 0, package => package.PackageId, (row, package) => new { Row = row, package!.Slug, Recipients = recipients.Count() })
            .ToListAsync(cancel);
        var lens = asked.Lens with { Currency = headlineCurrency };
        var (sums, categories, instruments) = await context.AidSumsEachWayAsync(lens, cancel);
        var announced = asked.Currency == headlineCurrency ? categories : await context.AidSumsAsync(asked.Lens, SumsBy.Category, cancel);
        var byDonor = sums.ToLookup(sum => string.Join(' ', sum.Donors!));
        var measures = await DonorMeasures.LoadAsync(context, lists, asked.Lens, sums, today, cancel);
        var headline = headlineCurrency is null ? null : await HeadlineFigures.LoadAsync(context, lens, categories, cancel);
        var stream = await StreamAsync(context, asked.AsOf, cancel);
        return new OverviewFigures(
            announced,
            categories,
            instruments,
            [.. packages
                .Select(found => new DonorTotal(
                    found.Row.Donors, found.Row.Donors.Select(lists.PartyName).ToArray(), (int)found.Row.Packages, found.Slug, (int)found.Row.Undisclosed,
                    AidTotal.Of(byDonor[string.Join(' ', found.Row.Donors)]), measures.GetValueOrDefault(string.Join(' ', found.Row.Donors))))
                .OrderBy(row => row.Donors.Length > 1).ThenBy(row => string.Join('\n', row.Names), StringComparer.Ordinal)],
            packages.Count == 0 ? 0 : packages[0].Recipients,
            headline is null ? await context.MovedAsync(asked.Lens, cancel) : [],
            [.. stream[false]],
            [.. stream[true]],
            await CurrencyCoverage.LoadAsync(context, asked.AsOf, cancel),
            headline);
    }

    /// <summary>The latest announcements (false) and corrections (true), in one statement: found by their keys first, then read.</summary>
    private static async Task<ILookup<bool, PackageAnnouncement>> StreamAsync(LedgerContext context, AsOf asOf, CancellationToken cancel)
    {
        var everything = new LedgerFilter { AsOf = asOf };
        var latest = context.Announcements(everything).Take(LatestShown)
            .Select(row => new { row.Announcement.PackageId, row.Announcement.Number, row.Announcement.Version, IsCorrection = false });
        var corrections = context.Announcements(everything with { AllVersions = true, Sort = "-recorded" }).Where(row => row.Announcement.Version > 1).Take(CorrectionsShown)
            .Select(row => new { row.Announcement.PackageId, row.Announcement.Number, row.Announcement.Version, IsCorrection = true });
        var rows = await latest.Concat(corrections)
            .Join(context.AnnouncementsAt(asOf), key => new { key.PackageId, key.Number, key.Version }, row => new { row.PackageId, row.Number, row.Version }, (key, row) => new { key.IsCorrection, Announcement = row })
            .Join(context.PackagesAt(asOf), row => row.Announcement.PackageId, package => package.PackageId, (row, package) => new { row.IsCorrection, row.Announcement, Package = package })
            // As the two lists are sorted themselves.
            .OrderByDescending(row => row.IsCorrection ? row.Announcement.Publication : 0)
            .ThenByDescending(row => row.IsCorrection ? null : (DateOnly?)row.Announcement.AnnouncedOn)
            .ThenBy(row => row.Package.Slug).ThenBy(row => row.Announcement.Number).ThenBy(row => row.Announcement.Version)
            .ToListAsync(cancel);
        return rows.ToLookup(row => row.IsCorrection, row => new PackageAnnouncement { Package = row.Package, Announcement = row.Announcement });
    }
}
