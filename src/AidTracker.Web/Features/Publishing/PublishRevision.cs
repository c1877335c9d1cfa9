using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Transparency;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Publishing;

/// <summary>The one way in which anything of a package comes onto the ledger: one package, one publication, one transaction. Rates come by a command of their own.</summary>
/// <param name="checkpoints">Where each publication is witnessed outside the database; null where there is no data folder.</param>
public sealed class PublishRevision(IDbContextFactory<LedgerContext> contexts, Checkpoints? checkpoints = null)
{
    /// <summary>Opens a package with its first publication.</summary>
    /// <param name="entries">Parties and initiatives that come onto their lists with it, or get another name.</param>
    /// <returns>The publication's sequence number; that of the first time where the command was carried out before.</returns>
    /// <exception cref="LedgerRefusal">A rule refuses it, or the address is taken; nothing is written.</exception>
    public Task<long> OpenAsync(Package package, Publication publication, Action<Revision> write, IReadOnlyList<ListEntry>? entries = null, CancellationToken cancel = default) =>
        SaveAsync(publication, entries ?? [], context =>
        {
            package.Publish(publication, 0, write);
            context.Add(package);
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Publishes on a package that exists.</summary>
    /// <param name="seenRevision">The revision that it was written against.</param>
    /// <param name="entries">Parties and initiatives that come onto their lists with it, or get another name.</param>
    /// <returns>The publication's sequence number; that of the first time where the command was carried out before.</returns>
    /// <exception cref="LedgerRefusal">A rule refuses it, or somebody else was faster; nothing is written.</exception>
    public Task<long> OnAsync(string slug, int seenRevision, Publication publication, Action<Revision> write, IReadOnlyList<ListEntry>? entries = null, CancellationToken cancel = default) =>
        SaveAsync(publication, entries ?? [], async context =>
        {
            var package = await PackageLoading.LoadAsync(context, slug, cancel)
                ?? throw new LedgerRefusal("package_exists", null, $"There is no package at “{slug}”: open it first.");
            package.Publish(publication, seenRevision, write);
        }, cancel);

    private async Task<long> SaveAsync(Publication publication, IReadOnlyList<ListEntry> entries, Func<LedgerContext, Task> change, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        try
        {
            // Without entries the one statement batch of the change is its own transaction.
            await using var transaction = entries.Count == 0 ? null : await context.Database.BeginTransactionAsync(cancel);
            if (transaction is not null)
            {
                await EnterAsync(context, publication, entries, cancel);
            }

            await change(context);
            context.ChangeTracker.DetectChanges();
            await context.SaveChangesAsync(cancel);
            if (transaction is not null)
            {
                await transaction.CommitAsync(cancel);
            }
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

    /// <summary>Before the rows that refer to them, and after the publication that they belong to.</summary>
    private static async Task EnterAsync(LedgerContext context, Publication publication, IReadOnlyList<ListEntry> entries, CancellationToken cancel)
    {
        context.Add(publication);
        await context.SaveChangesAsync(cancel);
        foreach (var entry in entries)
        {
            await context.Database.ExecuteSqlAsync(
                $"insert into ledger.list_entry (publication_seq, list, code, name, reason) values ({publication.Seq}, {entry.List.ToString().ToLowerInvariant()}, {entry.Code}, {entry.Name}, {entry.Reason})", cancel);
        }
    }

    private async Task<long?> CarriedOutBeforeAsync(Guid commandId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Publications.Where(publication => publication.CommandId == commandId)
            .Select(publication => (long?)publication.Seq).SingleOrDefaultAsync(cancel);
    }
}
