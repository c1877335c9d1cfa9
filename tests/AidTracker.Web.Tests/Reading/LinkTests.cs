using System.Net;
using System.Text.RegularExpressions;

namespace AidTracker.Web.Tests.Reading;

/// <summary>What a page offers is there: every link of it, pages and files, at the point in time and in the currency that it shows.</summary>
public sealed partial class LinkTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Lens = "currency=EUR&announcedBy=2025-08-31";

    public static TheoryData<string> Pages =>
    [
        "/", "/packages?donor=CA&without=Cancelled", "/line-items?donor=CA&stage=promised&covers=own", "/announcements?donor=CA&kind=Announced", "/donors", "/recipients/UA", "/categories/ADS", "/initiatives/PURL",
        "/explore?rows=donor&columns=year&measure=committed", "/packages/ca-ua-2025-06-kananaskis",
    ];

    [Theory, MemberData(nameof(Pages))]
    [InlineData("/methodology")]
    [InlineData("/search?q=leopard")]
    [InlineData("/compare?a=donor:CA&b=donor:NO")]
    [InlineData("/reports")]
    public async Task Every_link_leads_somewhere(string address)
    {
        var page = await site.GetAsync(With(address));
        var links = Link().Matches(page).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value).Split('#')[0])
            .Where(link => link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal)).Distinct().ToList();

        Assert.True(links.Count > 20, $"Only {links.Count} links were found.");
        foreach (var link in links)
        {
            using var response = await site.Client.GetAsync(new Uri(link, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            Assert.True((int)response.StatusCode < 400, $"{link} answered {(int)response.StatusCode}.");
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task What_is_shown_can_be_taken_away_and_cited_as_it_is_shown(string address)
    {
        var page = await site.GetAsync(With(address));
        var files = Link().Matches(Exports().Match(page).Value).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)).Where(link => link != "/api").ToList();

        Assert.True(new[] { ".csv", ".xlsx" }.All(ending => files.Any(file => file.Split('?')[0].EndsWith(ending, StringComparison.Ordinal))), string.Join('\n', files));
        Assert.Contains(files, file => file.Contains(".json", StringComparison.Ordinal) || file.StartsWith("/api/", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Contains(Lens, file, StringComparison.Ordinal));
        Assert.Contains(Lens + "&knownAt=", WebUtility.HtmlDecode(Cited().Match(page).Groups[1].Value), StringComparison.Ordinal);
    }

    private static string With(string address) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Lens}";

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<nav class=\"exports\".*?</nav>", RegexOptions.Singleline)]
    private static partial Regex Exports();

    [GeneratedRegex("id=\"cite-address\" type=\"text\" readonly value=\"([^\"]*)\"")]
    private static partial Regex Cited();
}
