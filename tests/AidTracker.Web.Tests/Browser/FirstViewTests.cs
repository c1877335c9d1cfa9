using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>What a first visit costs: bytes on the wire, waiting for scripts, and text that jumps.</summary>
public sealed class FirstViewTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const double MostBytes = 300_000;
    private const double MostShift = 0.02;

    [Theory]
    [InlineData("/")]
    [InlineData("/packages")]
    [InlineData("/packages/ca-ua-2025-06-kananaskis")]
    [InlineData("/donors")]
    [InlineData("/donors/CA?currency=EUR")]
    [InlineData("/recipients/UA")]
    [InlineData("/categories/ADS")]
    [InlineData("/initiatives")]
    [InlineData("/announcements")]
    [InlineData("/explore?rows=donor&columns=category&measure=committed&currency=EUR")]
    [InlineData("/line-items")]
    [InlineData("/compare?a=2025-07-31&b=2025-08-31")]
    [InlineData("/search?q=leopard")]
    [InlineData("/methodology")]
    [InlineData("/checks")]
    [InlineData("/transparency")]
    [InlineData("/recipients")]
    [InlineData("/categories")]
    [InlineData("/snapshots")]
    [InlineData("/reports")]
    [InlineData("/reports/donors/CA?currency=EUR")]
    [InlineData("/api")]
    public async Task A_first_view_is_light_waits_for_no_script_and_does_not_shift(string path)
    {
        // Beside each other: for most of a view one waits for a network that does nothing.
        await Task.WhenAll(AssertAsync(path, 1280), AssertAsync(path, 390));
    }

    private async Task AssertAsync(string path, int width)
    {
        var page = await Chromium.OpenAsync(site.Address, width);
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        var bytes = 0.0;
        // Headers and compressed bodies, as they came.
        network.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        await page.AddInitScriptAsync("window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });");

        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.InRange(bytes, 1, MostBytes);
        Assert.Equal(0, await page.Locator("script:not([defer]):not([async])").CountAsync());
        var shift = await page.EvaluateAsync<double>("window.shift");
        Assert.True(shift < MostShift, $"{path} shifts by {shift} at {width} px.");
        await page.Context.CloseAsync();
    }
}
