using AidTracker.Web.Data;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Typed;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Desk.Writing;

/// <summary>A package that a draft can be about.</summary>
public sealed record PackageChoice(string Slug, string Title);

/// <summary>The packages that the desk offers by name.</summary>
public sealed class PackageChoices(IDbContextFactory<LedgerContext> contexts)
{
    private const int Most = 200;

    /// <summary>Those of the same donors and recipients as a package.</summary>
    public async Task<IReadOnlyList<PackageChoice>> LikeAsync(string slug, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await (
            from one in context.PackageRows
            where one.Slug == slug
            from row in context.PackageRows
            where row.Donors.Any(code => one.Donors.Contains(code)) && row.Recipients.Any(code => one.Recipients.Contains(code)) && row.AnnouncementCount > 0
            orderby row.LastAnnouncedOn descending, row.Slug
            select new PackageChoice(row.Slug, row.Title)).Take(Most).ToListAsync(cancel);
    }

    /// <summary>Those of any of the donors; the ones announced last where none is typed.</summary>
    /// <param name="donors">As typed.</param>
    public async Task<IReadOnlyList<PackageChoice>> OfAsync(string donors, CancellationToken cancel = default)
    {
        var codes = TypedCodes.Of(StartDraft.Kept(donors));
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.PackageRows
            .Where(row => codes.Count == 0 || row.Donors.Any(code => codes.Contains(code)))
            .OrderByDescending(row => row.LastAnnouncedOn).ThenBy(row => row.Slug).Take(Most)
            .Select(row => new PackageChoice(row.Slug, row.Title)).ToListAsync(cancel);
    }
}
