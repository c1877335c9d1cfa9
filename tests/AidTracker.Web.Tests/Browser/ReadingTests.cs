using System.Globalization;
using System.Text.RegularExpressions;
using AidTracker.Web.Tests.Accounts;
using AidTracker.Web.Tests.Reading;
using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>What a reader sees, in Chromium.</summary>
public sealed partial class ReadingTests(DemonstrationSite site, EmptySite empty) : IClassFixture<DemonstrationSite>, IClassFixture<EmptySite>
{
    private const string Canada = "/packages/ca-ua-2025-06-kananaskis";
    private const string Grid = ".rz-data-grid";

    public static TheoryData<string> Views { get; } =
    [
        "/",
        "/packages",
        "/packages?donor=CA&category=AMM",
        "/packages?donor=ZZ",
        "/packages?donor=IS&category=NAV",
        "/announcements",
        "/no-such-page",
        "/packages/no-such-package",
        Canada,
        Canada + "?entries=grid",
        Canada + "?announcedBy=2025-08-31&knownAt=2025-08-25",
        Canada + "?currency=EUR",
        "/?currency=EUR",
        "/packages?currency=HRK",
        "/methodology",
        "/transparency",
        "/checks",
        "/packages?group=NATO&announcedBy=2024-03-06",
        "/donors?currency=EUR",
        "/donors/CA",
        "/categories/ADS?currency=EUR",
        "/explore",
        "/explore?rows=category&columns=year&currency=EUR",
        "/explore?rows=donor&columns=category&measure=committed&chart=treemap&currency=EUR",
        "/explore?rows=donor&columns=initiative&measure=committed&currency=EUR",
        "/line-items?donor=CA",
        "/search?q=leopard",
        "/compare?a=2025-07-31&b=2025-08-31",
        "/compare?a=package:ca-ua-2025-06-kananaskis&b=package:no-ua-2023-02-nansen",
        "/reports",
        "/reports/donors/CA?currency=EUR",
        "/reports/changes?month=2025-08",
        "/embed/packages/ca-ua-2025-06-kananaskis",
        "/recipients",
        "/recipients/UA",
        "/categories",
        "/initiatives",
        "/initiatives/PURL?currency=EUR",
        "/snapshots",
        "/snapshots?unheardof=1",
        "/api",
        "/reports/recipients/UA",
        "/reports/packages/ca-ua-2025-06-kananaskis",
    ];

    /// <summary>Pages that are looked at elsewhere, or that are another's with other figures.</summary>
    private static readonly string[] LookedAtElsewhere = ["/packages/{Slug}/sources/{Place}", "/snapshots/{Name}", "/error", "/not-found"];

    /// <summary>A page that is added is looked at as well.</summary>
    [Fact]
    public void Every_public_page_is_among_them()
    {
        var looked = Views.Cast<object[]>().Select(view => ((string)view[0]).Split('?')[0].Split('/')).ToList();
        var missing = AuthorizationMatrix.Rows
            .Where(row => row.Access == Access.Everybody && !row.Route.Contains('.', StringComparison.Ordinal) && !row.Route.Contains("{**", StringComparison.Ordinal))
            .Select(row => row.Route)
            .Where(route => !new[] { "/api/", "/embed/", "/account/", "/health/", "/_" }.Any(beginning => route.StartsWith(beginning, StringComparison.Ordinal)))
            .Except(LookedAtElsewhere)
            .Where(route => !looked.Any(path => path.Length == route.Split('/').Length && path.Zip(route.Split('/')).All(part => part.First == part.Second || part.Second.StartsWith('{'))));

        Assert.Empty(missing);
    }

