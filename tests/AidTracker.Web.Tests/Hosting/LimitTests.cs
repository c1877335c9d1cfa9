using System.Globalization;
using System.Net;
using System.Text.Json;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Ledger;
using Microsoft.Extensions.Configuration;

namespace AidTracker.Web.Tests.Hosting;

/// <summary>A site with small limits, which tells readers apart by what a proxy says.</summary>
public sealed class LimitedSite : RunningSite
{
    protected override bool Demonstration => true;

    protected override string[] Choices => ["--Limits:Exports=3", "--Limits:ExportsPerAddress=2", "--Limits:ApiPerSecond=2", "--Limits:SignInsPerMinute=3", "--ForwardedHeaders_Enabled=true"];
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
            var waiting = new[] { "192.0.2.1", "192.0.2.1", "192.0.2.2" }.Select(address => AskAsync("/line-items.csv", address, cancel: leaving.Token)).ToList();
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

    /// <summary>The database's session is ended as by a server that is killed; the answer has begun long before.</summary>
    [Fact]
    public async Task A_file_whose_database_ends_in_the_middle_ends_as_a_broken_transfer_in_every_format()
    {
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(site.Connections));
        // More than all buffers between the database and a reader who does not read, however well it is compressed.
        await superuser.RunAsync("""
            set session_replication_role = replica;
            create table ledger.described as select package_id, line_number, description from ledger.line_item_now;
            update ledger.line_item_now set description = (select string_agg(md5(package_id || '-' || line_number || '-' || n), '') from generate_series(1, 64000000 / 32 / (select count(*) from ledger.line_item_now)) n);
            """);
        try
        {
            // The archive reads table after table, and this one after the first was sent.
            await using var later = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(site.Connections));
            await later.AskAsync<string>("begin; lock table ledger.citation in access exclusive mode; select 'locked'");
            foreach (var path in new[] { "/dataset.zip", "/line-items.csv", "/line-items.json", "/line-items.xlsx" })
            {
                using var answer = await AskAsync(path, "192.0.2.77");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                await using var body = await answer.Content.ReadAsStreamAsync();
                Assert.Equal(1, await body.ReadAsync(new byte[1]));
                await Scratch.UntilAsync(() => Ended() > 0, $"the session of {path} is ended");
                var broken = await Record.ExceptionAsync(() => body.CopyToAsync(Stream.Null));
                Assert.True(broken is IOException or HttpRequestException, $"{path} ended as if it were whole.");
            }
        }
        finally
        {
            await superuser.RunAsync("update ledger.line_item_now l set description = d.description from ledger.described d where (d.package_id, d.line_number) = (l.package_id, l.line_number); drop table ledger.described;");
        }

        long Ended() => superuser.AskAsync<long>("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and usename = 'aidtracker_app' and state = 'active' and (wait_event = 'ClientWrite' or wait_event_type = 'Lock')").GetAwaiter().GetResult();
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

    [Fact]
    public async Task Passwords_tried_from_one_address_are_bounded_and_reading_and_another_address_are_not()
    {
        var answers = new List<HttpResponseMessage>();
        foreach (var path in new[] { "/account/login", "/account/login/code", "/account/link/none", "/Account/Login" })
        {
            answers.Add(await AskAsync(path, "203.0.113.9", method: HttpMethod.Post));
        }

        Assert.All(answers[..3], answer => Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[3].StatusCode);
        Assert.InRange(int.Parse(answers[3].Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 60);
        Assert.StartsWith("Signing in was tried too often from your address within a minute: go back, and try again in ", await answers[3].Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var page = await AskAsync("/account/login", "203.0.113.9");
        using var other = await AskAsync("/account/login", "203.0.113.10", method: HttpMethod.Post);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, other.StatusCode);
        answers.ForEach(answer => answer.Dispose());
    }

    [Theory]
    [InlineData("Limits:SignInsPerMinute", "0")]
    [InlineData("Limits:Exports", "0")]
    [InlineData("Limits:ExportsPerAddress", "many")]
    [InlineData("Limits:ApiPerSecond", "-1")]
    public void A_limit_that_cannot_be_meant_is_refused(string setting, string value)
    {
        var refused = Assert.Throws<StartupRefusedException>(() => Settings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build()));

        Assert.StartsWith($"{setting} is {value}, which is not a whole number from 1 to ", refused.Message, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string from, HttpMethod? method = null, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, address) { Headers = { { "X-Forwarded-For", from } } };
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
