using System.Net;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Features.Snapshots;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Hosting;
using AidTracker.Web.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Snapshots;

/// <summary>A snapshot shows the same figures for good, and nobody takes it back.</summary>
public sealed class SnapshotTests(OwnDemonstrationSite site) : IClassFixture<OwnDemonstrationSite>
{
    [Fact]
    public async Task It_is_listed_and_shows_the_same_after_a_publication_and_what_changed_since_the_one_before()
    {
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        await MakeSnapshot.RunAsync(database, "early", new DateOnly(2025, 6, 30), 60, "A. Editor", default);
        var known = await MakeSnapshot.RunAsync(database, "late", null, null, "A. Editor", default);
        var query = $"?knownAt={known}";
        var (packages, archive) = (await site.GetAsync("/packages.csv" + query), await site.Client.GetByteArrayAsync(new Uri("/dataset.zip" + query, UriKind.Relative)));

        await using (var services = LedgerServices.Over(site.Connections.Application))
        {
            await services.GetRequiredService<PublishRevision>().OpenAsync(Package.Open("after-the-snapshot", new Currency("CAD"), ["CA"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
            {
                revision.Describe(new PackageDescription("After the snapshot"));
                revision.Announce(new Announcement(AnnouncementKind.Announced, AnnouncedDate.Day(2025, 6, 1), "Said", [new Entry(LineItem.NotYetItemised, new Money(100, new Currency("CAD")))]));
            });
        }

        Assert.Contains("after-the-snapshot", await site.GetAsync("/packages.csv"), StringComparison.Ordinal);
        Assert.Equal(packages, await site.GetAsync("/packages.csv" + query));
        Assert.Equal(archive, await site.Client.GetByteArrayAsync(new Uri("/dataset.zip" + query, UriKind.Relative)));

        var list = WebUtility.HtmlDecode(await site.GetAsync("/snapshots"));
        Assert.True(list.IndexOf(">late</a>", StringComparison.Ordinal) < list.IndexOf(">early</a>", StringComparison.Ordinal), "The newest comes first.");
        var page = WebUtility.HtmlDecode(await site.GetAsync("/snapshots/late"));
        await using var ledger = await SqlLedger.ConnectAsync(site.Connections.Application);
        var hash = await ledger.AskAsync<string>($"select encode(hash, 'hex') from ledger.journal where seq = {known}");
        Assert.Contains($"{known}:{hash}", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/packages{query}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/dataset.zip{query}\"", page, StringComparison.Ordinal);
        Assert.Contains("packages changed", page, StringComparison.Ordinal);
        Assert.Contains("Since the snapshot before it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("It does not fit", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/packages?announcedBy=2025-06-30&knownAt=60\"", WebUtility.HtmlDecode(await site.GetAsync("/snapshots/early")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_month_gets_one_by_itself_however_many_instances_look()
    {
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        await using var other = NpgsqlDataSource.Create(site.Connections.Application);
        await using var ledger = await SqlLedger.ConnectAsync(site.Connections.Application);
        var clock = new SetTime(new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero));
        using var one = new MonthlySnapshots(database, clock, NullLogger<MonthlySnapshots>.Instance);
        using var two = new MonthlySnapshots(other, clock, NullLogger<MonthlySnapshots>.Instance);

        var october = await Task.WhenAll(Enumerable.Range(0, 8).Select(each => (each % 2 == 0 ? one : two).OnceAsync(default)));
        clock.Now = clock.Now.AddSeconds(1);
        var november = await Task.WhenAll(one.OnceAsync(default), two.OnceAsync(default));

        Assert.Equal("2026-10", Assert.Single(october, name => name is not null));
        Assert.Equal("2026-11", Assert.Single(november, name => name is not null));
        Assert.Null(await one.OnceAsync(default));
        Assert.Equal(2, await ledger.AskAsync<long>($"select count(*) from ledger.snapshot where made_by = '{MonthlySnapshots.By}' and known_at = (select max(seq) from ledger.journal)"));
    }

    [Theory]
    [InlineData("Taken twice", "cannot be a snapshot's name")]
    [InlineData("", "cannot be a snapshot's name")]
    [InlineData("twice", "already")]
    public async Task A_name_that_cannot_be_is_refused_with_a_sentence(string name, string sentence)
    {
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        if (name == "twice")
        {
            await MakeSnapshot.RunAsync(database, name, null, 5, "A. Editor", default);
        }

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => MakeSnapshot.RunAsync(database, name, null, null, "A. Editor", default));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_was_on_record_before_the_first_publication()
    {
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);

        Assert.Contains("Nothing was on record", (await Assert.ThrowsAsync<StartupRefusedException>(() => MakeSnapshot.RunAsync(database, "nothing", null, 0, "A. Editor", default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_that_is_not_on_record_is_not_taken_for_the_newest()
    {
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        await using var ledger = await SqlLedger.ConnectAsync(site.Connections.Application);

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => MakeSnapshot.RunAsync(database, "too-early", null, 1_000_000_000, "A. Editor", default));

        Assert.StartsWith("Publication 1000000000 is not on record yet:", refused.Message, StringComparison.Ordinal);
        Assert.False(await ledger.AskAsync<bool>("select exists (select from ledger.snapshot where name = 'too-early')"));
    }

    [Theory]
    [InlineData("update ledger.snapshot set name = 'other'")]
    [InlineData("delete from ledger.snapshot")]
    [InlineData("truncate ledger.snapshot")]
    [InlineData("set session_replication_role = replica; delete from ledger.snapshot")]
    public async Task Not_even_a_superuser_changes_one(string sql)
    {
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        await MakeSnapshot.RunAsync(database, $"kept-{Math.Abs(StringComparer.Ordinal.GetHashCode(sql))}", null, 7, "A. Editor", default);
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(site.Connections));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => superuser.RunAsync(sql + ";"));

        Assert.Equal("published_rows_stay", refused.ConstraintName);
    }

    [Fact]
    public async Task Hash_number_and_time_are_the_databases_whatever_is_stated()
    {
        await using var ledger = await SqlLedger.ConnectAsync(site.Connections.Application);
        await ledger.RunAsync("insert into ledger.snapshot (number, name, known_at, head_hash, made_at, made_by) values (999, 'stated', 9, decode(repeat('ab', 32), 'hex'), '2001-01-01', 'SQL');");

        Assert.True(await ledger.AskAsync<bool>("select s.head_hash = j.hash and s.number < 999 and s.made_at > '2020-01-01' from ledger.snapshot s join ledger.journal j on j.seq = 9 where s.name = 'stated'"));
    }

    [Theory]
    [InlineData("/snapshots/none-such")]
    [InlineData("/snapshots/%C3%9C")]
    public async Task There_is_no_page_of_one_that_was_not_made(string address)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_command_makes_one_and_says_where_it_is_and_refuses_what_it_does_not_know()
    {
        using var scratch = new Scratch();
        string[] database = [$"--ConnectionStrings:AidTracker={site.Connections.Application}", $"--ConnectionStrings:Migrator={site.Connections.Migrator}", $"--DataFolder={scratch.Data}"];

        Assert.Equal((0, "Snapshot by-hand is of publication 30: /snapshots/by-hand\n", ""), await RunAsync(["by-hand", "--knownAt", "30", "--by", "Operator", .. database]));
        await site.GetAsync("/snapshots/by-hand");
        var again = await RunAsync(["by-hand", .. database]);
        Assert.Equal((1, ""), (again.Status, again.Output));
        Assert.Contains("There is a snapshot by-hand already", again.Errors, StringComparison.Ordinal);
    }

    private static Task<(int Status, string Output, string Errors)> RunAsync(string[] arguments) => RunningApplication.RunAsync(["snapshot", .. arguments]);
}
