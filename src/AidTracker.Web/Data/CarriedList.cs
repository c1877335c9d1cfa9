using System.Globalization;
using Npgsql;

namespace AidTracker.Web.Data;

/// <summary>A reference list that comes as a file in the assembly, too long for a migration; its header names its edition.</summary>
/// <param name="Resource">The file's name in the assembly.</param>
/// <param name="Table">The list's name in the schema.</param>
/// <param name="RecordedAs">What the journal calls an edition of it, before its number.</param>
internal sealed record CarriedList(string Resource, string Table, string RecordedAs)
{
    private const string VersionLine = "# version ";

    /// <summary>Which edition the product carries; counts up whenever rows are added to it.</summary>
    public int Version()
    {
        using var file = Open();
        while (file.ReadLine() is { } line)
        {
            if (line.StartsWith(VersionLine, StringComparison.Ordinal))
            {
                return int.Parse(line.AsSpan(VersionLine.Length), NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidDataException($"{Resource} does not say its version.");
    }

    /// <summary>The file's lines but for its comments, cell by cell; the first are the columns' names.</summary>
    public IEnumerable<string[]> Rows()
    {
        using var file = Open();
        while (file.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line.Split(',');
            }
        }
    }

    /// <summary>
    /// Adds what the list does not have yet, in one transaction with the record of it in the journal. A list that is as new as the
    /// product's, or newer, costs one question.
    /// </summary>
    /// <param name="migrator">As the role that owns the reference lists.</param>
    /// <param name="add">Adds rows; says how many are new.</param>
    /// <returns>How many were added; null where the list was new enough.</returns>
    public async Task<int?> LoadAsync(NpgsqlDataSource migrator, Func<NpgsqlConnection, Task<int>> add, CancellationToken cancel)
    {
        var version = Version();
        await using var connection = await migrator.OpenConnectionAsync(cancel);
        await using (var ask = new NpgsqlCommand("select coalesce(max(substring(migration from '^' || $2 || '_([0-9]+)$')::int), 0) from ledger.list_change where list = $1", connection) { Parameters = { new() { Value = Table }, new() { Value = RecordedAs } } })
        {
            if ((int)(await ask.ExecuteScalarAsync(cancel))! >= version)
            {
                return null;
            }
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // As around a migration: a list that somebody else had changed before stays unrecorded, and an alarm.
        await RunAsync(connection, "select ledger.before_migration()", cancel);
        var added = await add(connection);
        await RunAsync(connection, $"select ledger.after_migration('{RecordedAs}_{version.ToString(CultureInfo.InvariantCulture)}')", cancel);
        await transaction.CommitAsync(cancel);
        // A table that was empty a moment ago is planned for as if it were.
        await RunAsync(connection, $"analyze ledger.{Table}", cancel);
        return added;
    }

    public static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private StreamReader Open() => new(typeof(CarriedList).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException($"{Resource} is not in the assembly."));
}