    [Theory, MemberData(nameof(Views))]
    public async Task A_page_is_whole_and_has_no_axe_violation(string path)
    {
        var page = await Chromium.OpenAsync(site.Address);
        var answer = await page.GotoAsync(path);
        Assert.True(answer!.Status < 500, $"{path} answered {answer.Status}.");
        if (path.EndsWith("entries=grid", StringComparison.Ordinal))
        {
            // It comes over its circuit, after the page.
            await Assertions.Expect(page.Locator($"{Grid} tbody tr").First).ToBeVisibleAsync();
        }

        await WholePage.AssertEverywhereAsync(page, path);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/", 1280)]
    [InlineData("/", 390)]
    [InlineData("/packages", 1280)]
    [InlineData("/packages", 390)]
    [InlineData("/announcements", 390)]
    [InlineData("/explore", 390)]
    [InlineData("/line-items", 1280)]
    [InlineData("/search", 390)]
    [InlineData("/compare?a=2025-07-31", 390)]
    public async Task An_empty_ledger_has_pages_that_say_what_to_do(string path, int width)
    {
        var page = await Chromium.OpenAsync(empty.Address, width);
        await page.GotoAsync(path);

        await WholePage.AssertAsync(page, $"empty {path} {width}");
        await page.Context.CloseAsync();
    }

    /// <summary>Without axe, which has looked at these pages' parts.</summary>
    [Fact]
    public async Task An_empty_ledger_fits_its_window_on_every_page()
    {
        var page = await Chromium.OpenAsync(empty.Address);
        foreach (var path in new[] { "/", "/packages", "/donors", "/donors/CA", "/recipients", "/categories", "/categories/ADS", "/initiatives", "/announcements", "/explore", "/line-items", "/compare", "/search", "/methodology", "/checks", "/transparency" })
        {
            Assert.True((await page.GotoAsync(path))!.Ok, path);
            await WholePage.AssertFitsEverywhereAsync(page, $"empty {path}");
        }

        await page.Context.CloseAsync();
    }

    /// <summary>
    /// The same pages over a ledger that somebody else runs, of any size: <c>AIDTRACKER_PICTURES=http://127.0.0.1:5080 dotnet test --filter Pictures_of</c>
    /// (docs/benchmarks.md says how to generate a large one).
    /// </summary>
    [Fact]
    public async Task Pictures_of_a_running_site_are_made_where_one_is_named()
    {
        var page = await Chromium.OpenAsync(Pictures.NamedSite ?? site.Address);
        page.SetDefaultNavigationTimeout(120_000);
        // Of the demonstration there are pictures already.
        foreach (var path in Pictures.NamedSite is null ? (string[])["/"] : [.. Views.Cast<object[]>().Select(view => (string)view[0])])
        {
            await page.GotoAsync(path);
            await WholePage.AssertFitsEverywhereAsync(page, $"{(Pictures.NamedSite is null ? "demonstration" : "named")} {path}");
        }

        await page.Context.CloseAsync();
    }

    /// <summary>Of what the pages above are looked at for, one stands for all; here every one is asked for.</summary>
    [Fact]
    public async Task Every_package_can_be_opened_and_names_its_total()
    {
        var packages = await Csv.RowsAsync(site, "/packages.csv");
        Assert.True(packages.Count > 100);
        foreach (var package in packages)
        {
            var page = await site.GetAsync($"/packages/{package["package"]}");
            if (package["committed"] is { Length: > 0 } committed)
            {
                Assert.True(page.Contains(Csv.Amount(committed).ToString("#,0.##", CultureInfo.InvariantCulture), StringComparison.Ordinal), $"{package["package"]} does not say {committed}.");
            }
        }
    }

    [Fact]
    public async Task What_sticks_out_and_what_breaks_a_rule_of_axe_or_a_contrast_is_found()
    {
        var page = await Chromium.OpenAsync(empty.Address);
        await page.GotoAsync("/no-such-page");
        await WholePage.AssertAsync(page, "as it is");
        foreach (var (harm, found) in new[]
        {
            ("document.body.style.minWidth = '3000px'", "wider than its window"),
            ("document.body.style.minWidth = ''; document.querySelector('main').append(document.createElement('img'))", "image-alt"),
            ("document.querySelector('main img').remove(); document.querySelector('main').style.color = '#ccc'", "color-contrast"),
        })
        {
            await page.EvaluateAsync(harm);
            Assert.Contains(found, (await Assert.ThrowsAnyAsync<Exception>(() => WholePage.AssertAsync(page, "harmed"))).Message, StringComparison.Ordinal);
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_the_overview_to_Canadas_package(bool script)
    {
        var page = await Chromium.OpenAsync(site.Address, script: script);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Canada", Exact = true }).First.ClickAsync();
        // The overview's figures are in euro, and so is what they lead to.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/donors/CA\?currency=EUR$"));
        // With script the address changes before the page does, and the overview has links of that name as well.
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Canada");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = KananaskisTitle() }).First.ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Canada + @"\?currency=EUR$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Kananaskis");
        // Without script the heading is there before the rest of the page is.
        await page.WaitForLoadStateAsync();
        var body = await page.InnerTextAsync("main");
        Assert.Contains("2,000,000,000", body, StringComparison.Ordinal);
        foreach (var amount in new[] { "835,000,000", "680,000,000", "220,000,000", "165,000,000", "100,000,000" })
        {
            Assert.Contains(amount, body, StringComparison.Ordinal);
        }

        // What was known before the correction is still there, said to be corrected, with the reason.
        Assert.Contains("1,735,000,000", body, StringComparison.Ordinal);
        Assert.Contains("The 835 million is wider than ammunition".ToUpperInvariant(), body.ToUpperInvariant(), StringComparison.Ordinal);
        await Pictures.TakeAsync(page, script ? "journey" : "journey without script");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_totals_of_a_donor_on_the_page_are_those_of_the_file()
    {
        var page = await Chromium.OpenAsync(site.Address, script: false);
        await page.GotoAsync("/packages?donor=CA");
        var body = await page.ContentAsync();

        var lines = (await site.GetAsync("/line-items.csv?donor=CA")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var total = lines.Skip(1).Sum(line => CadAmount().Match(line) is { Success: true } match ? decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0);

        Assert.True(total > 0);
        Assert.Contains(total.ToString("#,0.##", CultureInfo.InvariantCulture), body, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_grid_of_entries_sorts_over_its_circuit()
    {
        var page = await Chromium.OpenAsync(site.Address);
        await page.GotoAsync(Canada);
        await page.GetByRole(AriaRole.Link, new() { Name = "Open as a grid" }).ClickAsync();
        // There is a grid only once the circuit is up, which draws it.
        var body = page.Locator($"{Grid} tbody").First;
        await Assertions.Expect(body.Locator("tr").First).ToBeVisibleAsync();
        var before = await body.InnerTextAsync();

        await page.Locator(Grid).GetByRole(AriaRole.Columnheader).Filter(new() { HasTextString = "Amount" }).First.ClickAsync();

        await Assertions.Expect(body).Not.ToHaveTextAsync(before, new() { UseInnerText = true });
        await Pictures.TakeAsync(page, "grid sorted");
        await page.Context.CloseAsync();
    }

    /// <summary>The README's pictures are of pages with this very text: where the text changes, the picture has to be made anew.</summary>
    [Theory]
    [InlineData("/", "overview", 1400)]
    [InlineData("/packages", "packages", 1400)]
    [InlineData(Canada, "package", 1700)]
    public async Task The_readmes_pictures_show_the_pages_as_they_are(string path, string name, int height)
    {
        var page = await Chromium.OpenAsync(site.Address);
        await page.SetViewportSizeAsync(1280, height);
        await page.GotoAsync(path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await page.ScreenshotAsync(new() { Path = Repository.File("docs", "images", $"{name}.png") });
        }

        Assert.True(File.Exists(Repository.File("docs", "images", $"{name}.png")));
        // When the demonstration was loaded differs from run to run, an age and the days of the questions that reckon from today from day to day.
        var text = Reckoned().Replace(Ages().Replace(LoadedAt().Replace((await page.InnerTextAsync("body")).ReplaceLineEndings("\n").Trim(), ", loaded …"), "for … days"), "$1 …");
        Repository.IsAsKept(text + "\n", "docs", "images", $"{name}.txt");
        await page.Context.CloseAsync();
    }

    [GeneratedRegex(", loaded .*")]
    private static partial Regex LoadedAt();

    [GeneratedRegex("for [0-9,]+ days")]
    private static partial Regex Ages();

    [GeneratedRegex("(Promised by|Corrections recorded since) [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")]
    private static partial Regex Reckoned();

    [GeneratedRegex("Kananaskis")]
    private static partial Regex KananaskisTitle();

    [GeneratedRegex(",CAD,([0-9.-]+),")]
    private static partial Regex CadAmount();
}
