using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.OnePackage;

/// <summary>A package that has something to do with another.</summary>
public sealed record RelatedPackage(string Slug, string Title, IReadOnlyList<string> DonorNames);

/// <summary>Packages that were announced on the same occasion, and that run through the same channel.</summary>
/// <param name="Occasion">Said in the same place within <see cref="DaysOfAnOccasion"/> days.</param>
/// <param name="Initiatives">By initiative's code, the newest first.</param>
public sealed record RelatedPackages(IReadOnlyList<RelatedPackage> Occasion, IReadOnlyDictionary<string, IReadOnlyList<RelatedPackage>> Initiatives)
{
    /// <summary>How many of each are named.</summary>
    public const int Most = 8;

    /// <summary>A summit lasts, and its news is reported the day after.</summary>
    public const int DaysOfAnOccasion = 3;

    /// <summary>How many announcements of the same places are looked through.</summary>
    private const int MostSaid = 500;

    public bool Any => Occasion.Count > 0 || Initiatives.Count > 0;

    public static async Task<RelatedPackages> LoadAsync(LedgerContext context, Package package, AsOf asOf, CancellationToken cancel)
    {
        var said = package.Live.Where(announcement => announcement.Place is not null).Select(announcement => (announcement.Place, announcement.On)).ToList();
        var places = said.Select(each => each.Place).Distinct().ToList();
        var there = places.Count == 0 ? [] : await context.AnnouncementsAt(asOf)
            .Where(row => row.Status == VersionStatus.Live && places.Contains(row.Place) && row.PackageId != package.Id)
            .Join(context.PackagesAt(asOf), row => row.PackageId, row => row.PackageId, (announcement, other) => new { announcement.Place, announcement.AnnouncedOn, other.Slug, other.Title, other.DonorNames })
            .OrderByDescending(row => row.AnnouncedOn).ThenBy(row => row.Slug).Take(MostSaid)
            .ToListAsync(cancel);
        var codes = package.Lines.Select(line => line.Description?.Initiative).Append(package.Description.Initiative).OfType<string>().Distinct().ToList();
        var through = codes.Count == 0 ? [] : await context.PackagesAt(asOf)
            .Where(row => row.PackageId != package.Id && row.Initiatives.Any(code => codes.Contains(code)))
            .OrderByDescending(row => row.FirstAnnouncedOn).ThenBy(row => row.Slug)
            .Take(Most * codes.Count)
            .Select(row => new { row.Slug, row.Title, row.DonorNames, row.Initiatives })
            .ToListAsync(cancel);
        return new RelatedPackages(
            [.. there.Where(row => said.Any(each => each.Place == row.Place && Math.Abs(each.On.DayNumber - row.AnnouncedOn.DayNumber) <= DaysOfAnOccasion))
                .DistinctBy(row => row.Slug).Take(Most).Select(row => new RelatedPackage(row.Slug, row.Title, row.DonorNames))],
            codes.Select(code => (code, Found: through.Where(row => row.Initiatives.Contains(code)).Take(Most).Select(row => new RelatedPackage(row.Slug, row.Title, row.DonorNames)).ToList()))
                .Where(each => each.Found.Count > 0)
                .ToDictionary(each => each.code, each => (IReadOnlyList<RelatedPackage>)each.Found));
    }
}
