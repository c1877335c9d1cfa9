using System.Globalization;
using System.Text;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>The chain: every publication's content against its journal row, each journal row against the one before it, and all against checkpoints.</summary>
internal sealed class ChainCheck(NpgsqlConnection connection, IReadOnlyList<SharedConnection> readers, Witnesses witnesses)
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string JournalQuery = """
        select t.seq, record_send(row(t.recorded_at, t.loaded_at, t.command_id::text, t.editor, t.origin,
          encode(t.content_hash, 'hex'), encode(t.previous_hash, 'hex'), encode(t.lists_hash, 'hex'), encode(t.hash, 'hex')))
        from (select * from ledger.journal order by seq nulls first) t
        """;

    /// <summary>What the journal repeats of a publication, in the order of its query: the column, and its place in a publication's row.</summary>
    private static readonly (string Column, int Place)[] Repeated =
        [.. new[] { "recorded_at", "loaded_at", "command_id", "editor", "origin" }.Select(column => (column, Publication.Place(column)))];

    private readonly ILookup<long, Checkpoint> checkpoints = witnesses.Checkpoints.ToLookup(checkpoint => checkpoint.Seq);
    private readonly TableStream journal = new(readers[^1], "verify_journal", JournalQuery);
    private readonly (CoveredTable Table, TableStream Rows)[] tables =
        [.. CoveredTables.Ledger.Select((table, i) => (table, new TableStream(readers[i % readers.Count], "verify_" + table.Name, table.Query)))];

    private readonly HashedBytes row = new();
    private readonly HashedBytes section = new();
    private readonly HashedBytes content = new();
    private string previousHash = Zeros;
    private long previousRecordedAt = long.MinValue;

    private static CoveredTable Publication => CoveredTables.Ledger.Single(table => table.By == BelongsBy.Seq);

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
        try
        {
            streams.ForEach(stream => stream.Begin(cancel));
            foreach (var stream in streams)
            {
                await stream.NextAsync(cancel);
            }

            return await CheckAllAsync(lists, cancel);
        }
        finally
        {
            // A connection that something is still read on cannot be closed, or asked anything else.
            await Task.WhenAll(streams.Select(stream => stream.EndAsync()));
        }
    }

    private async Task<Finding?> CheckAllAsync(ListCheck lists, CancellationToken cancel)
    {
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
        var written = Written(entry);
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
    private async Task<Finding?> PublicationRowAsync(long seq, byte[] entry, CancellationToken cancel)
    {
        var (table, rows) = tables.First(each => each.Table.By == BelongsBy.Seq);
        if (rows.Seq != seq)
        {
            return await AboutAsync("publication", $"seq {seq}", seq, "it is in the journal and not on the ledger", cancel);
        }

        var row = rows.Row!;
        if (Differs(entry, row) is { } place)
        {
            var column = Repeated[place].Column;
            var written = SentRecord.Text(table.Fields[Repeated[place].Place].Canonical, SentRecord.Field(entry, place));
            return await AboutAsync("publication", $"seq {seq}", seq, $"its {column} is {table.Said(row, column) ?? "empty"} on the ledger and {written ?? "empty"} in the journal", cancel);
        }

        if (RecordedAt(row) is not { } recordedAt || recordedAt < previousRecordedAt)
        {
            return await AboutAsync("publication", $"seq {seq}", seq, $"it was recorded at {table.Said(row, "recorded_at") ?? "no time"}, before publication {seq - 1}", cancel);
        }

        previousRecordedAt = recordedAt;
        return null;
    }

    /// <returns>The first of what the journal repeats that the publication's row says otherwise; null where all agree.</returns>
    private static int? Differs(byte[] entry, byte[] row)
    {
        var said = new SentRecord(entry);
        for (var i = 0; i < Repeated.Length; i++)
        {
            var isSaid = said.Next(out var value);
            if (SentRecord.Field(row, Repeated[i].Place) is var own && (isSaid != own is not null || !value.SequenceEqual(own)))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Microseconds since 1970; null where it is no time.</summary>
    private static long? RecordedAt(byte[] row) => SentRecord.Field(row, Repeated[0].Place) is { } at ? SentRecord.Microseconds(at) : null;

    private static (string? Content, string? Previous, string? Lists, string? Hash) Written(byte[] entry)
    {
        var fields = new SentRecord(entry);
        for (var i = 0; i < Repeated.Length; i++)
        {
            fields.Next(out _);
        }

        return (Hex(ref fields), Hex(ref fields), Hex(ref fields), Hex(ref fields));

        static string? Hex(ref SentRecord fields) => fields.Next(out var digits) ? Encoding.ASCII.GetString(digits) : null;
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
                row.AddFields(table, rows.Row);
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
                var key = string.Join(", ", table.Key.Select(column => $"{column} {table.Said(stray, column) ?? "empty"}"));
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
