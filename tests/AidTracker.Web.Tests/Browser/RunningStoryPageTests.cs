using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>The running story at its three points, as a reader without script sees it, and how far each figure is from the words that it was read from.</summary>
public sealed class RunningStoryPageTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Canada = "/packages/ca-ua-2025-06-kananaskis";

    [Theory]
    [InlineData("?announcedBy=2025-07-31", "Not yet itemised 2,000,000,000")]
    [InlineData("?announcedBy=2025-08-31&knownAt=2025-08-25", "835,000,000; about 680,000,000; 220,000,000; Not yet itemised 265,000,000")]
    [InlineData("", "835,000,000; about 680,000,000; 220,000,000; 165,000,000; 100,000,000")]
    public async Task Its_lines_are_those_that_were_known_and_each_figure_is_one_click_from_its_passage(string query, string expected)
    {
        var page = await Chromium.OpenAsync(site.Address, script: false);
        await page.GotoAsync(Canada + query);

        var shown = new List<string>();
        foreach (var row in await page.Locator("table.lines tbody tr").AllAsync())
        {
            var reserved = await row.GetAttributeAsync("class") == "reserved" ? (await row.Locator("th").InnerTextAsync()).Trim() + " " : "";
            shown.Add(reserved + await AmountAsync(row));
        }

        Assert.Equal(expected, string.Join("; ", shown));
        Assert.Equal("2,000,000,000", await AmountAsync(page.Locator("table.lines tfoot tr")));
        Assert.Equal(query.Length > 0, await page.GetByText("An earlier point in time:").IsVisibleAsync());

        var figures = page.Locator("table.lines td[data-label=Amount]");
        var count = await figures.CountAsync();
        Assert.Equal(shown.Count + 1, count);
        for (var i = 0; i < count; i++)
        {
            await figures.Nth(i).Locator(".marks a").First.ClickAsync();
            await page.WaitForURLAsync(url => new Uri(url).Fragment.StartsWith("#passage-", StringComparison.Ordinal));
            var passage = page.Locator($"[id='{new Uri(page.Url).Fragment[1..]}']");
            await Assertions.Expect(passage).ToBeInViewportAsync();
            // The point in time goes along, and the passage says which figure it is for.
            Assert.Contains("for ", await passage.InnerTextAsync(), StringComparison.Ordinal);
            await page.GotoAsync(Canada + query);
        }

        await page.Context.CloseAsync();
    }

    /// <summary>The figure itself, without the marks beside it.</summary>
    private static async Task<string> AmountAsync(ILocator row) =>
        await row.Locator("td[data-label=Amount]").EvaluateAsync<string>("cell => { const copy = cell.cloneNode(true); copy.querySelectorAll('.marks, .aside').forEach(each => each.remove()); return copy.textContent.trim(); }");
}
