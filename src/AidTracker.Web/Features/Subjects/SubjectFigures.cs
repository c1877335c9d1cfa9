using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Subjects;

/// <summary>What is promised and not known to be delivered, by how long it has been.</summary>
/// <param name="Years">Whole years since the oldest of it was promised; the last one means that many or more.</param>
public sealed record Aged(string Currency, int Years, int Packages, decimal Undelivered)
{
    /// <summary>Four years and more are not told apart.</summary>
    public const int Most = 4;
}

/// <summary>The figures of one subject's page, at one point in time.</summary>
/// <param name="Sums">What every table of the page is folded from.</param>
/// <param name="Shared">How many packages it has a part in that count elsewhere: joint ones, or such as have lines that cover its category beside their own.</param>
/// <param name="Ageing">Empty where nothing is known to be missing; not told by category, because age is a package's.</param>
/// <param name="Measures">Null where nothing is converted, or it is no country.</param>
public sealed record SubjectFigures(
    IReadOnlyList<AidSum> Sums,
    IReadOnlyList<MovedRow> Moved,
    IReadOnlyList<ConvertedPackage> Newest,
    int Packages,
    int Shared,
    IReadOnlyList<PackageAnnouncement> Latest,
    IReadOnlyList<PackageAnnouncement> Corrections,
    IReadOnlyList<Aged> Ageing,
    DonorMeasures? Measures,
    int WithoutRate)
{
    public const int PackagesShown = 10;

    private const int LatestShown = 5;
    private const int CorrectionsShown = 3;

    /// <param name="on">The day to which ages count.</param>
    public static async Task<SubjectFigures> LoadAsync(LedgerContext context, ReferenceLists lists, SubjectKind kind, string code, LedgerFilter lens, DateOnly on, CancellationToken cancel)
    {
        var filter = kind.Of(code, lens);
        var sums = await context.AidSumsAsync(filter, SumsBy.Donor | SumsBy.Recipient | SumsBy.Category | SumsBy.Instrument | SumsBy.Initiative, cancel);
        var (packages, shared, withoutRate) = await CountAsync(context, filter, kind.Shared(code, lens), cancel);
        return new SubjectFigures(
            sums,
            await context.MovedAsync(filter, cancel),
            await context.ConvertedPackages(filter).Take(PackagesShown).ToListAsync(cancel),
            packages,
            kind == SubjectKind.Category ? shared - packages : shared,
            await context.Announcements(filter).Take(LatestShown).ToListAsync(cancel),
            await context.Announcements(filter with { AllVersions = true, Sort = "-recorded" }).Where(row => row.Announcement.Version > 1).Take(CorrectionsShown).ToListAsync(cancel),
            kind == SubjectKind.Category ? [] : await AgeingAsync(context, filter, on, cancel),
            kind == SubjectKind.Donor ? (await DonorMeasures.LoadAsync(context, lists, filter, sums, on, cancel)).GetValueOrDefault(code) : null,
            withoutRate);
    }

    /// <summary>Three counts in one statement.</summary>
    private static async Task<(int Packages, int Shared, int WithoutRate)> CountAsync(LedgerContext context, LedgerFilter own, LedgerFilter? beside, CancellationToken cancel)
    {
        var counted = context.MatchingPackages(own).Select(_ => 1);
        if (beside is not null)
        {
            counted = counted.Concat(context.MatchingPackages(beside).Select(_ => 2));
        }

        if (own.Currency is not null)
        {
            counted = counted.Concat(Totals.PackagesWithoutRate(context, own).Select(_ => 3));
        }

        var counts = await counted.GroupBy(part => part).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return (counts.GetValueOrDefault(1), counts.GetValueOrDefault(2), counts.GetValueOrDefault(3));
    }

    private static async Task<IReadOnlyList<Aged>> AgeingAsync(LedgerContext context, LedgerFilter filter, DateOnly on, CancellationToken cancel)
    {
        var missing = context.ConvertedPackages(filter).Where(row => row.Package.Undelivered > 0 && row.Package.UndeliveredSince != null && row.Package.UndeliveredSince <= on);
        var rated = filter.Currency is { } currency
            ? missing.Where(row => row.Conversion!.Currency != null).Select(row => new { Currency = currency, Undelivered = row.Package.Undelivered!.Value * row.Conversion!.Rate, row.Package.UndeliveredSince })
            : missing.Select(row => new { row.Package.Currency, Undelivered = row.Package.Undelivered!.Value, row.Package.UndeliveredSince });
        var (one, two, three, four) = (on.AddYears(-1), on.AddYears(-2), on.AddYears(-3), on.AddYears(-Aged.Most));
        return await rated
            .GroupBy(row => new { row.Currency, Years = row.UndeliveredSince > one ? 0 : row.UndeliveredSince > two ? 1 : row.UndeliveredSince > three ? 2 : row.UndeliveredSince > four ? 3 : Aged.Most })
            .OrderBy(group => group.Key.Currency).ThenByDescending(group => group.Key.Years)
            .Select(group => new Aged(group.Key.Currency, group.Key.Years, group.Count(), Math.Round(group.Sum(row => row.Undelivered), Conversions.Decimals)))
            .ToListAsync(cancel);
    }
}
