using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>What holds of whatever is open: nothing is wider than its window, and axe finds no violation.</summary>
internal static class WholePage
{
    /// <summary>Of the package, and so of one version with what the package is licensed for.</summary>
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly object Everything = new { resultTypes = new[] { "violations" } };

    /// <summary>What a theme changes; the rest was looked at in the other.</summary>
    private static readonly object ColoursOnly = new { resultTypes = new[] { "violations" }, runOnly = new { type = "rule", values = new[] { "color-contrast", "link-in-text-block" } } };

    /// <summary>
    /// In both widths and themes: a window's width changes what is shown, a theme its colours. The page is loaded once, which is what a reader with a
    /// turned telephone gets too, and left wide and dark.
    /// </summary>
    public static async Task AssertEverywhereAsync(IPage page, string name)
    {
        foreach (var width in new[] { 390, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await AssertAsync(page, $"{name} {width} Light");
            if (width == 1280 || Pictures.AreAskedFor)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
                await Pictures.TakeAsync(page, $"{name} {width} Dark");
            }
        }

        await AssertNoViolationAsync(page, $"{name} 1280 Dark", ColoursOnly);
    }

    /// <summary>As wide as the window is, in the theme that is on.</summary>
    public static async Task AssertAsync(IPage page, string name)
    {
        await Pictures.TakeAsync(page, name);
        await AssertFitsAsync(page, name);
        await AssertNoViolationAsync(page, name, Everything);
    }

    /// <summary>In both widths, without axe.</summary>
    public static async Task AssertFitsEverywhereAsync(IPage page, string name)
    {
        foreach (var width in new[] { 1280, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var theme in Pictures.AreAskedFor ? (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark] : [])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                await Pictures.TakeAsync(page, $"{name} {width} {theme}");
            }

            await AssertFitsAsync(page, $"{name} {width}");
        }
    }

    private static async Task AssertFitsAsync(IPage page, string name)
    {
        var wider = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wider <= 0, $"{name} is {wider} px wider than its window.");
    }

    /// <summary>In the page itself: the package's own call opens another window for each result and sends every element that passes there and back.</summary>
    private static async Task AssertNoViolationAsync(IPage page, string name, object options)
    {
        // What stands in a frame would not be looked at.
        Assert.Single(page.Frames);
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        // Radzen's grid fades from one theme's colours into the other's: what is measured is where it ends.
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async options => {
              await Promise.allSettled(document.getAnimations().filter(each => each instanceof CSSTransition).map(each => each.finished));
              const found = await axe.run(document, options);
              return { rules: found.violations.length + found.passes.length + found.inapplicable.length, violations: found.violations.map(each => `${each.id} at ${each.nodes.map(node => `${node.target} ${node.html}`).join(", ")}`) };
            }
            """, options);
        Assert.True(found.GetProperty("rules").GetInt32() > 0, $"{name}: axe looked at nothing.");
        Assert.True(found.GetProperty("violations").GetArrayLength() == 0, $"{name}: {found.GetProperty("violations")}");
    }
}
