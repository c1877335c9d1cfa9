using Npgsql;
using NpgsqlTypes;

namespace AidTracker.Web.Features.Checks;

/// <summary>Something that a check found.</summary>
/// <param name="Announcement">Its number in the package; null where it is not about one.</param>
/// <param name="Line">Its number in the package; null where it is not about one.</param>
/// <param name="Wrong">What is wrong, in words that go on from what it is about.</param>
internal sealed record CheckFinding(string Slug, string Title, int? Announcement, int? Line, string Wrong)
{
    /// <summary>Where it is seen: the announcement on its package's page, or the page.</summary>
    public string Address => $"/packages/{Slug}{(Announcement is { } number ? $"#announcement-{number}" : "")}";

    /// <summary>What of the package it is about; empty where it is the package.</summary>
    public string Place => this switch
    {
        { Announcement: { } number } => $"announcement {number}",
        { Line: 0 } => "Not yet itemised",
        { Line: { } number } => $"line {number}",
        _ => "",
    };
}

/// <param name="Count">All that was found.</param>
/// <param name="Listed">The first of them, by package.</param>
internal sealed record CheckResult(Check Check, long Count, IReadOnlyList<CheckFinding> Listed);

/// <summary>What checks found at one head of the ledger.</summary>
/// <param name="On">The day that ages are counted to, UTC.</param>
internal sealed record CheckReport(LedgerHead Head, DateOnly On, IReadOnlyList<CheckResult> Results)
{
    public long Count(Gravity gravity) => Results.Where(result => result.Check.Gravity == gravity).Sum(result => result.Count);
}

/// <summary>Runs checks over one snapshot of the database.</summary>
internal static class RunChecks
{
    /// <summary>How many findings of a check are listed beside its full count.</summary>
    public const int Listed = 50;

    public static async Task<CheckReport> RunAsync(NpgsqlDataSource database, IEnumerable<Check> checks, DateOnly today, int listed, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var head = await LedgerHead.ReadAsync(connection, cancel);
        var results = new List<CheckResult>();
        foreach (var check in checks)
        {
            results.Add(await RunAsync(connection, check, today, listed, cancel));
        }

        return new CheckReport(head, today, results);
    }

    private static async Task<CheckResult> RunAsync(NpgsqlConnection connection, Check check, DateOnly today, int listed, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select k.slug, k.title, found.announcement, found.line, found.wrong, count(*) over ()
            from ({check.Sql}) found
            join ledger.package_now k on k.package_id = found.package_id
            order by k.slug, found.announcement, found.line, found.wrong
            limit $2
            """, connection)
        {
            Parameters = { new() { Value = today, NpgsqlDbType = NpgsqlDbType.Date }, new() { Value = listed, NpgsqlDbType = NpgsqlDbType.Integer } },
            CommandTimeout = 0,
        };
        var findings = new List<CheckFinding>();
        var count = 0L;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            findings.Add(new CheckFinding(reader.GetString(0), reader.GetString(1), Number(reader, 2), Number(reader, 3), reader.GetString(4)));
            count = reader.GetInt64(5);
        }

        return new CheckResult(check, count, findings);
    }

    private static int? Number(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
}
