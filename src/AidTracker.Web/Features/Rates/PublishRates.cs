using System.Globalization;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Transparency;
using Npgsql;
using NpgsqlTypes;

namespace AidTracker.Web.Features.Rates;

/// <summary>What became of a file of rates.</summary>
/// <param name="Seq">The publication that holds what was new; null where nothing was, and nothing is published.</param>
/// <param name="Read">How many rates the file has, of currencies that the ledger knows.</param>
/// <param name="Changed">How many of them were not known, or not so.</param>
/// <param name="Skipped">Currencies of the file that the ledger does not know.</param>
public sealed record RatesPublished(long? Seq, int Read, int Changed, IReadOnlyCollection<string> Skipped)
{
    public override string ToString()
    {
        var skipped = Skipped.Count == 0 ? "" : $" Left out, because the ledger does not know them: {string.Join(", ", Skipped)}.";
        return string.Create(CultureInfo.InvariantCulture, $"{(Seq is { } seq
            ? $"Publication {seq} holds {Changed} of the {Read} rates that were read: the others were known, and stay as they are."
            : $"Nothing is published: of {Read} rates that were read, none is new.")}{skipped}");
    }
}

/// <summary>Publishes what a file of rates says and the ledger does not know: all of it, in one publication, or nothing.</summary>
/// <param name="checkpoints">Where each publication is witnessed outside the database; null where there is no data folder.</param>
public sealed class PublishRates(NpgsqlDataSource database, TimeProvider time, Checkpoints? checkpoints = null)
{
    private const int Step = 50_000;

    /// <param name="file">As the European Central Bank publishes it.</param>
    /// <param name="source">Where the rates are from; readers see it.</param>
    /// <param name="editor">Who answers for it.</param>
    /// <param name="say">Told how far it has come, in sentences.</param>
    /// <exception cref="RatesRefusedException">The file is not whole and right; nothing is published.</exception>
    /// <exception cref="LedgerRefusal">The editor has no name, or too long a one.</exception>
    public async Task<RatesPublished> RunAsync(byte[] file, string source, string editor, Action<string> say, CancellationToken cancel = default)
    {
        var publication = Publication.AtDesk(Guid.NewGuid(), editor);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var table = await RateFile.ReadAsync(file, await CurrenciesAsync(connection, cancel), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancel);
        say(string.Create(CultureInfo.InvariantCulture, $"Read {table.Rates.Count} rates (currencies: {table.Currencies}, days: {table.Days})."));

        // Before the publication is begun: others wait for it from then on, and mostly there is nothing new.
        var known = await KnownRates.ReadAsync(connection, cancel);
        if (Changed(table, known) is not { Count: > 0 } changed)
        {
            return new RatesPublished(null, table.Rates.Count, 0, table.Skipped);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var seq = await BeginAsync(connection, publication, source, cancel);
        if (await KnownRates.NewestPublicationAsync(connection, cancel) != known.Newest)
        {
            // Somebody else has published rates meanwhile.
            changed = Changed(table, await KnownRates.ReadAsync(connection, cancel));
            if (changed.Count == 0)
            {
                return new RatesPublished(null, table.Rates.Count, 0, table.Skipped);
            }
        }

        await WriteAsync(connection, seq, changed, say, cancel);
        say("Sealing the publication.");
        await using (var seal = new NpgsqlCommand("set constraints all immediate", connection) { CommandTimeout = 0 })
        {
            await seal.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        if (checkpoints is not null)
        {
            await checkpoints.AppendAsync();
        }

        return new RatesPublished(seq, table.Rates.Count, changed.Count, table.Skipped);
    }

    /// <summary>In the order of the ledger's key, which is quickest to write.</summary>
    private static List<(string Currency, DateOnly Day, decimal PerEuro)> Changed(RateTable table, KnownRates known) =>
        [.. table.Rates.Where(rate => known.PerEuro.GetValueOrDefault(rate.Key) != rate.Value)
            .Select(rate => (rate.Key.Currency, rate.Key.Day, rate.Value))
            .OrderBy(rate => rate.Currency, StringComparer.Ordinal).ThenBy(rate => rate.Day)];

    private static async Task<HashSet<string>> CurrenciesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select array_agg(code) from ledger.currency", connection);
        return [.. (string[])(await command.ExecuteScalarAsync(cancel))!];
    }

    private static async Task<long> BeginAsync(NpgsqlConnection connection, Publication publication, string source, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with begun as (
              insert into ledger.publication (command_id, recorded_at, editor, origin) values ($1, now(), $2, $3) returning seq)
            select seq from begun
            """, connection) { Parameters = { new() { Value = publication.CommandId }, new() { Value = publication.Editor }, new() { Value = publication.Origin.ToString() } } };
        var seq = (long)(await command.ExecuteScalarAsync(cancel))!;
        await using var mark = new NpgsqlCommand("insert into ledger.rate_publication (publication_seq, source) values ($1, $2)", connection) { Parameters = { new() { Value = seq }, new() { Value = source } } };
        await mark.ExecuteNonQueryAsync(cancel);
        return seq;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, long seq, List<(string Currency, DateOnly Day, decimal PerEuro)> changed, Action<string> say, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy ledger.exchange_rate (currency, day, publication_seq, per_euro) from stdin (format binary)", cancel);
        copy.Timeout = TimeSpan.FromMinutes(10);
        for (var i = 0; i < changed.Count; i++)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(changed[i].Currency, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(changed[i].Day, NpgsqlDbType.Date, cancel);
            await copy.WriteAsync(seq, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(changed[i].PerEuro, NpgsqlDbType.Numeric, cancel);
            if ((i + 1) % Step == 0 || i + 1 == changed.Count)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"Written {i + 1} of {changed.Count} rates that are new."));
            }
        }

        await copy.CompleteAsync(cancel);
    }
}

/// <summary>The newest rates that the ledger knows, carried ones included.</summary>
/// <param name="PerEuro">Units of the currency for 1 EUR.</param>
/// <param name="Newest">The last publication that holds rates; 0 where none does.</param>
internal sealed record KnownRates(IReadOnlyDictionary<(string Currency, DateOnly Day), decimal> PerEuro, long Newest)
{
    public static async Task<KnownRates> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        // Asked first: what is published in between is then read twice rather than missed.
        var newest = await NewestPublicationAsync(connection, cancel);
        await using var command = new NpgsqlCommand("select currency, day, per_euro from ledger.known_rate where known_to = 9223372036854775807", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var known = new Dictionary<(string, DateOnly), decimal>();
        while (await reader.ReadAsync(cancel))
        {
            known[(reader.GetString(0), reader.GetFieldValue<DateOnly>(1))] = reader.GetDecimal(2);
        }

        return new KnownRates(known, newest);
    }

    public static async Task<long> NewestPublicationAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(publication_seq), 0) from ledger.exchange_rate", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
