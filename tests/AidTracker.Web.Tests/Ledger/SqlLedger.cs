using Npgsql;

namespace AidTracker.Web.Tests.Ledger;

/// <summary>The ledger in plain SQL as one of the database's roles: round the domain and round EF.</summary>
internal sealed class SqlLedger(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>Opens package 1 of CAD with 1,000 announced, 400 of it on line 1.</summary>
    public const string Opened = """
        insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'SQL', 'Desk');
        insert into ledger.package (publication_seq, slug, currency) values (1, 'sql', 'CAD');
        insert into ledger.package_revision (package_id, number, publication_seq) values (1, 1, 1);
        insert into ledger.package_donor values (1, 1, 'CA');
        insert into ledger.package_recipient values (1, 1, 'UA');
        insert into ledger.package_description values (1, 1, 'In SQL');
        insert into ledger.line_item (package_id, number, publication_seq) values (1, 0, 1), (1, -1, 1), (1, 1, 1);
        insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument) values (1, 1, 1, 'AMM', 'ammunition', 'UNS');
        """ + FirstAnnouncement;

    public const string FirstAnnouncement = """
        insert into ledger.announcement (package_id, number, version, publication_seq, kind, announced_on, date_precision, summary, withdrawn, headline_qualifier)
          values (1, 1, 1, 1, 'Announced', '2025-06-17', 'Day', 'A thousand', false, 'exact');
        insert into ledger.entry (package_id, announcement_number, announcement_version, position, line_number, amount, currency, qualifier, stated_by_donor)
          values (1, 1, 1, 1, 0, 600, 'CAD', 'exact', false), (1, 1, 1, 2, 1, 400, 'CAD', 'exact', false);
        """;

    public static async Task<SqlLedger> ConnectAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return new SqlLedger(connection);
    }

    /// <summary>To connect to the same database as another role.</summary>
    public string Connection { get; } = connection.ConnectionString;

    /// <summary>A second publication on package 1, as revision 2.</summary>
    public static string Second(string rest) => $"""
        insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'SQL', 'Desk');
        insert into ledger.package_revision (package_id, number, publication_seq) values (1, 2, 2);
        {rest}
        """;

    /// <summary>An announcement 2 on package 1 in publication 2, with one entry a line and amount.</summary>
    public static string Announcement(string kind, string entries, int number = 2, int version = 1, string on = "2025-08-24", string headline = "null") => $"""
        insert into ledger.announcement (package_id, number, version, publication_seq, kind, announced_on, date_precision, summary, withdrawn, reason, headline_qualifier)
          values (1, {number}, {version}, 2, '{kind}', '{on}', 'Day', 'Said', false, {(version == 1 ? "null" : "'we were wrong'")}, {headline});
        {string.Join('\n', entries.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select((entry, i) =>
        {
            var parts = entry.Split(' ');
            return Entry(number, version, i + 1, parts[0], parts[1]);
        }))}
        """;

    public static string Entry(int number, int version, int position, string line, string amount, string currency = "'CAD'", string qualifier = "exact", string note = "null") => $"""
        insert into ledger.entry (package_id, announcement_number, announcement_version, position, line_number, amount, currency, qualifier, stated_by_donor, note)
          values (1, {number}, {version}, {position}, {line}, {amount}, {currency}, '{qualifier}', false, {(line == "-1" && note == "null" ? "'the lines exceed the headline'" : note)});
        """;

    /// <summary>Progress of an announcement on package 1.</summary>
    public static string Progress(int number, string line, string value = "null", string quantity = "null", bool final = false, int version = 1, int position = 1, string? currency = null, string qualifier = "exact") => $"""
        insert into ledger.progress (package_id, announcement_number, announcement_version, position, line_number, value, currency, quantity, qualifier, final)
          values (1, {number}, {version}, {position}, {line}, {value}, {currency ?? (value == "null" ? "null" : "'CAD'")}, {quantity}, '{qualifier}', {(final ? "true" : "false")});
        """;

    /// <summary>Runs statements as one transaction.</summary>
    public async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand($"begin;\n{sql}\ncommit;", connection);
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException)
        {
            await using var rollback = new NpgsqlCommand("rollback", connection);
            await rollback.ExecuteNonQueryAsync();
            throw;
        }
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <returns>The name of the constraint that refused; else the error's SQL state, such as 42501 for a right that is missing.</returns>
    public async Task<string> RefusalAsync(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(sql));
        return refused.ConstraintName ?? refused.SqlState;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
