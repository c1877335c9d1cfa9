using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace AidTracker.Web.Data;

/// <summary>
/// The exchange rates that the product carries (Rates/carried_rates.csv, from the European Central Bank), as a reference list
/// of the database: known from before the first publication, so that a replayed ledger has rates at every point of both clocks.
/// </summary>
internal static partial class CarriedRates
{
    private const string Resource = "AidTracker.Web.Data.Rates.carried_rates.csv";
    private const string VersionLine = "# version ";

    /// <summary>Which edition of the list the product carries; counts up whenever rows are added to it.</summary>
    public static int Version()
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

    /// <summary>Every rate of the list: units of the currency for 1 EUR on a business day.</summary>
    public static IEnumerable<(string Currency, DateOnly Day, decimal PerEuro)> Read()
    {
        using var file = Open();
        string[]? columns = null;
        while (file.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var cells = line.Split(',');
            if (columns is null)
            {
                columns = cells;
                continue;
            }

            var day = DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            for (var i = 1; i < cells.Length; i++)
            {
                if (cells[i] is not "")
                {
                    yield return (columns[i], day, decimal.Parse(cells[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
                }
            }
        }
    }

    /// <summary>
    /// Puts what the list does not have yet into the database, in one transaction with the record of it in the journal. A list
    /// that is as new as the product's, or newer, costs one question.
    /// </summary>
    /// <param name="migrator">As the role that owns the reference lists.</param>
    public static async Task LoadAsync(NpgsqlDataSource migrator, ILogger logger, CancellationToken cancel)
    {
        var version = Version();
        await using var connection = await migrator.OpenConnectionAsync(cancel);
        await using (var ask = new NpgsqlCommand("select coalesce(max(substring(migration from '^carried_rates_([0-9]+)$')::int), 0) from ledger.list_change where list = 'carried_rate'", connection))
        {
            if ((int)(await ask.ExecuteScalarAsync(cancel))! >= version)
            {
                return;
            }
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // As around a migration: a list that somebody else had changed before stays unrecorded, and an alarm.
        await RunAsync(connection, "select ledger.before_migration(); create temporary table carried (currency text, day date, per_euro numeric) on commit drop", cancel);
        await using (var copy = await connection.BeginBinaryImportAsync("copy carried from stdin (format binary)", cancel))
        {
            foreach (var (currency, day, perEuro) in Read())
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(currency, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(day, NpgsqlDbType.Date, cancel);
                await copy.WriteAsync(perEuro, NpgsqlDbType.Numeric, cancel);
            }

            await copy.CompleteAsync(cancel);
        }

        var added = await RunAsync(connection, "insert into ledger.carried_rate select * from carried order by currency, day on conflict do nothing", cancel);
        await RunAsync(connection, $"select ledger.rebuild_rates(); select ledger.after_migration('carried_rates_{version.ToString(CultureInfo.InvariantCulture)}')", cancel);
        await transaction.CommitAsync(cancel);
        Loaded(logger, added);
        // Tables that were empty a moment ago are planned for as if they were.
        await RunAsync(connection, "analyze ledger.carried_rate, ledger.rate_on", cancel);
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static StreamReader Open() => new(typeof(CarriedRates).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException($"{Resource} is not in the assembly."));

    [LoggerMessage(LogLevel.Information, "Exchange rates that the product carries: {Added} added to the list.")]
    private static partial void Loaded(ILogger logger, int added);
}
