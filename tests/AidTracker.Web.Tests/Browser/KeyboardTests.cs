using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>The main paths with nothing but a keyboard: Tab, Enter and typing. Without script, which is the harder case.</summary>
public sealed class KeyboardTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const int MostTabs = 400;

    [Fact]
    public async Task From_the_skip_link_through_a_filter_to_a_package_and_its_passage()
    {
        var page = await OpenAsync("/packages");
        await SkipAsync(page);
        await TabToAsync(page, "#filter-donor");
        await page.Keyboard.TypeAsync("Canada");
        await TabToAsync(page, "form.filters button");
        await EnterAsync(page, new Regex(@"/packages\?donor=CA$"));

        await SkipAsync(page);
        await TabToAsync(page, "a[href='/packages/ca-ua-2025-06-kananaskis']");
        await EnterAsync(page, new Regex("/packages/ca-ua-2025-06-kananaskis$"));

        await SkipAsync(page);
        await TabToAsync(page, "table a[href*='#passage-']");
        await EnterAsync(page, new Regex("#passage-[0-9]+-[0-9]+$"));
        await Assertions.Expect(page.Locator($"[id='{new Uri(page.Url).Fragment[1..]}']")).ToBeInViewportAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Through_the_explorers_form_to_the_lines_behind_a_figure()
    {
        var page = await OpenAsync("/explore");
        await SkipAsync(page);
        await TabToAsync(page, "#choose-rows");
        await page.Keyboard.TypeAsync("Category");
        await TabToAsync(page, "form.filters button");
        await EnterAsync(page, new Regex(@"/explore\?rows=category&columns=year"));

        await SkipAsync(page);
        await TabToAsync(page, "table.pivot td a");
        await EnterAsync(page, new Regex(@"/line-items\?.*category="));
        await Assertions.Expect(page.Locator("table.lines-of-packages tbody tr").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task From_the_search_field_to_what_it_found()
    {
        var page = await OpenAsync("/");
        await TabToAsync(page, "header input[name=q]");
        await page.Keyboard.TypeAsync("leopard");
        await EnterAsync(page, new Regex(@"/search\?q=leopard$"));

        await SkipAsync(page);
        await TabToAsync(page, "ol.stream a");
        await EnterAsync(page, new Regex("/packages/[a-z0-9-]+"));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await Chromium.OpenAsync(site.Address, script: false);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>The first thing on a page leads past what is on every page.</summary>
    private static async Task SkipAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await page.Locator(":focus").InnerTextAsync());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToBeFocusedAsync();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                // Somebody who cannot use a mouse has to see where they are.
                Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
                return;
            }
        }

        Assert.Fail($"{selector} was not reached within {MostTabs} tabs on {page.Url}.");
    }

    private static async Task EnterAsync(IPage page, Regex address)
    {
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(address);
        // A key pressed while the page comes in would go nowhere.
        await page.WaitForLoadStateAsync();
    }
}
