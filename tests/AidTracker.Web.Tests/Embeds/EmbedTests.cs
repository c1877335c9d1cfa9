using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AidTracker.Web.Tests.Embeds;

/// <summary>What stands in the pages of others: small, without script, and saying where it is from; and nothing else of the site can be framed.</summary>
public sealed partial class EmbedTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Canada = "ca-ua-2025-06-kananaskis";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string, string> Embeds => new()
    {
        { "/embed/explore", "?rows=donor&columns=year&measure=committed&currency=EUR" },
        { "/embed/explore", "?rows=category&columns=year&measure=committed&chart=lines&currency=EUR&knownAt=100" },
        { "/embed/explore", "?rows=donor&columns=category&measure=itemised&chart=heat&currency=USD" },
        { "/embed/explore", "?rows=donor&columns=category&measure=committed&chart=treemap&currency=EUR" },
        { "/embed/explore", "?rows=category&columns=none&measure=committed&chart=treemap&currency=EUR" },
        { "/embed/explore", "?rows=donor&columns=initiative&measure=committed&chart=flow&currency=EUR" },
        { $"/embed/packages/{Canada}", "?announcedBy=2025-08-31" },
        { "/embed/donors/CA", "" },
        { "/embed/recipients/UA", "?currency=EUR" },
    };

    [Theory, MemberData(nameof(Embeds))]
    public async Task An_embed_stands_alone_and_says_where_it_is_from(string path, string query)
    {
        using var page = await site.Client.GetAsync(new Uri(path + query, UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("frame-ancestors *", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<nav", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.Contains("as on record at publication", html, StringComparison.Ordinal);
        Assert.Contains("<svg width=\"100%\"", html, StringComparison.Ordinal);
        Assert.Contains("<table", await site.GetAsync($"{path}{(query.Length == 0 ? "?" : query + "&")}show=table"), StringComparison.Ordinal);

        using var drawn = await site.Client.GetAsync(new Uri($"{path}.svg{query}", UriKind.Relative));
        var drawing = XElement.Parse(await drawn.Content.ReadAsStringAsync());
        Assert.Equal("image/svg+xml", drawn.Content.Headers.ContentType!.MediaType);
        Assert.All(drawing.DescendantsAndSelf(), element => Assert.Equal(Svg, element.Name.Namespace));
        Assert.DoesNotContain(drawing.DescendantsAndSelf().SelectMany(element => element.Attributes()), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "href" or "src" or "style" || attribute.Value.Contains("//", StringComparison.Ordinal) && !attribute.IsNamespaceDeclaration);
        Assert.NotEmpty(drawing.Element(Svg + "title")!.Value);
        Assert.NotEmpty(drawing.Element(Svg + "desc")!.Value);
        var style = drawing.Element(Svg + "style")!.Value;
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", style, StringComparison.Ordinal);
        // Its own policy lets its own style through, and nothing else.
        Assert.Contains($"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", drawn.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("as on record at publication", string.Join(" ", drawing.Elements(Svg + "text").Select(text => text.Value)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("treemap")]
    [InlineData("flow")]
    public async Task A_drawing_that_stands_alone_is_that_of_a_wide_window_with_what_it_leaves_out(string chart)
    {
        var drawing = XElement.Parse(await site.GetAsync($"/embed/explore.svg?rows=donor&columns=category&measure=committed&chart={chart}&currency=EUR"));

        Assert.DoesNotContain(drawing.Descendants(), element => element.Name.LocalName == "a" || element.Attribute("class") is { } css && css.Value.Split(' ').Intersect(["slim", "roomy", "narrow-only", "wide-only"]).Any());
        var texts = drawing.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Single(texts, text => text.StartsWith("United States ", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.StartsWith("Below zero, so not drawn: ", StringComparison.Ordinal));
        Assert.Contains(drawing.Descendants(Svg + "title"), title => title.Value.StartsWith("Canada", StringComparison.Ordinal) && title.Value.Contains("Air defence: EUR ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/embed/explore?rows=donor&columns=donor", HttpStatusCode.BadRequest, "Rows and columns are both")]
    [InlineData("/embed/explore.svg?rows=donor&columns=year&measure=committed", HttpStatusCode.BadRequest, "choose one with “currency”")]
    [InlineData("/embed/packages/none", HttpStatusCode.NotFound, "Nothing on record has this address")]
    [InlineData("/embed/donors/XX.svg", HttpStatusCode.NotFound, "Nothing on record has this address")]
    [InlineData("/embed/donors/CA?show=all", HttpStatusCode.BadRequest, "“show” is table")]
    public async Task What_cannot_be_shown_says_why(string address, HttpStatusCode status, string sentence)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/explore?rows=donor&columns=year&measure=committed")]
    [InlineData("/reports")]
    [InlineData("/embed/none")]
    [InlineData("/embedded")]
    public async Task Nothing_else_is_framed(string address)
    {
        // Twice: an answer that is kept has its policy too.
        for (var time = 0; time < 2; time++)
        {
            using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData($"/packages/{Canada}?announcedBy=2025-08-31")]
    [InlineData("/donors/CA?currency=EUR")]
    [InlineData("/explore?rows=donor&columns=year&measure=committed&currency=EUR")]
    public async Task The_snippet_of_a_page_leads_to_what_it_shows(string page)
    {
        var snippet = WebUtility.HtmlDecode(Snippet().Match(await site.GetAsync(page)).Groups[1].Value);
        var frame = XElement.Parse(snippet.Replace("></iframe>", "/>", StringComparison.Ordinal));

        var address = new Uri(frame.Attribute("src")!.Value);
        Assert.Equal("/embed" + page, address.PathAndQuery);
        Assert.Contains("<svg width=\"100%\"", await site.GetAsync(address.PathAndQuery), StringComparison.Ordinal);
    }

    [GeneratedRegex("id=\"embed-frame\" type=\"text\" readonly value=\"([^\"]*)\"")]
    private static partial Regex Snippet();
}
