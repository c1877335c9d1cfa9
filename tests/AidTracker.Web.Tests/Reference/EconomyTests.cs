using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Reference;

/// <summary>Gross domestic products and populations: what is carried stands in the database, and both answer the same.</summary>
public sealed class EconomyTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    [Fact]
    public async Task What_is_carried_is_on_the_ledger_and_on_record_and_a_second_start_adds_nothing()
    {
        await using var context = ledger.Context();
        await using var sql = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(ledger.Connections));

        var kept = await context.Economies.ToListAsync();

        Assert.Equal(CarriedEconomy.Read().OrderBy(each => each.Party, StringComparer.Ordinal).ThenBy(each => each.Year), kept.OrderBy(each => each.Party, StringComparer.Ordinal).ThenBy(each => each.Year));
        Assert.All(kept, each => Assert.Equal(PartyKind.Country, ledger.Lists.Parties[each.Party].Kind));
        Assert.StartsWith("carried_economy_", await sql.AskAsync<string>("select migration from ledger.list_change where list = 'economy' order by number desc limit 1"), StringComparison.Ordinal);
        var changes = await sql.AskAsync<long>("select count(*) from ledger.list_change");
        await Database.MigrateAsync(ledger.Connections.Migrator, NullLogger.Instance);
        Assert.Equal(changes, await sql.AskAsync<long>("select count(*) from ledger.list_change"));
        Assert.Equal(0, await sql.AskAsync<long>("select count(*) from ledger.unrecorded_list"));
    }

    [Fact]
    public async Task The_database_and_the_domain_take_the_same_years_figures()
    {
        var parties = CarriedEconomy.Read().ToLookup(each => each.Party);
        await using var connection = new NpgsqlConnection(ledger.Connections.Application);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select p.code, y.year, e.gdp_usd, e.gdp_year, e.population, e.population_year
            from ledger.party p cross join generate_series(2012, 2032) y (year) cross join ledger.economy_in(p.code, y.year) e
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var asked = 0;
        while (await reader.ReadAsync())
        {
            var (party, year) = (reader.GetString(0), reader.GetInt32(1));
            var said = new EconomyIn(
                reader.IsDBNull(2) ? null : reader.GetDecimal(2), reader.IsDBNull(3) ? null : reader.GetInt32(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetInt32(5));
            Assert.Equal((party, year, EconomyIn.Of(parties[party], year)), (party, year, said));
            asked++;
        }

        // Every party answers with one row a year, institutions and those without figures too.
        Assert.Equal(ledger.Lists.Parties.Count * 21, asked);
    }

    [Theory]
    [InlineData("insert into ledger.economy values ('CA', 2030, 'NaN', null, 'x');", "23514")]
    [InlineData("insert into ledger.economy values ('CA', 2030, 'Infinity', null, 'x');", "23514")]
    [InlineData("insert into ledger.economy values ('CA', 2030, 0, null, 'x');", "23514")]
    [InlineData("insert into ledger.economy values ('CA', 2030, null, 0, 'x');", "23514")]
    [InlineData("insert into ledger.economy values ('CA', 2030, null, null, 'x');", "23514")]
    [InlineData("insert into ledger.economy values ('CA', 2030, 1, 1, '');", "23514")]
    [InlineData("insert into ledger.economy values ('QQ', 2030, 1, 1, 'x');", "23503")]
    [InlineData("insert into ledger.economy values ('CA', 2020, 1, 1, 'x');", "23505")]
    [InlineData("update ledger.economy set population = 1;", null)]
    [InlineData("delete from ledger.economy;", null)]
    [InlineData("truncate ledger.economy;", null)]
    public async Task What_cannot_be_or_would_change_the_list_is_refused_to_its_owner(string statement, string? state)
    {
        await using var owner = await SqlLedger.ConnectAsync(ledger.Connections.Migrator);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => owner.RunAsync(statement));

        Assert.True(state is null || refused.SqlState == state, refused.Message);
        await using var application = await SqlLedger.ConnectAsync(ledger.Connections.Application);
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => application.RunAsync(statement))).SqlState);
    }
}
