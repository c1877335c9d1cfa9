using AidTracker.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Data;

/// <summary>Loads whole packages: every version of every announcement, every description, who and when.</summary>
public static class PackageLoading
{
    /// <returns>Null where no package has that address.</returns>
    public static Task<Package?> LoadAsync(LedgerContext context, string slug, CancellationToken cancel = default) =>
        context.Packages
            .Include(package => package.OpenedBy)
            .Include(package => package.Donors)
            .Include(package => package.Recipients)
            .Include(package => package.Descriptions).ThenInclude(description => description.Publication)
            .Include(package => package.Lines).ThenInclude(line => line.Descriptions).ThenInclude(description => description.Publication)
            .Include(package => package.Lines).ThenInclude(line => line.Publication)
            .Include(package => package.Announcements).ThenInclude(announcement => announcement.Entries)
            .Include(package => package.Announcements).ThenInclude(announcement => announcement.Sources)
            .Include(package => package.Announcements).ThenInclude(announcement => announcement.Publication)
            .Include(package => package.Revisions).ThenInclude(revision => revision.Publication)
            .AsSplitQuery()
            .SingleOrDefaultAsync(package => package.Slug == slug, cancel);
}
