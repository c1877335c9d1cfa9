using System.Globalization;
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

        AssertIsAtom(feed, "/announcements.atom" + query);
        Assert.Equal(expected.Select(row => (row["recorded_at"], row["kind"], true)), entries.Select((entry, place) => (
            entry.Element(Atom + "updated")!.Value, entry.Element(Atom + "category")!.Attribute("term")!.Value, entry.Element(Atom + "summary")!.Value.Contains(expected[place]["summary"], StringComparison.Ordinal))));
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

    /// <summary>What RFC 4287 demands of a feed and its entries (the sections stand beside it), as far as this one has it.</summary>
    /// <param name="self">Its own address, from its path on.</param>
    private static void AssertIsAtom(XElement feed, string self)
    {
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.All(feed.Descendants(), element => Assert.Equal(Atom, element.Name.Namespace));
        foreach (var element in entries.Prepend(feed))
        {
            // 4.1.1 and 4.1.2: of these one, neither none nor two.
            Assert.All(new[] { "id", "title", "updated" }, name => Assert.False(string.IsNullOrWhiteSpace(Assert.Single(element.Elements(Atom + name)).Value)));
            // 4.2.7: of one kind and language one at most; 4.2.7.1: an address, which stands by itself here.
            var links = element.Elements(Atom + "link").ToList();
            Assert.Single(links, link => link.Attribute("rel")!.Value == "alternate");
            Assert.All(links, link => Assert.True(Uri.IsWellFormedUriString(link.Attribute("href")!.Value, UriKind.Absolute), link.ToString()));
            // 3.1.1: texts that say nothing of their kind are plain ones, without elements in them.
            Assert.All(element.Elements().Where(child => child.Name.LocalName is "title" or "summary"), text => Assert.True(text.Attribute("type") is null && !text.HasElements, text.ToString()));
        }

        // 4.1.1: the feed's authors may be those of its entries, where each has one (4.2.1, 3.2.1). 4.2.2: a category has a term.
        Assert.All(entries, entry => Assert.False(string.IsNullOrWhiteSpace(Assert.Single(Assert.Single(entry.Elements(Atom + "author")).Elements(Atom + "name")).Value)));
        Assert.All(feed.Descendants(Atom + "category"), category => Assert.False(string.IsNullOrWhiteSpace(category.Attribute("term")?.Value)));
        // 4.1.2: without content of its own an entry leads to it (above), and here it has one summary besides.
        Assert.All(entries, entry => Assert.Single(entry.Elements(Atom + "summary")));
        // 4.2.6: addresses that stand by themselves, and no two of them the same.
        var ids = feed.DescendantsAndSelf().Elements(Atom + "id").Select(id => id.Value).ToList();
        Assert.All(ids, id => Assert.True(Uri.TryCreate(id, UriKind.Absolute, out _), id));
        Assert.Distinct(ids);
        // 3.3: as RFC 3339 has it, with the letters in capitals.
        Assert.All(feed.Descendants().Where(element => element.Name.LocalName is "updated" or "published"), moment =>
        {
            Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$", moment.Value);
            Assert.True(DateTimeOffset.TryParse(moment.Value, CultureInfo.InvariantCulture, out _), moment.Value);
        });
        // 4.1.1: where it is to be had itself.
        var own = Assert.Single(feed.Elements(Atom + "link"), link => link.Attribute("rel")!.Value == "self");
        Assert.Equal((self, "application/atom+xml"), (new Uri(own.Attribute("href")!.Value).PathAndQuery, own.Attribute("type")!.Value));
    }
}
