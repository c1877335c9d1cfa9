using System.Data;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AidTracker.Web.Reading.Points;

/// <summary>One state of the ledger, to answer from: what is published meanwhile is not in the answer, not even in part.</summary>
public sealed class LedgerState : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;

    private LedgerState(LedgerContext context, IDbContextTransaction transaction, LedgerHead head) => (Context, _transaction, Head) = (context, transaction, head);

    public LedgerContext Context { get; }

    /// <summary>The newest publication of the state.</summary>
    public LedgerHead Head { get; }

    public static async Task<LedgerState> OpenAsync(IDbContextFactory<LedgerContext> contexts, CancellationToken cancel)
    {
        var context = await contexts.CreateDbContextAsync(cancel);
        try
        {
            var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            return new LedgerState(context, transaction, await LedgerHead.ReadAsync((NpgsqlConnection)context.Database.GetDbConnection(), cancel));
        }
        catch
        {
            // Ends the transaction too, where it had begun.
            await context.DisposeAsync();
            throw;
        }
    }

    /// <summary>The publication at which an answer about a point stands: the one that is asked for, or the newest.</summary>
    public async Task<LedgerHead> HeadAtAsync(Domain.Ledger.AsOf asOf, CancellationToken cancel) =>
        asOf.KnownAt is { } known ? await LedgerHead.AtAsync(Context, known, cancel) : Head;

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Context.DisposeAsync();
    }
}
