using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>A connection that several streams take turns on.</summary>
/// <param name="readsAhead">Whether a stream asks for its next rows while the last ones are worked on: not where others use the connection as well.</param>
internal sealed class SharedConnection(NpgsqlConnection connection, bool readsAhead)
{
    public NpgsqlConnection Connection => connection;

    public bool ReadsAhead => readsAhead;

    public SemaphoreSlim Turn { get; } = new(1);
}

/// <summary>
/// The rows of a query, read once from beginning to end through a cursor: several such streams go side by side in one
/// snapshot, and hold a bounded number of rows each.
/// </summary>
/// <param name="query">Gives the publication that a row belongs to, and the row as <see cref="SentRecord"/> reads it.</param>
internal sealed class TableStream(SharedConnection on, string cursor, string query)
{
    private const int Batch = 2000;

    private List<(long? Seq, byte[] Record)> rows = [];
    private Task<List<(long? Seq, byte[] Record)>>? ahead;
    private int at = -1;
    private bool ended;

    /// <summary>The row that the stream stands at; null at the end.</summary>
    public byte[]? Row => at < rows.Count ? rows[at].Record : null;

    /// <summary>The publication that the row belongs to; null where it belongs to none.</summary>
    public long? Seq => at < rows.Count ? rows[at].Seq : null;

    /// <summary>Asks for the first rows.</summary>
    public void Begin(CancellationToken cancel) => ahead = Task.Run(() => FetchAsync(first: true, cancel), cancel);

    public async ValueTask NextAsync(CancellationToken cancel)
    {
        if (++at < rows.Count || ended)
        {
            return;
        }

        rows = await (ahead ?? FetchAsync(first: false, cancel));
        at = 0;
        ended = rows.Count < Batch;
        ahead = on.ReadsAhead && !ended ? Task.Run(() => FetchAsync(first: false, cancel), cancel) : null;
    }

    /// <summary>Waits until nothing of it is under way, whatever came of it.</summary>
    public Task EndAsync() => ahead?.ContinueWith(_ => { }, TaskScheduler.Default) ?? Task.CompletedTask;

    private async Task<List<(long? Seq, byte[] Record)>> FetchAsync(bool first, CancellationToken cancel)
    {
        await on.Turn.WaitAsync(cancel);
        try
        {
            var declare = first ? $"declare {cursor} no scroll cursor without hold for {query};" : "";
            await using var fetch = new NpgsqlCommand($"{declare} fetch {Batch} from {cursor}", on.Connection) { CommandTimeout = 0 };
            await using var reader = await fetch.ExecuteReaderAsync(cancel);
            var fetched = new List<(long?, byte[])>(Batch);
            while (await reader.ReadAsync(cancel))
            {
                fetched.Add((reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
            }

            return fetched;
        }
        finally
        {
            on.Turn.Release();
        }
    }
}
