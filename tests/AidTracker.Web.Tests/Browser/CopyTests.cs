using AidTracker.Web.Tests.Reading;
using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>What a reader takes away by one click is what the page says is to be cited.</summary>
public sealed class CopyTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Canada = "/packages/ca-ua-2025-06-kananaskis?announcedBy=2025-07-31";

    [Fact]
    public async Task The_link_and_the_citation_are_copied()
    {
        var page = await Chromium.OpenAsync(site.Address);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync(Canada);

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        await Assertions.Expect(page.Locator(".copying [role=status]")).ToHaveTextAsync("Copied.");
        var link = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Equal(await page.Locator("#cite-address").InputValueAsync(), link);
        Assert.Contains("announcedBy=2025-07-31&knownAt=", link, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy citation" }).ClickAsync();
        await page.WaitForFunctionAsync("before => navigator.clipboard.readText().then(text => text !== before)", link);
        var citation = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith("AidTracker, “CAD 2 billion", citation, StringComparison.Ordinal);
        Assert.Contains(link, citation, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Where_the_browser_refuses_the_address_is_selected_and_without_a_script_there_is_no_button()
    {
        var page = await Chromium.OpenAsync(site.Address);
        await page.GotoAsync(Canada);
        await page.EvaluateAsync("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }).ClickAsync();
        await Assertions.Expect(page.Locator(".copying [role=status]")).ToContainTextAsync("copied by hand");
        Assert.Equal(await page.Locator("#cite-address").InputValueAsync(), await page.EvaluateAsync<string>("getSelection().toString()"));
        await page.Context.CloseAsync();

        var plain = await Chromium.OpenAsync(site.Address, script: false);
        await plain.GotoAsync(Canada);
        await Assertions.Expect(plain.Locator(".copying")).ToBeHiddenAsync();
        await Assertions.Expect(plain.Locator("#cite summary")).ToBeVisibleAsync();
        await plain.Context.CloseAsync();
    }
}
