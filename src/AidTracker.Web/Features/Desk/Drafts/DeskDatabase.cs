using AidTracker.Web.Features.Accounts;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>The desk's tables as commands use them. Each step is one transaction, guarded by the state and version that were seen.</summary>
internal static class DeskDatabase
{
    private const string Columns = "id, author, author_name, state, version, content::text, seen_revision, started_at, saved_at, discarded_at, publication";

    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        return command;
    }

    /// <returns>How many rows it touched.</returns>
    public static async Task<int> RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancel, params object?[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public static async Task<List<T>> ListAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancel, params object?[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The draft; null where there is none.</summary>
    /// <param name="locked">True where nobody else may move it until the transaction ends.</param>
    public static async Task<Draft?> DraftAsync(this NpgsqlConnection connection, Guid id, CancellationToken cancel, bool locked = false) =>
        (await connection.ListAsync($"select {Columns} from desk.draft where id = $1{(locked ? " for update" : "")}", Draft, cancel, id)).SingleOrDefault();

    public static Task<List<Draft>> DraftsAsync(this NpgsqlConnection connection, string where, CancellationToken cancel, params object?[] parameters) =>
        connection.ListAsync($"select {Columns} from desk.draft where {where}", Draft, cancel, parameters);

    public static async Task<Dictionary<int, string>> TextsAsync(this NpgsqlConnection connection, Guid id, CancellationToken cancel) =>
        (await connection.ListAsync("select source, body from desk.draft_text where draft_id = $1", row => (Source: row.GetInt32(0), Body: row.GetString(1)), cancel, id)).ToDictionary(row => row.Source, row => row.Body);

    /// <summary>Writes down that a step was made, in the transaction that makes it.</summary>
    public static Task StepAsync(this NpgsqlConnection connection, Guid draft, string what, SignedIn by, string? note, CancellationToken cancel) => connection.RunAsync(
        "insert into desk.step (draft_id, number, what, by, by_name, note) select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from desk.step where draft_id = $1",
        cancel, draft, what, by.Person, by.Name, note);

    private static Draft Draft(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt32(4), DraftJson.Read(row.GetString(5)), row.GetInt32(6),
        row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9), row.IsDBNull(10) ? null : row.GetInt64(10));
}
