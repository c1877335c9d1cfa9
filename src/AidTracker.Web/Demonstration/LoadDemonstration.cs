using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Publishing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Demonstration;

/// <summary>Replays the demonstration data into an empty ledger, by the same command that editors publish with.</summary>
public sealed partial class LoadDemonstration(IDbContextFactory<LedgerContext> contexts, PublishRevision publish, NpgsqlDataSource dataSource, ILogger<LoadDemonstration> logger)
{
    private const long ReplayLock = 4_112_027;

    /// <summary>
    /// Never touches a ledger that holds anything else: it goes on only where what is there is the beginning of this very
    /// dataset, as a replay leaves it that was killed half-way.
    /// </summary>
    /// <returns>How many publications were put on record.</returns>
    /// <exception cref="InvalidDataException">The dataset breaks a rule of the ledger; the message names the package.</exception>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        // Two instances that start at once on an empty database: the second waits, and finds it done. A whole replay on a busy
        // machine takes longer than the application's role otherwise waits for a lock.
        await using var replayLock = await dataSource.OpenConnectionAsync(cancel);
        await using (var take = new NpgsqlCommand($"set lock_timeout = 0; select pg_advisory_lock({ReplayLock})", replayLock) { CommandTimeout = 120 })
        {
            await take.ExecuteNonQueryAsync(cancel);
        }

        try
        {
            return await ReplayAsync(cancel);
        }
        finally
        {
            await using var release = new NpgsqlCommand("select pg_advisory_unlock($1)", replayLock) { Parameters = { new() { Value = ReplayLock } } };
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<int> ReplayAsync(CancellationToken cancel)
    {
        var steps = Replay.Steps(Dataset.Read());
        List<Guid> present;
        await using (var context = await contexts.CreateDbContextAsync(cancel))
        {
            present = await context.Publications.OrderBy(publication => publication.Seq).Select(publication => publication.CommandId).Take(steps.Count + 1).ToListAsync(cancel);
        }

        if (!steps.Take(present.Count).Select(step => step.Publication.CommandId).SequenceEqual(present))
        {
            LeftAlone(logger);
            return 0;
        }

        foreach (var step in steps.Skip(present.Count))
        {
            try
            {
                await (step.SeenRevision == 0
                    ? publish.OpenAsync(step.Open(), step.Publication, step.Write, cancel: cancel)
                    : publish.OnAsync(step.Package.Slug, step.SeenRevision, step.Publication, step.Write, cancel: cancel));
            }
            catch (LedgerRefusal refusal)
            {
                throw new InvalidDataException($"The demonstration data of {step.Package.Slug} breaks a rule of the ledger: {refusal.Message}", refusal);
            }
        }

        var loaded = steps.Count - present.Count;
        if (loaded > 0)
        {
            var packages = steps.Select(step => step.Package.Slug).Distinct().Count();
            Loaded(logger, loaded, packages);
        }

        return loaded;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The ledger holds other data than the demonstration's: nothing is loaded into it.")]
    private static partial void LeftAlone(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Demonstration data loaded: {Publications} publications of {Packages} packages.")]
    private static partial void Loaded(ILogger logger, int publications, int packages);
}
