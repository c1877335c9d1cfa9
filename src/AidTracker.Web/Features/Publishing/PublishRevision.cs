using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Transparency;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Publishing;

/// <summary>The one way in which anything of a package comes onto the ledger: one package, one publication, one transaction. Rates come by a command of their own.</summary>
/// <param name="checkpoints">Where each publication is witnessed outside the database; null where there is no data folder.</param>
public sealed class PublishRevision(IDbContextFactory<LedgerContext> contexts, Checkpoints? checkpoints = null)
{
    /// <summary>Opens a package with its first publication.</summary>
    /// <returns>The publication's sequence number; that of the first time where the command was carried out before.</returns>
    /// <exception cref="LedgerRefusal">A rule refuses it, or the address is taken; nothing is written.</exception>
    public Task<long> OpenAsync(Package package, Publication publication, Action<Revision> write, CancellationToken cancel = default) =>
        SaveAsync(publication, context =>
        {
            package.Publish(publication, 0, write);
            context.Add(package);
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Publishes on a package that exists.</summary>
    /// <param name="seenRevision">The revision that it was written against.</param>
    /// <returns>The publication's sequence number; that of the first time where the command was carried out before.</returns>
    /// <exception cref="LedgerRefusal">A rule refuses it, or somebody else was faster; nothing is written.</exception>
    public Task<long> OnAsync(string slug, int seenRevision, Publication publication, Action<Revision> write, CancellationToken cancel = default) =>
        SaveAsync(publication, async context =>
        {
            var package = await PackageLoading.LoadAsync(context, slug, cancel)
                ?? throw new LedgerRefusal("package_exists", null, $"There is no package at “{slug}”: open it first.");
            package.Publish(publication, seenRevision, write);
        }, cancel);

    private async Task<long> SaveAsync(Publication publication, Func<LedgerContext, Task> change, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        try
        {
            await change(context);
            context.ChangeTracker.DetectChanges();
            await context.SaveChangesAsync(cancel);
        }
        catch (Exception exception) when (exception is LedgerRefusal || Refusals.Of(exception) is not null)
        {
            // A retry of what was written before is refused for whatever stands in its way now; the id tells that it is one.
            return await CarriedOutBeforeAsync(publication.CommandId, cancel)
                ?? throw (exception as LedgerRefusal ?? Refusals.Of(exception)!);
        }

        if (checkpoints is not null)
        {
            await checkpoints.AppendAsync();
        }

        return publication.Seq;
    }

    private async Task<long?> CarriedOutBeforeAsync(Guid commandId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Publications.Where(publication => publication.CommandId == commandId)
            .Select(publication => (long?)publication.Seq).SingleOrDefaultAsync(cancel);
    }
}
