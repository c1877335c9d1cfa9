using AidTracker.Web.Data;
using Npgsql;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

/// <summary>What is asked again and again is planned once a connection, unless the connection string says otherwise.</summary>
public sealed class PreparedTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    [Theory]
    [InlineData("", true)]
    [InlineData(";Max Auto Prepare=0", false)]
    public async Task What_is_asked_again_is_prepared_unless_the_connection_string_says_otherwise(string said, bool isPrepared)
    {
        await using var database = Database.Open(ledger.Connections.Application + said);
        await using var connection = await database.OpenConnectionAsync();
        for (var i = 0; i < 10; i++)
        {
            await using var again = new NpgsqlCommand("select title from ledger.package_now where slug = $1", connection) { Parameters = { new() { Value = $"asked-{i}" } } };
            await again.ExecuteScalarAsync();
        }

        await using var prepared = new NpgsqlCommand("select exists (select from pg_prepared_statements where statement like 'select title from ledger.package_now%')", connection);
        Assert.Equal(isPrepared, await prepared.ExecuteScalarAsync());
    }
}
