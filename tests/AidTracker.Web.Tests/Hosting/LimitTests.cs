using System.Net;
using System.Text.Json;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Hosting;
using AidTracker.Web.Reading;
using AidTracker.Web.Tests.Ledger;
using Microsoft.Extensions.Configuration;

namespace AidTracker.Web.Tests.Hosting;

/// <summary>A site with small limits, which tells readers apart by what a proxy says.</summary>
public sealed class LimitedSite : RunningSite
{
    protected override bool Demonstration => true;

    protected override string[] Choices => ["--Limits:Exports=3", "--Limits:ExportsPerAddress=2", "--Limits:ApiPerSecond=2", "--ForwardedHeaders_Enabled=true"];
}

/// <summary>What costs is bounded, says so, and is given back by who leaves.</summary>
public sealed class LimitTests(LimitedSite site) : IClassFixture<LimitedSite>
{
    [Fact]
    public async Task Files_at_a_time_are_bounded_for_one_and_for_all_and_who_leaves_frees_the_database()
    {
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(site.Connections));
        // Exports wait behind a lock, as behind a slow reader; after ten seconds they would give up by themselves.
        await using (var locked = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(site.Connections)))
        {
            await locked.AskAsync<bool>("select set_config('lock_timeout', '0', false) is not null");
            await locked.AskAsync<string>("begin; lock table ledger.line_item_now in access exclusive mode; select 'locked'");
            using var leaving = new CancellationTokenSource();
            var waiting = new[] { "192.0.2.1", "192.0.2.1", "192.0.2.2" }.Select(address => AskAsync("/line-items.csv", address, leaving.Token)).ToList();
            await Scratch.UntilAsync(() => Sessions() == 3, "three exports wait");

            using var own = await AskAsync("/line-items.csv", "192.0.2.1");
            // Served under other spellings of its address as well, and so bounded under them.
            using var spelled = await AskAsync("/Line-Items.CSV/", "192.0.2.1");
            using var everybody = await AskAsync("/packages.json", "192.0.2.3");
            using var page = await AskAsync("/packages", "192.0.2.1");
            Assert.Equal([HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], new[] { own, spelled, everybody, page }.Select(response => response.StatusCode));
            Assert.Equal("5", own.Headers.GetValues("Retry-After").Single());
            Assert.EndsWith("try again in 5 seconds.\n", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);

            await leaving.CancelAsync();
            await Scratch.UntilAsync(() => Sessions() == 0, "who left has freed the database");
            // It was the leaving and not the lock's end: the lock is held still.
            Assert.True(await superuser.AskAsync<bool>("select exists (select from pg_locks where relation = 'ledger.line_item_now'::regclass and mode = 'AccessExclusiveLock' and granted)"));
            Assert.All(waiting, request => Assert.True(request.IsCanceled || request.IsFaulted || !request.IsCompletedSuccessfully));
        }

        using var again = await AskAsync("/line-items.csv", "192.0.2.1");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        int Sessions() => (int)superuser.AskAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and usename = 'aidtracker_app' and wait_event_type = 'Lock'").GetAwaiter().GetResult();
    }

    [Fact]
    public async Task An_address_that_asks_the_api_too_often_is_told_and_another_is_not()
    {
        HttpResponseMessage? refused = null;
        for (var time = 0; time < 200 && refused is null; time++)
        {
            var response = await AskAsync("/api/v1/ledger/head", "198.51.100.7");
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                refused = response;
            }
            else
            {
                response.Dispose();
            }
        }

        Assert.NotNull(refused);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.Equal(429, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("address", problem.RootElement.GetProperty("parameter").GetString());
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        refused.Dispose();
        using var other = await AskAsync("/api/v1/ledger/head", "198.51.100.8");
        using var page = await AskAsync("/api", "198.51.100.7");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (other.StatusCode, page.StatusCode));
    }

    [Theory]
    [InlineData("Limits:Exports", "0")]
    [InlineData("Limits:ExportsPerAddress", "many")]
    [InlineData("Limits:ApiPerSecond", "-1")]
    public void A_limit_that_cannot_be_meant_is_refused(string setting, string value)
    {
        var refused = Assert.Throws<StartupRefusedException>(() => Settings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build()));

        Assert.StartsWith($"{setting} is {value}, which is not a whole number from 1 to ", refused.Message, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string from, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "X-Forwarded-For", from } } };
        return await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }
}

/// <summary>Rows stop where their reader does.</summary>
public sealed class CancelledExportTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    [Fact]
    public async Task Every_export_ends_between_rows_when_its_reader_has_left()
    {
        await using var context = ledger.Context();
        foreach (var export in Exports.All)
        {
            using var left = new CancellationTokenSource();
            await using var rows = export.RowsAsync(context, new LedgerFilter { Pivot = new PivotQuery() }).GetAsyncEnumerator(left.Token);
            Assert.True(await rows.MoveNextAsync());
            await left.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await rows.MoveNextAsync());
        }
    }
}
