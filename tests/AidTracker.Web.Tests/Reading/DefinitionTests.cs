using System.Net;
using System.Text.RegularExpressions;

namespace AidTracker.Web.Tests.Reading;

/// <summary>Product rule 9: a total always says what it contains.</summary>
public sealed partial class DefinitionTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Lens = "currency=EUR&rate=2025-06-30&announcedBy=2025-08-31&knownAt=";

    [Theory]
    [InlineData("/", "all")]
    [InlineData("/packages?recipient=UA", "Ukraine")]
    [InlineData("/packages?recipient=MD&recipient=UA&category=ADS", "Moldova and Ukraine")]
    [InlineData("/line-items?recipient=UA&stage=promised", "Ukraine")]
    [InlineData("/line-items", "all")]
    [InlineData("/explore?rows=donor&columns=year&measure=committed&recipient=UA", "Ukraine")]
    [InlineData("/donors", "all")]
    [InlineData("/donors/CA", "all")]
    [InlineData("/recipients/UA", "Ukraine")]
    [InlineData("/categories/ADS", "all")]
    [InlineData("/initiatives/PURL", "all")]
    [InlineData("/packages/ca-ua-2025-06-kananaskis", "Ukraine")]
    [InlineData("/compare?a=donor:CA&b=donor:NO", "all")]
    public async Task What_a_page_adds_up_it_defines_by_stage_instruments_recipient_currency_and_both_clocks(string address, string recipient)
    {
        using var any = await site.Client.GetAsync(new Uri("/packages.csv", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var newest = any.Headers.GetValues(LedgerHead.HeaderName).Single().Split(':')[0];
        var page = WebUtility.HtmlDecode(await site.GetAsync($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Lens}{newest}"));
        var strips = Strip().Matches(page).Select(strip => Term().Matches(strip.Value).ToDictionary(term => term.Groups[1].Value, term => term.Groups[2].Value)).ToList();

        Assert.NotEmpty(strips);
        Assert.Equal(["As of", "Currency", "Instruments", "Recipient", "Stage"], strips[0].Keys.Where(term => term != "Lines").Order(StringComparer.Ordinal));
        Assert.Equal(recipient, strips[0]["Recipient"]);
        Assert.All(strips, strip =>
        {
            Assert.Equal($"announced by 31 August 2025, as known at publication {newest}", strip["As of"]);
            Assert.Matches("^EUR, .*30 June 2025", strip["Currency"]);
        });
    }

    /// <summary>Where two points stand beside one another, each is named.</summary>
    [Fact]
    public async Task A_comparison_of_two_points_names_both()
    {
        var page = WebUtility.HtmlDecode(await site.GetAsync("/compare?a=2025-07-31&b=2025-08-31&recipient=UA&currency=EUR"));
        var terms = Term().Matches(Strip().Match(page).Value).ToDictionary(term => term.Groups[1].Value, term => term.Groups[2].Value);

        Assert.Equal(["Currency", "From", "Instruments", "Recipient", "Stage", "To"], terms.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Ukraine", "31 July 2025", "31 August 2025"), (terms["Recipient"], terms["From"], terms["To"]));
    }

    [GeneratedRegex("<dl class=\"definition[^>]*>.*?</dl>", RegexOptions.Singleline)]
    private static partial Regex Strip();

    [GeneratedRegex("<dt>(.*?)</dt><dd>(.*?)</dd>", RegexOptions.Singleline)]
    private static partial Regex Term();
}
