using System.Globalization;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>The chain: every publication's content against its journal row, each journal row against the one before it, and all against checkpoints.</summary>
internal sealed class ChainCheck(NpgsqlConnection connection, Witnesses witnesses)
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string JournalQuery = """
        select seq, recorded_at::text, loaded_at::text, command_id::text, editor, origin,
          encode(content_hash, 'hex'), encode(previous_hash, 'hex'), encode(lists_hash, 'hex'), encode(hash, 'hex')
        from ledger.journal order by seq nulls first
        """;

    /// <summary>What the journal repeats of a publication, in the order of its query.</summary>
    private static readonly string[] Repeated = ["recorded_at", "loaded_at", "command_id", "editor", "origin"];

    private readonly ILookup<long, Checkpoint> checkpoints = witnesses.Checkpoints.ToLookup(checkpoint => checkpoint.Seq);
    private readonly TableStream journal = new(connection, "verify_journal", JournalQuery);
    private readonly (CoveredTable Table, TableStream Rows)[] tables =
        [.. CoveredTables.Ledger.Select(table => (table, new TableStream(connection, "verify_" + table.Name, table.Query)))];

    private readonly HashedBytes row = new();
    private readonly HashedBytes section = new();
    private readonly HashedBytes content = new();
    private string previousHash = Zeros;
    private long previousRecordedAt = long.MinValue;

    /// <summary>How many publications fit, from the first on.</summary>
    public long Verified { get; private set; }

    /// <returns>The first row that does not fit; null where all do.</returns>
    public async Task<Finding?> RunAsync(CancellationToken cancel)
    {
        var lists = new ListCheck(connection);
        if (await lists.ReadChangesAsync(cancel) is { } forged)
        {
            return forged;
        }

        var streams = tables.Select(table => table.Rows).Prepend(journal).ToList();
        await using (var declare = new NpgsqlCommand(string.Concat(streams.Select(stream => stream.Declare)), connection) { CommandTimeout = 0 })
        {
            await declare.ExecuteNonQueryAsync(cancel);
        }

        foreach (var stream in streams)
        {
            await stream.NextAsync(cancel);
        }

        while (journal.Row is not null || tables.Any(table => table.Rows.Row is not null))
        {
            if (await CheckNextAsync(Verified + 1, lists, cancel) is { } finding)
            {
                return finding;
            }

            Verified++;
        }

        return Beyond() ?? await lists.CheckContentAsync(cancel) ?? ListsAgainstCheckpoint(lists);
    }

    private async Task<Finding?> CheckNextAsync(long seq, ListCheck lists, CancellationToken cancel)
    {
        if (OfNoPublication(seq) is { } stray)
        {
            return stray;
        }

        if (journal.Seq != seq)
        {
            return journal.Row is not null && (journal.Seq is not { } stands || stands < seq)
                ? new Finding("journal", $"seq {journal.Seq}", journal.Seq, $"The journal has a row {journal.Seq} that does not belong where it is, after publication {seq - 1}.")
                : await AboutAsync("journal", $"seq {seq}", seq, journal.Row is null
                    ? $"the journal has no row for it: it ends with publication {seq - 1}"
                    : "the journal has no row for it, and goes on after it", cancel);
        }

        var entry = journal.Row!;
        var written = (Content: (string?)entry[6], Previous: (string?)entry[7], Lists: (string?)entry[8], Hash: (string?)entry[9]);
        if (await PublicationRowAsync(seq, entry, cancel) is { } repeated)
        {
            return repeated;
        }

        if (await ContentAsync(seq, cancel) != written.Content)
        {
            return await AboutAsync("journal", $"seq {seq}", seq, "what is on the ledger of it has not the hash that the journal has of its content: a row of it was changed, added or removed", cancel);
        }

        if (written.Previous != previousHash)
        {
            return await AboutAsync("journal", $"seq {seq}", seq, $"its journal row does not name the hash of the row of publication {seq - 1} before it", cancel);
        }

        if (written.Lists != lists.HashAt(seq))
        {
            return await AboutAsync("journal", $"seq {seq}", seq, "its journal row does not name the reference lists that were on record when it was published", cancel);
        }

        if (written.Hash != Hash("aidtracker-journal-1", previousHash, seq.ToString(CultureInfo.InvariantCulture), written.Content!, written.Lists!))
        {
            return await AboutAsync("journal", $"seq {seq}", seq, "the hash of its journal row is not that of what the row says", cancel);
        }

        foreach (var checkpoint in checkpoints[seq])
        {
            if (checkpoint.Hash != written.Hash || checkpoint.Rows != seq || !lists.Knows(checkpoint.Lists))
            {
                return await AboutAsync("journal", $"seq {seq}", seq,
                    $"it is not what the checkpoint of {Witnesses.Time(checkpoint.At)} says that it was: it, or one before it, was rewritten together with the journal", cancel);
            }
        }

        previousHash = written.Hash!;
        await journal.NextAsync(cancel);
        return null;
    }

    /// <summary>The publication's own row: that it is there, in order, and what the journal repeats of it.</summary>
    private async Task<Finding?> PublicationRowAsync(long seq, object?[] entry, CancellationToken cancel)
    {
        var (table, rows) = tables.Single(each => each.Table.By == BelongsBy.Seq);
        if (rows.Seq != seq)
        {
            return await AboutAsync("publication", $"seq {seq}", seq, "it is in the journal and not on the ledger", cancel);
        }

        string? Said(string column) => (string?)rows.Row![1 + table.Fields.TakeWhile(field => field.Name != column).Count()];
        for (var i = 0; i < Repeated.Length; i++)
        {
            if ((string?)entry[1 + i] != Said(Repeated[i]))
            {
                return await AboutAsync("publication", $"seq {seq}", seq, $"its {Repeated[i]} is {Said(Repeated[i]) ?? "empty"} on the ledger and {entry[1 + i] ?? "empty"} in the journal", cancel);
            }
        }

        if (!long.TryParse(HashedBytes.Text(Canonical.Instant, Said("recorded_at")), CultureInfo.InvariantCulture, out var recordedAt) || recordedAt < previousRecordedAt)
        {
            return await AboutAsync("publication", $"seq {seq}", seq, $"it was recorded at {Said("recorded_at") ?? "no time"}, before publication {seq - 1}", cancel);
        }

        previousRecordedAt = recordedAt;
        return null;
    }

    private async Task<string> ContentAsync(long seq, CancellationToken cancel)
    {
        content.Clear();
        foreach (var (table, rows) in tables)
        {
            section.Clear();
            var count = 0;
            for (; rows.Seq == seq; await rows.NextAsync(cancel))
            {
                row.Clear();
                row.AddFields(table, rows.Row.AsSpan(1));
                section.Add(row);
                count++;
            }

            if (count > 0)
            {
                content.Add(table.Name).Add(count).Append(section);
            }
        }

        return Convert.ToHexStringLower(content.Hash());
    }

    /// <summary>Rows that sort before what comes next: their publication is missing, or they have none.</summary>
    private Finding? OfNoPublication(long seq)
    {
        foreach (var (table, rows) in tables)
        {
            if (rows.Row is { } stray && (rows.Seq is not { } of || of < seq))
            {
                var key = string.Join(", ", table.Key.Select(column => $"{column} {stray[1 + table.Fields.TakeWhile(field => field.Name != column).Count()] ?? "empty"}"));
                return new Finding(table.Name, key, rows.Seq,
                    $"The row of {table.Name} with {key} belongs to {(rows.Seq is null ? "no publication" : $"publication {rows.Seq}, which is not in the journal")}: it was added, or what it belongs to was changed or removed.");
            }
        }

        return null;
    }

    private Finding? Beyond()
    {
        var beyond = witnesses.Checkpoints.Where(checkpoint => checkpoint.Seq > Verified).OrderBy(checkpoint => checkpoint.Seq).FirstOrDefault();
        return beyond is null ? null : new Finding("journal", $"seq {Verified + 1}", Verified + 1,
            $"Publication {Verified + 1} is missing: the ledger ends with publication {Verified}, and the checkpoint of {Witnesses.Time(beyond.At)} is of publication {beyond.Seq}.");
    }

    private Finding? ListsAgainstCheckpoint(ListCheck lists) =>
        witnesses.AreOurs && witnesses.Checkpoints is [.., var newest] && newest.Lists != lists.Newest
            ? new Finding("list_change", "newest", newest.Seq,
                $"A change of a reference list is on record after publication {newest.Seq} that the newest checkpoint, of {Witnesses.Time(newest.At)}, does not know: start the application if a migration made it.")
            : null;

    private async Task<Finding> AboutAsync(string table, string key, long seq, string wrong, CancellationToken cancel) =>
        new(table, key, seq, $"Publication {seq}{await PublicationInWords.OfAsync(connection, seq, cancel)} does not fit: {wrong}.");

    internal static string Hash(params ReadOnlySpan<string> parts)
    {
        var bytes = new HashedBytes();
        foreach (var part in parts)
        {
            bytes.Add(part);
        }

        return Convert.ToHexStringLower(bytes.Hash());
    }
}
