using System.Diagnostics;
using AidTracker.Web.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using AllChecks = AidTracker.Web.Features.Checks.Checks;

namespace AidTracker.Web.Tests.Reading;

/// <summary>
/// How many statements a page sends to the database where no answer is kept: Npgsql tells of each, with the trace of the request that
/// sent it. What the process remembers until the next publication is remembered before, as it is for all readers but the first.
/// </summary>
public sealed class CommandCountTests(CommandCountTests.Site site) : IClassFixture<CommandCountTests.Site>
{
    private const int Most = 8;

    [Theory]
    [InlineData("/")]
    [InlineData("/?currency=EUR")]
    [InlineData("/?knownAt=20&announcedBy=2025-07-31")]
    [InlineData("/packages")]
    [InlineData("/packages?donor=CA&category=AIR&from=2023-01-01")]
    [InlineData("/packages?donor=CA&recipient=UA&instrument=STK&currency=EUR&min=1000")]
    [InlineData("/packages?donor=CA&recipient=UA&currency=EUR&announcedBy=2025-07-31&knownAt=20")]
    [InlineData("/line-items")]
    [InlineData("/line-items?donor=CA&category=AIR&stage=promised&currency=EUR&knownAt=20")]
    [InlineData("/announcements")]
    [InlineData("/announcements?donor=CA&kind=Itemised&currency=EUR&knownAt=20")]
    [InlineData("/packages/ca-ua-2025-06-kananaskis")]
    [InlineData("/donors")]
    [InlineData("/donors?currency=EUR")]
    [InlineData("/donors?currency=EUR&sort=-packages&announcedBy=2025-08-31")]
    [InlineData("/recipients?currency=EUR")]
    [InlineData("/donors/CA")]
    [InlineData("/donors/CA?currency=EUR")]
    [InlineData("/recipients/UA?currency=EUR")]
    [InlineData("/categories/ADS?currency=EUR")]
    [InlineData("/initiatives/PURL?currency=EUR")]
    [InlineData("/explore?rows=donor&columns=year&measure=committed")]
    [InlineData("/explore?rows=donor&columns=year&measure=committed&per=gdp&currency=USD")]
    [InlineData("/explore?rows=group&columns=year&measure=committed&currency=EUR&knownAt=20")]
    [InlineData("/search?q=leopard")]
    [InlineData("/search?q=Canada")]
    [InlineData("/search?q=EU&knownAt=20")]
    [InlineData("/compare?a=2025-07-31&b=2025-08-31")]
    [InlineData("/compare?a=2025-07-31&b=2025-08-31&currency=EUR")]
    [InlineData("/compare?a=package:ca-ua-2025-06-kananaskis&b=package:de-ua-2023-02-leopard1&currency=EUR")]
    [InlineData("/compare?a=donor:CA&b=donor:DK&currency=EUR&knownAt=20")]
    [InlineData("/methodology")]
    [InlineData("/categories")]
    [InlineData("/initiatives?currency=EUR")]
    [InlineData("/transparency")]
    [InlineData("/snapshots")]
    public async Task A_page_sends_few_statements(string address)
    {
        var sent = await site.SentAsync(address);

        Assert.True(sent.Count is > 0 and <= Most, $"{address} sent {sent.Count} statements:\n{string.Join("\n\n", sent)}");
    }

    /// <summary>
    /// Pages that cannot keep to it, each with its number and why. Two points of the record: both are looked up before anything can be asked.
    /// A package in another currency: its own tables are six, what is related to it two, and its rate is one more. Of the past
    /// the page also names the head of then, to be cited. A report is what several pages show, as one document of one state of the record.
    /// </summary>
    [Theory]
    [InlineData("/compare?a=known:20&b=known:40&currency=EUR", 11)]
    [InlineData("/packages/ca-ua-2025-06-kananaskis?currency=EUR&announcedBy=2025-08-31", 10)]
    [InlineData("/reports/packages/ca-ua-2025-06-kananaskis", 10)]
    [InlineData("/reports/changes?month=2025-08", 12)]
    [InlineData("/reports/donors/CA?currency=EUR", 20)]
    public async Task Pages_that_send_more_are_few_and_known(string address, int most)
    {
        var sent = await site.SentAsync(address);

        Assert.True(sent.Count > Most && sent.Count <= most, $"{address} sent {sent.Count} statements:\n{string.Join("\n\n", sent)}");
    }

    /// <summary>A check is one statement, over all of the ledger; they are made once for each publication and day, not for each reader.</summary>
    [Fact]
    public async Task Checks_are_made_once_a_statement_each()
    {
        var first = await site.SentAsync("/checks");
        var next = await site.SentAsync("/checks", "deflate");

        Assert.True(first.Count <= AllChecks.All.Count + 4, $"{AllChecks.All.Count} checks, {first.Count} statements");
        Assert.Single(next);
    }

    public sealed class Site : IAsyncLifetime
    {
        private readonly Scratch _scratch = new();
        private readonly Dictionary<ActivityTraceId, List<string>> _sent = [];
        private ActivityListener? _listener;
        private WebApplicationFactory<Program>? _application;
        private HttpClient? _client;

        public async Task InitializeAsync()
        {
            var connections = await TestServer.CloneAsync(demonstration: true);
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    lock (_sent)
                    {
                        if (_sent.TryGetValue(activity.TraceId, out var statements) && activity.TagObjects.FirstOrDefault(tag => tag.Key == "db.query.text").Value is string sql)
                        {
                            statements.Add(sql);
                        }
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
            _application = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
                .UseSetting("DataFolder", _scratch.Data)
                .UseSetting("urls", "http://127.0.0.1:0")
                .UseSetting("ConnectionStrings:AidTracker", connections.Application)
                .UseSetting("ConnectionStrings:Migrator", connections.Migrator));
            _client = _application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
            await Scratch.UntilAsync(() => _application.Services.GetRequiredService<CurrentHead>().Known is not null, "the ledger's head is known");
            await SentAsync("/line-items?donor=US&currency=EUR");
            await SentAsync("/packages/de-ua-2023-02-leopard1");
        }

        /// <param name="encoding">An answer in another one is kept apart.</param>
        public async Task<IReadOnlyList<string>> SentAsync(string address, string encoding = "identity")
        {
            var (trace, span) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
            var statements = new List<string>();
            lock (_sent)
            {
                _sent.Add(trace, statements);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("traceparent", $"00-{trace}-{span}-01");
            request.Headers.Add("Accept-Encoding", encoding);
            using var response = await _client!.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{address} answered {(int)response.StatusCode}: {body[..Math.Min(body.Length, 400)]}");
            lock (_sent)
            {
                _sent.Remove(trace);
                return [.. statements];
            }
        }

        public async Task DisposeAsync()
        {
            _client?.Dispose();
            if (_application is not null)
            {
                await _application.DisposeAsync();
            }

            _listener?.Dispose();
            _scratch.Dispose();
        }
    }
}
