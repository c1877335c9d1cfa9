using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>One Chromium a test run, the one that the system has. A missing one fails every test that asks for it.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly Lazy<Task<IBrowser>> Running = new(StartAsync);

    /// <summary>A page of its own, with nothing remembered.</summary>
    /// <param name="width">Of the window, CSS pixels.</param>
    public static async Task<IPage> OpenAsync(Uri site, int width = 1280, bool dark = false, bool script = true)
    {
        var browser = await Running.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
        });
        return await context.NewPageAsync();
    }

    private static async Task<IBrowser> StartAsync()
    {
        // As long as Playwright waits for everything else: its five seconds for what a page should come to show would time a busy machine.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            Args = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Append("/usr/bin");
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"No Chromium on PATH (looked for {string.Join(", ", Names)}): install Debian's package chromium, as test.sh does.");
    }
}
