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
    private static readonly CarriedList List = new("AidTracker.Web.Data.Rates.carried_rates.csv", "carried_rate", "carried_rates");

    /// <summary>Which edition of the list the product carries.</summary>
    public static int Version() => List.Version();

    /// <summary>Every rate of the list: units of the currency for 1 EUR on a business day.</summary>
    public static IEnumerable<(string Currency, DateOnly Day, decimal PerEuro)> Read()
    {
        string[]? columns = null;
        foreach (var cells in List.Rows())
        {
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

    /// <summary>Puts what the list does not have yet into the database; see <see cref="CarriedList.LoadAsync"/>.</summary>
    public static async Task LoadAsync(NpgsqlDataSource migrator, ILogger logger, CancellationToken cancel)
    {
        var added = await List.LoadAsync(migrator, async connection =>
        {
            await CarriedList.RunAsync(connection, "create temporary table carried (currency text, day date, per_euro numeric) on commit drop", cancel);
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

            var rows = await CarriedList.RunAsync(connection, "insert into ledger.carried_rate select * from carried order by currency, day on conflict do nothing", cancel);
            await CarriedList.RunAsync(connection, "select ledger.rebuild_rates()", cancel);
            return rows;
        }, cancel);
        if (added is { } rates)
        {
            Loaded(logger, rates);
            await using var analyze = migrator.CreateCommand("analyze ledger.rate_on");
            await analyze.ExecuteNonQueryAsync(cancel);
        }
    }

    [LoggerMessage(LogLevel.Information, "Exchange rates that the product carries: {Added} added to the list.")]
    private static partial void Loaded(ILogger logger, int added);
}
