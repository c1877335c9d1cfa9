using AidTracker.Web.Data;
using AidTracker.Web.Hosting;
using Npgsql;

namespace AidTracker.Web.Tests.Ledger;

public sealed class RoleTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    [Theory]
    [InlineData("aidtracker_app", true)]
    [InlineData("aidtracker_reader", true)]
    [InlineData("aidtracker_migrator", false)]
    [InlineData("postgres", false)]
    public async Task The_application_runs_only_as_a_role_that_cannot_change_what_is_published(string role, bool harmless)
    {
        await using var database = NpgsqlDataSource.Create(As(role));

        var refused = await Record.ExceptionAsync(() => Database.RequireHarmlessRoleAsync(database));

        Assert.Equal(harmless, refused is null);
        if (!harmless)
        {
            Assert.Contains("deploy/roles.sql", Assert.IsType<StartupRefusedException>(refused).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("update")]
    [InlineData("delete")]
    [InlineData("truncate")]
    [InlineData("update (amount)")]
    public async Task One_right_too_many_is_found(string right)
    {
        var connections = await TestServer.CloneAsync(demonstration: false);
        await using (var owner = await SqlLedger.ConnectAsync(connections.Migrator))
        {
            await owner.RunAsync($"grant {right} on ledger.entry to aidtracker_app;");
        }

        await using var database = NpgsqlDataSource.Create(connections.Application);
        await Assert.ThrowsAsync<StartupRefusedException>(() => Database.RequireHarmlessRoleAsync(database));
    }

    private string As(string role) => new NpgsqlConnectionStringBuilder(ledger.Connections.Application) { Username = role }.ConnectionString;
}
