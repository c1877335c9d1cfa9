using System.Data;
using System.Diagnostics;
using System.Globalization;
using AidTracker.Web.Reading;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// Recomputes the journal from the rows of the ledger, by code that shares nothing with the code that writes it, and names the
/// first row that does not fit. It reads each table once, in the order of publications, in one snapshot.
/// </summary>
internal static class Verifier
{
    /// <summary>Verifies the ledger as a connection of its own sees it.</summary>
    public static async Task<Verification> RunAsync(NpgsqlDataSource database, Witnesses witnesses, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        return await RunAsync(connection, witnesses, cancel);
    }

    /// <summary>Verifies the ledger as the connection's transaction sees it; the transaction is left with settings of its own.</summary>
    public static async Task<Verification> RunAsync(NpgsqlConnection connection, Witnesses witnesses, CancellationToken cancel = default)
    {
        var (at, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        // Texts as docs/transparency.md has them, and plans for reading to the end.
        await using (var settings = new NpgsqlCommand(
            "set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local cursor_tuple_fraction = 1; set local jit = off; set local work_mem = '64MB'", connection))
        {
            await settings.ExecuteNonQueryAsync(cancel);
        }

        var head = await LedgerHead.ReadAsync(connection, cancel);
        var chain = new ChainCheck(connection, witnesses);
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
