using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AidTracker.Web.Tests.Reading;

/// <summary>What a package's page shows can be taken away from it, at the point in time that is shown.</summary>
public sealed partial class PackageFilesTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Canada = "/packages/ca-ua-2025-06-kananaskis";

    [Theory]
    [InlineData("", "100000000;165000000;220000000;680000000;835000000", 3)]
    [InlineData("?announcedBy=2025-08-31&knownAt=2025-08-25", "220000000;265000000;680000000;835000000", 3)]
    [InlineData("?announcedBy=2025-07-31", "2000000000", 1)]
    public async Task Its_files_have_what_the_page_has(string query, string lines, int announcements)
    {
        var page = await site.GetAsync(Canada + query);
        var links = Link().Matches(Exports().Match(page).Value).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)).ToList();

        Assert.Equal(["", ".csv", ".xlsx"], links.Select(link => Path.GetExtension(link.Split('?')[0])).Distinct().Order(StringComparer.Ordinal));
        foreach (var link in links)
        {
            Assert.NotEmpty(await site.GetAsync(link));
        }

        var rows = await Csv.RowsAsync(site, links.First(link => link.Contains("table=lines", StringComparison.Ordinal) && !link.Contains("profile", StringComparison.Ordinal)));
        Assert.Equal(lines.Split(';').Select(decimal.Parse).Order(), rows.Where(row => row["amount"].Length > 0).Select(row => Csv.Amount(row["amount"])).Order());
        Assert.Equal(announcements, (await Csv.RowsAsync(site, links.First(link => link.Contains("table=announcements", StringComparison.Ordinal) && !link.Contains("profile", StringComparison.Ordinal)))).Count);
        using var all = JsonDocument.Parse(await site.GetAsync(links.Single(link => link.StartsWith("/api/", StringComparison.Ordinal))));
        Assert.Equal("ca-ua-2025-06-kananaskis", all.RootElement.GetProperty("data").GetProperty("package").GetString());
    }

    [GeneratedRegex("<nav class=\"exports\".*?</nav>", RegexOptions.Singleline)]
    private static partial Regex Exports();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();
}
