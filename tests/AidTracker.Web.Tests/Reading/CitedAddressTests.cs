using System.Net;
using System.Text.RegularExpressions;

namespace AidTracker.Web.Tests.Reading;

/// <summary>The address that a page offers for a footnote shows the figures that the page shows.</summary>
public sealed partial class CitedAddressTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    [Theory]
    [InlineData("/?currency=EUR")]
    [InlineData("/packages?donor=CA&without=Delivered")]
    [InlineData("/donors/CA?currency=EUR&rate=2025-06-30")]
    [InlineData("/donors?currency=EUR&sort=-gdp")]
    [InlineData("/announcements?versions=corrections")]
    [InlineData("/line-items?donor=CA&stage=promised")]
    [InlineData("/explore?rows=donor&columns=year&measure=committed&currency=EUR")]
    [InlineData("/explore?rows=group&columns=none&measure=delivered&counting=all&currency=EUR")]
    [InlineData("/explore?rows=donor&columns=none&measure=committed&per=head&currency=EUR&chart=heat")]
    [InlineData("/compare?a=2025-07-31&b=2025-08-31")]
    [InlineData("/compare?a=2025-08-31,known:2025-08-25&b=now&package=ca-ua-2025-06-kananaskis&currency=EUR")]
    [InlineData("/compare?a=package:ca-ua-2025-06-kananaskis&b=package:no-ua-2023-02-nansen")]
    [InlineData("/compare?a=donor:CA&b=donor:NO&currency=EUR")]
    [InlineData("/search?q=leopard")]
    [InlineData("/search?q=leopard&in=announcements")]
    public async Task A_cited_address_shows_the_same_figures(string path)
    {
        var page = await site.GetAsync(path);
        var cited = new Uri(WebUtility.HtmlDecode(Address().Match(page).Groups[1].Value));

        Assert.Contains("known", cited.Query, StringComparison.Ordinal);
        var figures = Figures(page);
        Assert.NotEmpty(figures);
        Assert.Equal(figures, Figures(await site.GetAsync(cited.PathAndQuery)));
    }

    /// <summary>Money and addresses of packages, in the order of the page; not those of the citation itself.</summary>
    private static List<string> Figures(string page)
    {
        // The overview's sample questions, which are asked of now alone, stand before the citation.
        var end = new[] { "id=\"questions-title\"", "id=\"cite\"" }.Select(last => page.IndexOf(last, StringComparison.Ordinal)).First(place => place > 0);
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..end];
        return [.. Figure().Matches(WebUtility.HtmlDecode(main)).Select(figure => figure.Value)];
    }

    [GeneratedRegex("id=\"cite-address\" type=\"text\" readonly value=\"([^\"]*)\"")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b[A-Z]{3} [0-9][0-9.,]*(bn|M|k|tn)?|data value=""[^""]*""|data-total=""[^""]*""|/packages/[a-z0-9-]+")]
    private static partial Regex Figure();
}
