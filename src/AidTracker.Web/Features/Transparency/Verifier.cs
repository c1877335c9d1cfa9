using System.Data;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// Recomputes the journal from the rows of the ledger, by code that shares nothing with the code that writes it, and names the
/// first row that does not fit. It reads each table once, in the order of publications, in one snapshot.
/// </summary>
internal static class Verifier
{
    /// <summary>How many connections a verification reads the tables on, beside the one that it asks on.</summary>
    private const int Readers = 4;

    /// <summary>Texts as docs/transparency.md has them, and plans for reading to the end.</summary>
    private const string ForReading =
        "set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local cursor_tuple_fraction = 1; set local jit = off; set local work_mem = '64MB'";

    /// <summary>Verifies the ledger as a connection of its own sees it.</summary>
    public static async Task<Verification> RunAsync(NpgsqlDataSource database, Witnesses witnesses, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var export = new NpgsqlCommand("select pg_export_snapshot()", connection);
        var name = (string)(await export.ExecuteScalarAsync(cancel))!;
        var readers = new List<NpgsqlConnection>();
        try
        {
            // The server sorts and sends on as many connections as it has something to do on, while this process hashes.
            for (var i = 0; i < Readers; i++)
            {
                var reader = await database.OpenConnectionAsync(cancel);
                readers.Add(reader);
                await reader.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
                await using var join = new NpgsqlCommand($"set transaction snapshot '{name}'; {ForReading}", reader);
                await join.ExecuteNonQueryAsync(cancel);
            }

            return await RunAsync(connection, witnesses, [.. readers.Select(reader => new SharedConnection(reader, readsAhead: true))], cancel);
        }
        finally
        {
            foreach (var reader in readers)
            {
                // Its transaction goes with it.
                await reader.DisposeAsync();
            }
        }
    }

    /// <summary>Verifies the ledger as the connection's transaction sees it; the transaction is left with settings of its own.</summary>
    public static Task<Verification> RunAsync(NpgsqlConnection connection, Witnesses witnesses, CancellationToken cancel = default) =>
        RunAsync(connection, witnesses, [new SharedConnection(connection, readsAhead: false)], cancel);

    private static async Task<Verification> RunAsync(NpgsqlConnection connection, Witnesses witnesses, IReadOnlyList<SharedConnection> readers, CancellationToken cancel)
    {
        var (at, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        await using (var settings = new NpgsqlCommand(ForReading, connection))
        {
            await settings.ExecuteNonQueryAsync(cancel);
        }

        var head = await LedgerHead.ReadAsync(connection, cancel);
        var chain = new ChainCheck(connection, readers, witnesses);
        var finding = await chain.RunAsync(cancel);
        var chainTook = clock.Elapsed;
        finding ??= await DerivedTables.CheckAsync(connection, cancel);
        return new Verification(at, clock.Elapsed, chainTook, head, chain.Verified, witnesses.Checkpoints.Count, finding);
    }
}

/// <summary>Checkpoints to hold the ledger against.</summary>
/// <param name="Checkpoints">With signatures that were verified when they were read.</param>
/// <param name="AreOurs">Whether the application itself adds to them after each change, so that the newest has to be of the newest lists.</param>
internal sealed record Witnesses(IReadOnlyList<Checkpoint> Checkpoints, bool AreOurs)
{
    public static Witnesses None { get; } = new([], AreOurs: false);

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss' UTC'", CultureInfo.InvariantCulture);
}
