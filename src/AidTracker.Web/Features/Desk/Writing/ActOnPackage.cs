using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Desk.Drafts;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Desk.Writing;

/// <summary>Makes a draft of an act on a package on record, filled with what stands there now.</summary>
public sealed class ActOnPackage(IDbContextFactory<LedgerContext> contexts)
{
    /// <param name="act">One of <see cref="DraftAct"/>.</param>
    /// <param name="into">The address of the package that it is the same money as; null where that is not said yet.</param>
    /// <returns>The draft, and the revision of the package that it was made from; null where there is no such package or act.</returns>
    public async Task<(DraftForm Form, int Revision)?> OfAsync(string slug, string act, string? into = null, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (slug.Length > Package.SlugLimit || DraftAct.Words(act) is null || await PackageLoading.LoadAsync(context, slug, cancel) is not { } package)
        {
            return null;
        }

        var form = new DraftForm { Act = act, Package = slug, Into = into ?? "" };
        if (act == DraftAct.Describe)
        {
            (form.Title, form.PackageSummary, form.Initiative) = (package.Description.Title, package.Description.Summary ?? "", package.Description.Initiative ?? "");
        }

        return (form, package.Revision);
    }
}
