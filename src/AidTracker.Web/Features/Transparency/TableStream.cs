using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// The rows of a query, read once from beginning to end through a cursor: several such streams go side by side on one
/// connection and in one snapshot, and hold a bounded number of rows each.
/// </summary>
internal sealed class TableStream(NpgsqlConnection connection, string cursor, string query)
{
    private const int Batch = 4000;

    private readonly List<object?[]> rows = new(Batch);
    private int at = -1;
    private bool ended;

    /// <summary>Declares the cursor; any number of these can be sent at once.</summary>
    public string Declare => $"declare {cursor} no scroll cursor without hold for {query};";

    /// <summary>The row that the stream stands at, the publication first; null at the end.</summary>
    public object?[]? Row => at >= 0 && at < rows.Count ? rows[at] : null;

    /// <summary>The publication that the row belongs to; null where it belongs to none.</summary>
    public long? Seq => Row?[0] as long?;

    public async ValueTask NextAsync(CancellationToken cancel)
    {
        if (++at < rows.Count || ended)
        {
            return;
        }

        rows.Clear();
        at = 0;
        await using var fetch = new NpgsqlCommand($"fetch {Batch} from {cursor}", connection) { CommandTimeout = 0 };
        await using var reader = await fetch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        ended = rows.Count < Batch;
    }
}
