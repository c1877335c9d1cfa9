using System.Globalization;
using System.Net;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace AidTracker.Web.Tests.Browser;

/// <summary>A package with everything that the demonstration has none of: captured texts, cited progress, words that changed and a pause.</summary>
public sealed class WitnessedPackageTests(WitnessedPackageTests.Site site) : IClassFixture<WitnessedPackageTests.Site>
{
    private const string Path = "/packages/witnessed";
    private const string Release = "Canada gives 😀 2,000 <b>dollars</b>.\n\n20 vehicles have arrived, and a-very-long-word-" + "that-does-not-end-that-does-not-end-that-does-not-end-that-does-not-end-that-does-not-end.";

    public static TheoryData<string, int, bool> Views
    {
        get
        {
            var views = new TheoryData<string, int, bool>();
            foreach (var path in new[] { Path, $"{Path}/sources/1-1-1", $"{Path}/sources/1-1-2", $"{Path}/sources/9-9-9", $"{Path}/sources/2-1-1", "/packages" })
            {
                views.Add(path, 1280, false);
                views.Add(path, 390, true);
            }

            views.Add(Path, 1280, true);
            views.Add(Path, 390, false);
            return views;
        }
    }

    [Theory, MemberData(nameof(Views))]
    public async Task A_page_is_whole_and_has_no_axe_violation(string path, int width, bool dark)
    {
        var page = await Chromium.OpenAsync(site.Address, width, dark, script: true);
        await page.GotoAsync(path);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(each => each.open = true)");
        await WholePage.AssertAsync(page, $"witnessed {path} {width}{(dark ? " dark" : "")}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task From_the_sources_it_is_one_click_to_the_text_with_its_passages_marked()
    {
        var page = await Chromium.OpenAsync(site.Address, script: false);
        await page.GotoAsync(Path);
        await page.Locator("#sources-title ~ ol").GetByText("Text as it was read").First.ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith($"{Path}/sources/1-1-1", StringComparison.Ordinal));

        Assert.Equal(["😀 2,000"], await page.Locator(".captured mark").AllInnerTextsAsync());
        Assert.Equal(Release, (await page.Locator(".captured").TextContentAsync())!.Trim());
        Assert.Contains(new Capture(Release).Sha256, await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains($"{Release.EnumerateRunes().Count()} characters", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GetByText("in the text").First.ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).Fragment == "#cited-1");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_text_that_was_taken_down_says_so_and_one_that_was_never_there_is_404()
    {
        var taken = await site.GetAsync($"{Path}/sources/1-1-2");
        Assert.Contains("The text was taken down.", taken, StringComparison.Ordinal);
        Assert.Contains(new Capture("Taken down").Sha256, taken, StringComparison.Ordinal);

        foreach (var place in new[] { "9-9-9", "2-1-1", "1-1", "x", "1-1-1-1", "0-0-0", "-1--1--1", "%00", "1-1-1?knownAt=0" })
        {
            using var response = await site.Client.GetAsync(new Uri($"{Path}/sources/{place}", UriKind.Relative));
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{place} answered {response.StatusCode}.");
        }

        using var asked = await site.Client.GetAsync(new Uri($"{Path}/sources/1-1-1?versions=all", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
    }

    [Fact]
    public async Task What_is_delivered_leads_to_its_passage()
    {
        var page = await site.GetAsync(Path);

        // In the table of lines and in the timeline.
        Assert.Equal(2, page.Split($"href=\"{Path}#passage-3-1\"").Length - 1);
        Assert.Contains("<li id=\"passage-3-1\"", page, StringComparison.Ordinal);
        Assert.Contains("for 20 vehicles delivered of “Armoured vehicles”", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_changed_are_told_with_who_when_and_why_and_the_second_clock_holds_for_them()
    {
        var page = WebUtility.HtmlDecode(await site.GetAsync(Path));
        foreach (var said in new[] { "<del>First title</del>", "<ins>Second title</ins>", "<del>vehicles</del>", "<ins>armoured vehicles</ins>", "The donor calls it so", "The release says which", "by Editor" })
        {
            Assert.Contains(said, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("How it was described", await site.GetAsync(Path + "?knownAt=2"), StringComparison.Ordinal);
        Assert.Contains("<h1>First title</h1>", await site.GetAsync(Path + "?knownAt=2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_has_an_age_that_counts_to_the_day_asked_about_and_a_pause_shows()
    {
        var since = new DateOnly(2025, 6, 17);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var now = await site.GetAsync(Path);
        // The day may turn while the page is made.
        Assert.Contains(new[] { today, today.AddDays(1) }, day => now.Contains(Age(day), StringComparison.Ordinal));
        Assert.Contains(Age(new DateOnly(2025, 7, 1)), await site.GetAsync(Path + "?announcedBy=2025-07-01"), StringComparison.Ordinal);
        Assert.Contains(">suspended</span>", now, StringComparison.Ordinal);
        Assert.Contains(">suspended</span>", await site.GetAsync("/packages"), StringComparison.Ordinal);
        Assert.DoesNotContain(">suspended</span>", await site.GetAsync("/packages?announcedBy=2025-07-01"), StringComparison.Ordinal);

        string Age(DateOnly day) => $"for {(day.DayNumber - since.DayNumber).ToString("#,0", CultureInfo.InvariantCulture)} days, since <time datetime=\"2025-06-17\">";
    }

    /// <summary>A site on whose ledger is that one package, in five publications.</summary>
    public sealed class Site : RunningSite, IAsyncLifetime
    {
        private static readonly Currency Cad = new("CAD");

        protected override bool Demonstration => false;

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await using var services = LedgerServices.Over(Connections.Application);
            var publish = services.GetRequiredService<PublishRevision>();
            await publish.OpenAsync(Package.Open("witnessed", Cad, ["CA"], ["UA"]), ByEditor(), revision =>
            {
                revision.Describe(new PackageDescription("First title", "First summary"));
                revision.AddLine(new LineDescription("ARM", "vehicles", unit: "vehicle"));
                revision.Announce(new Announcement(AnnouncementKind.Announced, AnnouncedDate.Day(2025, 6, 17), "Two thousand",
                    [new Entry(1, new Money(800, Cad), quantity: new Quantity(50)), new Entry(LineItem.NotYetItemised, new Money(1200, Cad))],
                    sources: [new Source("PMO", SourceGrade.A, "https://example.org/x", capture: new Capture(Release)), new Source("Press", SourceGrade.D, capture: new Capture("Taken down"))],
                    citations: [Citation.Quoted(CitedFigure.Headline, 1, "😀 2,000", start: 13), Citation.Summary(CitedFigure.Date, 2, "In June")]));
            });
            await publish.OnAsync("witnessed", 1, ByEditor(), revision => revision.Announce(
                Announcement.Suspended(AnnouncedDate.Day(2025, 9, 1), "Held back", null, new Source("Press", SourceGrade.D))));
            await publish.OnAsync("witnessed", 2, ByEditor(), revision => revision.Announce(new Announcement(AnnouncementKind.Delivered, AnnouncedDate.Day(2025, 8, 1), "Twenty have arrived",
                progress: [new Progress(1, quantity: new Quantity(20))], sources: [new Source("PMO", SourceGrade.A, "https://example.org/x")],
                citations: [Citation.Quoted(CitedFigure.ProgressQuantity, 1, "20 vehicles", progress: 1)])));
            await publish.OnAsync("witnessed", 3, ByEditor(), revision => revision.Describe(new PackageDescription("Second title", "First summary"), "The donor calls it so"));
            await publish.OnAsync("witnessed", 4, ByEditor(), revision => revision.DescribeLine(1, new LineDescription("ARM", "armoured vehicles", unit: "vehicle"), "The release says which"));
            await using var owner = await SqlLedger.ConnectAsync(Connections.Migrator);
            await owner.RunAsync("delete from ledger.captured_text where source_position = 2;");
        }

        private static Publication ByEditor() => Publication.AtDesk(Guid.NewGuid(), "Editor");
    }
}
