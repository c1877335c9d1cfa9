using System.Net;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Tests.Accounts;

/// <summary>What was done is on the trail, and stays.</summary>
public sealed class AuditTests(OwnEmptySite site) : IClassFixture<OwnEmptySite>
{
    private readonly TestPeople people = new(site.Connections);

    [Fact]
    public async Task Exports_of_who_is_signed_in_publications_and_sign_ins_are_on_the_trail_and_come_out_as_a_file()
    {
        await people.AddAsAsync("formula", "=1+1", Roles.Administrator);
        using var admin = await TestPeople.SignInAsync(site.Address, "formula");
        (await admin.GetAsync(Relative("/packages.csv?donor=CA"))).Dispose();
        (await site.Client.GetAsync(Relative("/packages.csv?donor=NO"))).Dispose();
        await using (var sql = await SqlLedger.ConnectAsync(site.Connections.Application))
        {
            await sql.RunAsync(SqlLedger.Opened);
        }

        var file = await admin.GetStringAsync(Relative("/admin/audit.csv"));
        var exports = await admin.GetStringAsync(Relative("/admin/audit?what=Exported"));

        Assert.Contains(",SignedIn,\"'=1+1\",", file, StringComparison.Ordinal);
        Assert.Contains("/packages.csv?donor=CA", exports, StringComparison.Ordinal);
        Assert.DoesNotContain("donor=NO", file, StringComparison.Ordinal);
        Assert.Contains(",Published,SQL,,Publication 1,", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Publication 1", exports, StringComparison.Ordinal);
        Assert.Contains("Publication 1", await admin.GetStringAsync(Relative("/admin/audit?who=sql")), StringComparison.Ordinal);
        Assert.Contains("Nothing matches", await admin.GetStringAsync(Relative("/admin/audit?who=%25%25%25")), StringComparison.Ordinal);
        Assert.Contains("Nothing matches", await admin.GetStringAsync(Relative("/admin/audit?to=2001-01-01")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what=Nonsense")]
    [InlineData("what=1")]
    [InlineData("from=2026-02-30")]
    [InlineData("to=9999-12-31")]
    [InlineData("before=-1")]
    [InlineData("before=99999999999999999999")]
    [InlineData("who=%00")]
    public async Task What_cannot_be_asked_gets_a_sentence(string query)
    {
        var name = $"a{Guid.NewGuid():N}"[..12];
        await people.AddAsync(name, Roles.Administrator);
        using var admin = await TestPeople.SignInAsync(site.Address, name);

        using var page = await admin.GetAsync(Relative("/admin/audit?" + query));
        using var file = await admin.GetAsync(Relative("/admin/audit.csv?" + query));

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("class=\"error\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, file.StatusCode);
        Assert.StartsWith(query.Split('=')[0] + ": ", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_is_walked_back_page_by_page_without_a_gap()
    {
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        var trail = new AuditTrail(database);
        const int Many = 230;
        for (var i = 0; i < Many; i++)
        {
            await trail.WriteAsync(AuditKind.LinkWithdrawn, null, null, $"paged {i}");
        }

        var name = $"a{Guid.NewGuid():N}"[..12];
        await people.AddAsync(name, Roles.Administrator);
        using var admin = await TestPeople.SignInAsync(site.Address, name);
        var seen = new List<string>();
        for (string? next = "/admin/audit?what=LinkWithdrawn"; next is not null;)
        {
            var page = await admin.GetStringAsync(Relative(next));
            seen.AddRange(System.Text.RegularExpressions.Regex.Matches(page, "paged [0-9]+").Select(match => match.Value));
            next = System.Text.RegularExpressions.Regex.Match(page, "href=\"([^\"]+)\" rel=\"next\"") is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : null;
        }

        Assert.Equal(Enumerable.Range(0, Many).Reverse().Select(i => $"paged {i}"), seen);
    }

    [Theory]
    [InlineData("update account.audit_event set about = 'nothing happened'")]
    [InlineData("delete from account.audit_event")]
    [InlineData("truncate account.audit_event")]
    public async Task Nobody_changes_the_trail(string sql)
    {
        await new AuditTrail(NpgsqlDataSource.Create(site.Connections.Application)).WriteAsync(AuditKind.SignedIn, null, null);
        foreach (var connection in new[] { site.Connections.Application, site.Connections.Migrator, await TestServer.SuperuserAsync(site.Connections) })
        {
            await using var database = NpgsqlDataSource.Create(connection);
            await using var command = database.CreateCommand(sql);
            await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        }
    }

    [Fact]
    public async Task The_application_does_not_start_where_its_role_could_change_the_trail()
    {
        var connections = await TestServer.CloneAsync(demonstration: false);
        await using (var owner = await SqlLedger.ConnectAsync(connections.Migrator))
        {
            await owner.RunAsync("grant delete on account.audit_event to aidtracker_app;");
        }

        await using var database = NpgsqlDataSource.Create(connections.Application);
        await Assert.ThrowsAsync<StartupRefusedException>(() => Database.RequireHarmlessRoleAsync(database));
    }

    [Fact]
    public async Task The_reader_of_the_ledger_sees_nothing_of_accounts()
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(site.Connections.Application) { Username = "aidtracker_reader" }.ConnectionString);
        await using var command = database.CreateCommand("select count(*) from account.person");
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync())).SqlState);
    }

    [Fact]
    public async Task The_model_of_accounts_is_the_schema()
    {
        await using var context = people.Context();
        await context.Users.Include(person => person.Roles).FirstOrDefaultAsync();
        await context.UserTokens.FirstOrDefaultAsync();
        await context.UserPasskeys.FirstOrDefaultAsync();
        await context.Sessions.FirstOrDefaultAsync();
        await context.OneTimeLinks.FirstOrDefaultAsync();
        await context.AuditEvents.FirstOrDefaultAsync();
    }

    private static Uri Relative(string address) => new(address, UriKind.Relative);
}
