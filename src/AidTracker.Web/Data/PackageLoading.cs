using AidTracker.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Data;

/// <summary>Loads whole packages: every version of every announcement, every description, who and when.</summary>
public static class PackageLoading
{
    /// <remarks>
    /// One plain command a table that may be long, by the package's number, with the short ones that hang on it; the context puts the rows
    /// in their places. Captured texts are not read: nobody asks for all of them.
    /// </remarks>
    /// <returns>Null where no package has that address.</returns>
    public static async Task<Package?> LoadAsync(LedgerContext context, string slug, CancellationToken cancel = default)
    {
        var package = await context.Packages
            .Include(package => package.Donors).Include(package => package.Recipients).Include(package => package.Descriptions).Include(package => package.Merges).AsSingleQuery()
            .SingleOrDefaultAsync(package => package.Slug == slug, cancel);
        if (package is null)
        {
            return null;
        }

        // The publications come with the revisions: everything else belongs to one of them.
        await Of<PackageRevision>().Include(revision => revision.Publication).LoadAsync(cancel);
        await Of<LineItem>().Include(line => line.Descriptions).LoadAsync(cancel);
        await Of<Announcement>().Include(announcement => announcement.Sources).Include(announcement => announcement.Progress).AsSingleQuery().LoadAsync(cancel);
        await Of<Entry>().LoadAsync(cancel);
        await Of<Citation>().LoadAsync(cancel);
        return package;

        IQueryable<T> Of<T>() where T : class => context.Set<T>().Where(row => EF.Property<long>(row, "PackageId") == package.Id);
    }

    /// <summary>The captured text of a source.</summary>
    /// <returns>Null where none was kept, and where it was taken down.</returns>
    public static Task<Capture?> CaptureAsync(LedgerContext context, Package package, Announcement announcement, Source source, CancellationToken cancel = default) =>
        context.Set<Capture>().AsNoTracking().SingleOrDefaultAsync(
            capture => EF.Property<long>(capture, "PackageId") == package.Id && EF.Property<int>(capture, "AnnouncementNumber") == announcement.Number
                && EF.Property<int>(capture, "AnnouncementVersion") == announcement.Version && EF.Property<int>(capture, "SourcePosition") == source.Position, cancel);
}
