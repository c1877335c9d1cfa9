using AidTracker.Web.Data;
using Npgsql;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

/// <summary>Statements are planned for the values that are asked, unless the connection string says otherwise.</summary>
public sealed class PreparedTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    [Theory]
    [InlineData("", false)]
    [InlineData(";Max Auto Prepare=20", true)]
    public async Task What_is_asked_again_is_prepared_only_where_the_connection_string_says_so(string said, bool isPrepared)
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
