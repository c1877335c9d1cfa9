using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.OnePackage.Merges;

/// <summary>Which packages were found to be the same money. They are few, so all are remembered until something is published.</summary>
public sealed class PackageMerges(IDbContextFactory<LedgerContext> contexts, CurrentHead head)
{
    private readonly Remembered<IReadOnlyList<MergeOnRecord>> remembered = new(head);

    /// <summary>Of a package and of those that were merged into it, in the order of recording.</summary>
    /// <param name="known">The publication up to which it was known.</param>
    public async ValueTask<IReadOnlyList<MergeOnRecord>> OfAsync(string slug, long known, CancellationToken cancel = default)
    {
        var all = await remembered.GetAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            return await LoadAsync(context, cancel);
        });
        return [.. all.Where(merge => merge.Publication <= known && (merge.Package == slug || merge.Into == slug))];
    }

    /// <summary>The address of the package on which a package's money stands; null where it stands for itself, and where there is none.</summary>
    /// <param name="known">The publication up to which it was known.</param>
    public static Task<string?> IntoAsync(LedgerContext context, string slug, long known, CancellationToken cancel) =>
        context.Database.SqlQuery<string?>($"""select ledger.merged_into(k.id, {known}) as "Value" from ledger.package k where k.slug = {slug}""").SingleOrDefaultAsync(cancel);

    private static async Task<IReadOnlyList<MergeOnRecord>> LoadAsync(LedgerContext context, CancellationToken cancel) =>
        await context.Database.SqlQuery<MergeOnRecord>($"""
            select k.slug as "Package", now.title as "Title",
              coalesce(m.into_slug, lag(m.into_slug) over (partition by m.package_id order by m.publication_seq)) as "Into", m.into_slug is null as "IsUndone",
              m.reason as "Reason", p.seq as "Publication", p.recorded_at as "RecordedAt", p.editor as "Editor"
            from ledger.package_merge m
            join ledger.package k on k.id = m.package_id
            join ledger.package_now now on now.package_id = k.id
            join ledger.publication p on p.seq = m.publication_seq
            order by m.publication_seq
            """).ToListAsync(cancel);
}
