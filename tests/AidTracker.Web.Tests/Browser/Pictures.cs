using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Browser;

/// <summary>
/// Pictures of what the browser tests open, for people to look at, in <c>.artifacts/screenshots</c>, which git ignores. They are made where
/// <c>AIDTRACKER_PICTURES</c> is set, as no test reads them and each costs a second: to <c>1</c>, or to the address of a site that somebody else runs,
/// which <see cref="ReadingTests.Pictures_of_a_running_site_are_made_where_one_is_named"/> then goes through.
/// </summary>
internal static partial class Pictures
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("AIDTRACKER_PICTURES");

    /// <summary>The site of somebody else; null where none is named.</summary>
    public static Uri? NamedSite { get; } = Asked is { Length: > 1 } ? new Uri(Asked) : null;

    public static bool AreAskedFor => Asked is { Length: > 0 };

    /// <summary>The whole page as it is, where pictures are asked for.</summary>
    /// <param name="name">Of the file, as far as its characters go into one.</param>
    public static Task TakeAsync(IPage page, string name) => !AreAskedFor ? Task.CompletedTask : page.ScreenshotAsync(new()
    {
        Path = Repository.File(".artifacts", "screenshots", $"{NotInFileNames().Replace(name, "_").Trim('_')}.png"),
        FullPage = true,
    });

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex NotInFileNames();
}
