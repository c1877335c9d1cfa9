using System.Globalization;
using System.Text.RegularExpressions;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Shell;
using AidTracker.Web.Tests.Ledger;
using AidTracker.Web.Tests.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>What an analyst asks is answered from the pages alone, in at most three clicks from the overview and without script, by what the files say.</summary>
public sealed partial class QuestionsTests(QuestionsTests.Site site) : IClassFixture<QuestionsTests.Site>
{
    private const string Canada = "ca-ua-2025-06-kananaskis";
    private const int MostClicks = 3;

    [Fact]
    public async Task How_much_of_Canadas_promise_was_itemised_by_two_days()
    {
        await using var reader = await Reader.AtTheOverviewAsync(site.Address);
        await reader.ClickAsync("31 July and 31 August 2025 compared");

        var itemised = await reader.RowAsync("Totals", "Itemised");
        foreach (var (cell, day) in new[] { (0, "2025-07-31"), (1, "2025-08-31") })
        {
            var amount = Csv.Amount((await Csv.RowsAsync(site, $"/packages.csv?announcedBy={day}")).Single(row => row["package"] == Canada)["itemised"]);
            Assert.Equal(amount == 0 ? "–" : $"CAD {Exact(amount)}", itemised[cell]);
        }
    }

    [Fact]
    public async Task Which_donors_gave_air_defence_in_2024_and_how_much_in_euros()
    {
        await using var reader = await Reader.AtTheOverviewAsync(site.Address);
        await reader.ClickAsync("Air defence first announced in 2024, by donor");

        var expected = (await Csv.RowsAsync(site, "/line-items.csv?category=ADS&covers=own&period=2024&counting=military&currency=EUR"))
            .Where(row => row["amount_converted"].Length > 0)
            .GroupBy(row => row["donors"])
            .ToDictionary(donor => donor.Key, donor => donor.Sum(row => Csv.Amount(row["amount_converted"])));
        var shown = await reader.DataOfRowsAsync("table.pivot");
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Values.Select(Cents).Order(), shown.Values.Select(Cents).Order());
        var names = (await Csv.RowsAsync(site, "/packages.csv")).GroupBy(row => row["donors"]).ToDictionary(row => row.Key, row => row.First()["donor_names"]);
        Assert.Equal(expected.Keys.Select(donor => names[donor]).Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_share_of_Danish_aid_went_through_funds()
    {
        await using var reader = await Reader.AtTheOverviewAsync(site.Address);
        await reader.ClickAsync("Denmark’s aid by instrument, in euros");

        var lines = await Csv.RowsAsync(site, "/line-items.csv?donor=DK&shares=stated&counting=military&currency=EUR");
        var all = lines.Sum(row => Csv.Amount(row["amount_converted"]));
        var funds = lines.Where(row => row["instrument"] == "FND").Sum(row => Csv.Amount(row["amount_converted"]));
        Assert.True(funds > 0);
        Assert.Equal(Words.Share(funds, all), (await reader.RowAsync(null, "Contribution to a pooled fund"))[^1]);
    }

    [Fact]
    public async Task Which_promises_older_than_a_year_show_no_delivery()
    {
        await using var reader = await Reader.AtTheOverviewAsync(site.Address);
        await reader.ClickAsync(PromisedBy());
        var day = Day().Match(reader.Address).Groups[1].Value;

        async Task<HashSet<string>> Having(string kind) => [.. (await Csv.RowsAsync(site, $"/announcements.csv?kind={kind}")).Select(row => row["package"])];
        var expected = (await Csv.RowsAsync(site, $"/announcements.csv?kind=Announced&to={day}")).Select(row => row["package"])
            .Except(await Having("Delivered")).Except(await Having("Cancelled")).ToHashSet();
        var shown = await reader.PackagesAsync();
        Assert.NotEmpty(expected);
        Assert.Contains($"{expected.Count.ToString(CultureInfo.InvariantCulture)} packages", await reader.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(Math.Min(expected.Count, 50), shown.Count);
        Assert.Superset(shown, expected);
    }

    [Fact]
    public async Task Where_680_million_comes_from()
    {
        await using var reader = await Reader.AtTheOverviewAsync(site.Address);
        await reader.ClickAsync("What sources say of “680 million”");

        // The words of a source stand as a quotation, ours beside them as a summary.
        Assert.Equal(Site.Quoted, await reader.Page.Locator("section:has(#found-passages) blockquote").InnerTextAsync());
        await reader.ClickAsync(reader.Page.Locator("section:has(#found-passages)").GetByText("What it witnesses").First);
        Assert.Contains(Site.Quoted, await reader.Page.Locator("li[id^=passage-]").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("680,000,000", await reader.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_Canadas_680_million_comes_from_as_far_as_the_demonstration_knows()
    {
        await using var reader = await Reader.AtTheOverviewAsync(site.Address);
        await reader.ClickAsync("Canada’s package, with a mark at each figure");
        await reader.ClickAsync(reader.Page.Locator("table.lines tr, table tr").Filter(new() { HasText = "680,000,000" }).Locator("a[href*='#passage-']").First);

        var summary = (await Csv.RowsAsync(site, "/announcements.csv?kind=Itemised")).Single(row => row["package"] == Canada)["summary"];
        var passage = await reader.Page.Locator($"[id='{new Uri(reader.Page.Url).Fragment[1..]}']").InnerTextAsync();
        Assert.Contains(summary, passage, StringComparison.Ordinal);
        Assert.Contains("summary", passage, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_was_corrected_in_the_last_month()
    {
        await using var reader = await Reader.AtTheOverviewAsync(site.Address);
        await reader.ClickAsync(SinceThen());
        var day = RecordedFrom().Match(reader.Address).Groups[1].Value;

        var expected = (await Csv.RowsAsync(site, "/announcements.csv?versions=all"))
            .Where(row => row["version"] != "1" && string.CompareOrdinal(row["recorded_at"], day) >= 0).ToList();
        Assert.Contains(expected, row => row["reason"] == Site.Reason);
        Assert.Equal(expected.Count, await reader.Page.Locator("ol.stream > li").CountAsync());
        Assert.Contains(Site.Reason, await reader.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(expected.Count, (await Csv.RowsAsync(site, new Uri(reader.Page.Url).PathAndQuery.Replace("/announcements", "/announcements.csv", StringComparison.Ordinal))).Count);
    }

    private static string Exact(decimal amount) => amount.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static decimal Cents(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    [GeneratedRegex("^Promised by .*, neither delivered nor cancelled$")]
    private static partial Regex PromisedBy();

    [GeneratedRegex("^Corrections recorded since ")]
    private static partial Regex SinceThen();

    [GeneratedRegex("[?&]to=([0-9-]+)")]
    private static partial Regex Day();

    [GeneratedRegex("recordedFrom=([0-9-]+)")]
    private static partial Regex RecordedFrom();

    /// <summary>Somebody with a mouse and no script, whose clicks are counted.</summary>
    private sealed class Reader(IPage page) : IAsyncDisposable
    {
        private int clicks;

        public IPage Page => page;

        public string Address => page.Url;

        public static async Task<Reader> AtTheOverviewAsync(Uri site)
        {
            var page = await Chromium.OpenAsync(site, script: false);
            await page.GotoAsync("/");
            return new Reader(page);
        }

        public Task ClickAsync(string link) => ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }));

        public Task ClickAsync(Regex link) => ClickAsync(page.GetByRole(AriaRole.Link, new() { NameRegex = link }));

        public async Task ClickAsync(ILocator link)
        {
            Assert.True(++clicks <= MostClicks, $"It took more than {MostClicks} clicks to {page.Url}.");
            var address = await link.EvaluateAsync<string>("link => link.href");
            await link.ClickAsync();
            // To the end of the page: what is read next waits for nothing.
            await page.WaitForURLAsync(url => url == address);
        }

        public Task<string> TextAsync() => page.InnerTextAsync("main");

        /// <summary>The cells of the row with that head, in the section with that heading.</summary>
        public async Task<IReadOnlyList<string>> RowAsync(string? section, string head)
        {
            var within = section is null ? page.Locator("main") : page.Locator("section").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = section, Exact = true }) });
            var row = within.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = head, Exact = true }) }).First;
            return await row.GetByRole(AriaRole.Cell).AllInnerTextsAsync();
        }

        /// <summary>The exact figure of each row of a table by what the row is called; its foot is left out.</summary>
        public async Task<Dictionary<string, decimal>> DataOfRowsAsync(string table)
        {
            var rows = new Dictionary<string, decimal>();
            foreach (var row in await page.Locator($"{table} tbody tr").AllAsync())
            {
                rows.Add((await row.Locator("th a").InnerTextAsync()).Trim(), Csv.Amount((await row.Locator("data").First.GetAttributeAsync("value"))!));
            }

            return rows;
        }

        /// <summary>The addresses of the packages that a table lists.</summary>
        public async Task<HashSet<string>> PackagesAsync() =>
            [.. (await page.Locator("table.packages a[href^='/packages/']").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))"))
                .Select(href => href["/packages/".Length..].Split('?', '#')[0])];

        public async ValueTask DisposeAsync() => await page.Context.CloseAsync();
    }

    /// <summary>The demonstration, and after it a promise of 680 million that is quoted word for word, and corrected today.</summary>
    public sealed class Site : RunningSite
    {
        public const string Quoted = "a further 680 million crowns for shells and their transport";
        public const string Reason = "The release puts the transport among it.";

        private static readonly Currency Crowns = new("CZK");

        protected override bool Demonstration => true;

        protected override async Task StartedAsync()
        {
            await using var services = LedgerServices.Over(Connections.Application);
            var publish = services.GetRequiredService<PublishRevision>();
            await publish.OpenAsync(Package.Open("cz-ua-2026-01-quoted", Crowns, ["CZ"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
            {
                revision.Describe(new PackageDescription("Shells, as the ministry put it", "Published by a test."));
                revision.Announce(Announced("For shells."));
            });
            await publish.OnAsync("cz-ua-2026-01-quoted", 1, Publication.AtDesk(Guid.NewGuid(), "Editor"), revision => revision.Correct(1, Announced("For shells and their transport."), Reason));
        }

        private static Announcement Announced(string summary) => new(AnnouncementKind.Announced, AnnouncedDate.Day(2026, 1, 15), summary,
            [new Entry(LineItem.NotYetItemised, new Money(680_000_000, Crowns))],
            sources: [new Source("Ministry", SourceGrade.A, "https://example.org/release", capture: new Domain.Ledger.Capture($"The government gives {Quoted}."))],
            citations: [Citation.Quoted(CitedFigure.Headline, 1, Quoted, start: "The government gives ".Length)]);
    }
}
