using System.Net;
using System.Xml.Linq;
using AidTracker.Web.Features.Feed;
using AidTracker.Web.Tests.Reading;

namespace AidTracker.Web.Tests.Export;

/// <summary>The feed has what comes onto the record, each thing under one name for good.</summary>
public sealed class FeedTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Theory]
    [InlineData("")]
    [InlineData("?donor=CA&recipient=UA")]
    [InlineData("?kind=Delivered&knownAt=100")]
    [InlineData("?versions=corrections")]
    [InlineData("?donor=IS&category=NAV")]
    public async Task It_has_the_versions_that_match_the_latest_recorded_first(string query)
    {
        var feed = XDocument.Parse(await site.GetAsync("/announcements.atom" + query)).Root!;
        var versions = query.Contains("versions", StringComparison.Ordinal) ? query : query + (query.Length == 0 ? "?" : "&") + "versions=all";
        var expected = (await Csv.RowsAsync(site, $"/announcements.csv{versions}&sort=-recorded")).Take(50).ToList();
        var entries = feed.Elements(Atom + "entry").ToList();

        // What a feed and an entry must have (RFC 4287).
        Assert.All(entries.Prepend(feed), element => Assert.All(new[] { "id", "title", "updated" }, name => Assert.False(string.IsNullOrWhiteSpace(element.Element(Atom + name)?.Value))));
        Assert.All(entries, entry => Assert.False(string.IsNullOrWhiteSpace(entry.Element(Atom + "author")?.Element(Atom + "name")?.Value)));
        Assert.Equal(expected.Select(row => (row["recorded_at"], row["kind"], true)), entries.Select((entry, place) => (
            entry.Element(Atom + "updated")!.Value, entry.Element(Atom + "category")!.Attribute("term")!.Value, entry.Element(Atom + "summary")!.Value.Contains(expected[place]["summary"], StringComparison.Ordinal))));
        Assert.Equal(entries.Count, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count());
        Assert.Equal(
            expected.Count(row => row["version"] != "1" && row["status"] != "withdrawn"),
            entries.Count(entry => entry.Element(Atom + "title")!.Value.StartsWith("Corrected: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_is_the_same_wherever_it_is_read_and_a_link_leads_to_the_announcement()
    {
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, "/announcements.atom?donor=CA") { Headers = { Host = "tracker.example" } };
        using var response = await site.Client.SendAsync(elsewhere);
        var there = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;
        var here = XDocument.Parse(await site.GetAsync("/announcements.atom?donor=CA")).Root!;

        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(here.Descendants(Atom + "id").Select(id => id.Value), there.Descendants(Atom + "id").Select(id => id.Value));
        var link = new Uri(here.Element(Atom + "entry")!.Elements(Atom + "link").First().Attribute("href")!.Value);
        Assert.Contains($"id=\"{link.Fragment[1..]}\"", await site.GetAsync(link.PathAndQuery), StringComparison.Ordinal);
        using var held = new HttpRequestMessage(HttpMethod.Get, "/announcements.atom?donor=CA") { Headers = { { "If-None-Match", response.Headers.ETag!.ToString() } } };
        using var unchanged = await site.Client.SendAsync(held);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task The_page_of_what_is_asked_names_its_feed_and_a_bad_question_has_none()
    {
        var page = WebUtility.HtmlDecode(await site.GetAsync("/announcements?donor=CA&sort=announced"));

        Assert.Contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/announcements.atom?donor=CA\"", page, StringComparison.Ordinal);
        using var refused = await site.Client.GetAsync(new Uri("/announcements.atom?sort=announced", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.StartsWith("sort: ", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(50, FeedEndpoints.MostEntries);
    }
}
