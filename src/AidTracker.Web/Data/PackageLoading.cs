using AidTracker.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Data;

/// <summary>Loads whole packages: every version of every announcement, every description, who and when.</summary>
public static class PackageLoading
{
    /// <remarks>Eight commands: what is short is joined, what can be long is read once each. Captured texts are not read: nobody asks for all of them.</remarks>
    /// <returns>Null where no package has that address.</returns>
    public static async Task<Package?> LoadAsync(LedgerContext context, string slug, CancellationToken cancel = default)
    {
        var package = await context.Packages
            .Include(package => package.OpenedBy)
            .Include(package => package.Donors)
            .Include(package => package.Recipients)
            .Include(package => package.Descriptions).ThenInclude(description => description.Publication)
            .AsSingleQuery()
            .SingleOrDefaultAsync(package => package.Slug == slug, cancel);
        if (package is null)
        {
            return null;
        }

        // Tracking puts what follows in its place.
        var entry = context.Entry(package);
        await entry.Collection(each => each.Lines).Query()
            .Include(line => line.Descriptions).ThenInclude(description => description.Publication)
            .Include(line => line.Publication)
            .AsSingleQuery().LoadAsync(cancel);
        await entry.Collection(each => each.Announcements).Query()
            .Include(announcement => announcement.Entries)
            .Include(announcement => announcement.Progress)
            .Include(announcement => announcement.Sources)
            .Include(announcement => announcement.Citations)
            .Include(announcement => announcement.Publication)
            .AsSplitQuery().LoadAsync(cancel);
        await entry.Collection(each => each.Revisions).Query()
            .Include(revision => revision.Publication)
            .LoadAsync(cancel);
        return package;
    }

    /// <summary>The captured text of a source.</summary>
    /// <returns>Null where none was kept, and where it was taken down.</returns>
    public static Task<Capture?> CaptureAsync(LedgerContext context, Package package, Announcement announcement, Source source, CancellationToken cancel = default) =>
        context.Set<Capture>().AsNoTracking().SingleOrDefaultAsync(
            capture => EF.Property<long>(capture, "PackageId") == package.Id && EF.Property<int>(capture, "AnnouncementNumber") == announcement.Number
                && EF.Property<int>(capture, "AnnouncementVersion") == announcement.Version && EF.Property<int>(capture, "SourcePosition") == source.Position, cancel);
}
