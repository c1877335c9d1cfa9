using System.Net;

namespace AidTracker.Web.Tests.Search;

/// <summary>The search's page over HTTP: what is marked, what is escaped, and where it leads.</summary>
public sealed class SearchSiteTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    [Fact]
    public async Task What_is_typed_is_shown_as_text_and_what_is_found_is_marked()
    {
        var body = await site.GetAsync("/search?q=" + Uri.EscapeDataString("<b>leopard</b>"));

        Assert.DoesNotContain("<b>leopard", body, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;leopard", body, StringComparison.Ordinal);
        Assert.Contains("<mark>Leopard</mark>", await site.GetAsync("/search?q=leoprad"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passage_or_summary_leads_to_its_place_on_the_packages_page()
    {
        var body = WebUtility.HtmlDecode(await site.GetAsync("/search?q=kananaskis+official+release+summit+million&in=summaries") + await site.GetAsync("/search?q=million&in=summaries"));
        var link = System.Text.RegularExpressions.Regex.Match(body, "href=\"(/packages/[^\"#]+)#(passage-[0-9-]+)\"");

        Assert.True(link.Success);
        Assert.Contains($"id=\"{link.Groups[2].Value}\"", await site.GetAsync(link.Groups[1].Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_point_in_time_and_the_currency_go_along()
    {
        var body = WebUtility.HtmlDecode(await site.GetAsync("/search?q=kananaskis&currency=EUR&announcedBy=2025-07-31"));

        Assert.Contains("An earlier point in time", body, StringComparison.Ordinal);
        Assert.Contains("/packages/ca-ua-2025-06-kananaskis?currency=EUR&announcedBy=2025-07-31", body, StringComparison.Ordinal);
        // And from the header of any page to the search.
        Assert.Contains("<input type=\"hidden\" name=\"announcedBy\" value=\"2025-07-31\"", await site.GetAsync("/announcements?announcedBy=2025-07-31"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_in_the_past_leads_to_what_changed_since()
    {
        var body = WebUtility.HtmlDecode(await site.GetAsync("/packages/ca-ua-2025-06-kananaskis?announcedBy=2025-07-31&currency=EUR"));

        const string address = "/compare?a=2025-07-31&b=now&package=ca-ua-2025-06-kananaskis&currency=EUR";
        Assert.Contains(address, body, StringComparison.Ordinal);
        var compared = WebUtility.HtmlDecode(await site.GetAsync(address));
        Assert.Contains("itemised 0 → 2,000,000,000", compared, StringComparison.Ordinal);
        Assert.Contains("+165,000,000", compared, StringComparison.Ordinal);
        Assert.Contains("href=\"/packages/ca-ua-2025-06-kananaskis?currency=EUR#announcement-", compared, StringComparison.Ordinal);
    }
}
