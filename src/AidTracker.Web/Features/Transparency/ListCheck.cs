using System.Globalization;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>The reference lists: what is on record of their changes, and whether they are what the newest ones say.</summary>
internal sealed class ListCheck(NpgsqlConnection connection)
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private readonly List<Change> changes = [];

    /// <summary>The hash of the newest change.</summary>
    public string Newest => changes.Count == 0 ? Zeros : changes[^1].Hash;

    public bool Knows(string hash) => changes.Any(change => change.Hash == hash);

    /// <summary>What a journal row has to name: the newest change from before its publication. The first is from before there was a journal.</summary>
    public string HashAt(long seq) => (changes.LastOrDefault(change => change.AfterSeq < seq) ?? changes.FirstOrDefault())?.Hash ?? Zeros;

    /// <returns>The first change on record that does not fit the ones before it.</returns>
    public async Task<Finding?> ReadChangesAsync(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select number::text, list, after_seq, record_send(row(recorded_at)), migration, encode(content_hash, 'hex'), encode(previous_hash, 'hex'), encode(hash, 'hex')
            from ledger.list_change order by list_change.number nulls first
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var (previous, after) = (Zeros, 0L);
        while (await reader.ReadAsync(cancel))
        {
            string Said(int column) => reader.IsDBNull(column) ? "" : reader.GetString(column);
            var afterSeq = reader.IsDBNull(2) ? -1 : reader.GetInt64(2);
            var hash = ChainCheck.Hash("aidtracker-list-1", previous, $"{changes.Count + 1}", Said(1), $"{afterSeq}", Instant(reader), Said(4), Said(5));
            if (Said(0) != $"{changes.Count + 1}" || afterSeq < after || Said(6) != previous || Said(7) != hash)
            {
                return new Finding("list_change", $"number {Said(0)}", afterSeq,
                    $"The record of a change of the reference list {Said(1)} after publication {afterSeq} (list_change {Said(0)}) was changed, or one before it removed.");
            }

            changes.Add(new Change(Said(1), afterSeq, Said(5), hash, Said(4)));
            (previous, after) = (hash, afterSeq);
        }

        return null;
    }

    /// <returns>The first list that is not what is on record of it.</returns>
    public async Task<Finding?> CheckContentAsync(CancellationToken cancel)
    {
        foreach (var table in CoveredTables.Lists)
        {
            var newest = changes.LastOrDefault(change => change.List == table.Name);
            if (newest is null || await HashAsync(table, cancel) != newest.Content)
            {
                return new Finding(table.Name, "the whole list", newest?.AfterSeq, newest is null
                    ? $"The reference list {table.Name} is not on record: no migration has recorded it."
                    : $"The reference list {table.Name} is not what {(newest.Migration.StartsWith("publication_", StringComparison.Ordinal) ? "" : "migration ")}{newest.Migration} left after publication {newest.AfterSeq}: a row of it was changed, added or removed since.");
            }
        }

        return null;
    }

    /// <summary>Microseconds since 1970; empty for a time that is none, which fits no hash.</summary>
    private static string Instant(NpgsqlDataReader reader) =>
        SentRecord.Field(reader.GetFieldValue<byte[]>(3), 0) is { } at && SentRecord.Microseconds(at) is { } since ? since.ToString(CultureInfo.InvariantCulture) : "";

    private async Task<string> HashAsync(CoveredTable table, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(table.Query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var (row, section, count) = (new HashedBytes(), new HashedBytes(), 0);
        for (; await reader.ReadAsync(cancel); count++)
        {
            row.Clear();
            row.AddFields(table, reader.GetFieldValue<byte[]>(1));
            section.Add(row);
        }

        return Convert.ToHexStringLower(new HashedBytes().Add(table.Name).Add(count).Append(section).Hash());
    }

    private sealed record Change(string List, long AfterSeq, string Content, string Hash, string Migration);
}
