using System.Globalization;
using AidTracker.Domain.Reference;
using Npgsql;

namespace AidTracker.Web.Data;

/// <summary>
/// Gross domestic product and population by party and year as the product carries them (Economy/carried_economy.csv, from the World
/// Bank, CC BY 4.0), as a reference list of the database.
/// </summary>
internal static partial class CarriedEconomy
{
    /// <summary>The licence asks that it is named wherever the figures are shown.</summary>
    public const string Source = "World Bank, World Development Indicators (CC BY 4.0)";

    private static readonly CarriedList List = new("AidTracker.Web.Data.Economy.carried_economy.csv", "economy", "carried_economy");

    /// <summary>Every party's years of which the list has a figure.</summary>
    public static IReadOnlyList<Economy> Read()
    {
        var rows = List.Rows().ToList();
        var years = rows[0].Skip(2).Select(year => int.Parse(year, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        return
        [
            .. from row in rows.Skip(1)
               group row by row[0] into party
               from place in Enumerable.Range(0, years.Count)
               let gdp = Cell(party, "gdp_usd", place)
               let population = Cell(party, "population", place)
               where gdp is not null || population is not null
               select new Economy(party.Key, years[place], gdp, (long?)population, Source),
        ];
    }

    /// <summary>Puts what the list does not have yet into the database; see <see cref="CarriedList.LoadAsync"/>.</summary>
    public static async Task LoadAsync(NpgsqlDataSource migrator, ILogger logger, CancellationToken cancel)
    {
        var added = await List.LoadAsync(migrator, async connection =>
        {
            var years = Read();
            await using var insert = new NpgsqlCommand("""
                insert into ledger.economy (party, year, gdp_usd, population, source)
                select party, year, gdp_usd, population, $5 from unnest($1, $2, $3, $4) carried (party, year, gdp_usd, population)
                order by party, year on conflict do nothing
                """, connection)
            {
                Parameters =
                {
                    new() { Value = years.Select(each => each.Party).ToArray() }, new() { Value = years.Select(each => each.Year).ToArray() },
                    new() { Value = years.Select(each => each.GdpUsd).ToArray() }, new() { Value = years.Select(each => each.Population).ToArray() },
                    new() { Value = Source },
                },
            };
            return await insert.ExecuteNonQueryAsync(cancel);
        }, cancel);
        if (added is { } rows)
        {
            Loaded(logger, rows);
        }
    }

    private static decimal? Cell(IEnumerable<string[]> party, string measure, int place) =>
        party.FirstOrDefault(row => row[1] == measure)?[place + 2] is { Length: > 0 } cell ? decimal.Parse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;

    [LoggerMessage(LogLevel.Information, "Gross domestic products and populations that the product carries: {Added} years of parties added to the list.")]
    private static partial void Loaded(ILogger logger, int added);
}
