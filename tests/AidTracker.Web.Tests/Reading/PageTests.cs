using System.Net;

namespace AidTracker.Web.Tests.Reading;

/// <summary>Pages over HTTP: what a bad address gets, and that nothing that can be typed breaks one.</summary>
public sealed class PageTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private static readonly string[] Typed =
    [
        "%00", "%FF%FE", "%27%3B%20drop%20table%20ledger.entry%3B--", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%F0%9F%92%A3", "%D8%A7%D9%84", "-1", "1e400", "NaN",
        "9999999999999999999", "2025-02-30", "0001-01-01", "0000-00-00", "99999-01-01", "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd", "%25", "+", "%20", "%7B0%7D", new string('a', 3000), "ＣＡ", "%0D%0ASet-Cookie:x=1",
    ];

    public static TheoryData<string> Addresses
    {
        get
        {
            var addresses = new TheoryData<string> { "/packages/{0}", "/{0}", "/packages/ca-ua-2025-06-kananaskis?entries={0}", "/packages/ca-ua-2025-06-kananaskis?{0}=1", "/donors?currency=EUR&sort={0}", "/donors/CA?announcedBy={0}", "/reports/donors/CA.csv?announcedBy={0}" };
            foreach (var address in new[] { "/search?q={0}", "/search?q=leopard&{0}=1", "/compare?a={0}", "/compare?a=now&b={0}", "/compare?a=known:{0}", "/compare?a=package:{0}&b=donor:{0}" })
            {
                addresses.Add(address);
            }

            foreach (var parameter in LedgerView.Search.Parameters)
            {
                addresses.Add($"/search?q=leopard&{parameter}={{0}}");
            }

            foreach (var parameter in LedgerView.Compare.Parameters)
            {
                addresses.Add($"/compare?a=2025-07-31&{parameter}={{0}}");
            }

            foreach (var view in LedgerView.All)
            {
                foreach (var parameter in view.Parameters.Concat(["sort", "page", "{0}"]))
                {
                    addresses.Add($"{view.Path}.csv?{parameter}={{0}}");
                    if (view == LedgerView.Packages || view == LedgerView.Announcements || view == LedgerView.LineItems || view == LedgerView.Explore)
                    {
                        addresses.Add($"{view.Path}?{parameter}={{0}}");
                    }
                }
            }

            return addresses;
        }
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task Nothing_that_can_be_typed_is_answered_by_a_failure(string address)
    {
        foreach (var typed in Typed)
        {
            using var response = await site.Client.GetAsync(new Uri(address.Replace("{0}", typed, StringComparison.Ordinal), UriKind.Relative));
            Assert.True((int)response.StatusCode < 500, $"{address} with {typed} answered {(int)response.StatusCode}.");
            Assert.False(response.Headers.Contains("Set-Cookie") && typed.Contains("Set-Cookie", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("/packages?donor=ZZ", "is not known as a donor")]
    [InlineData("/packages?category=XYZ", "is not known as a category")]
    [InlineData("/packages?from=yesterday", "is not a date")]
    [InlineData("/packages?page=minus", "is not a page")]
    [InlineData("/packages?sort=size", "is not a value of")]
    [InlineData("/packages?q=tanks", "in this version")]
    [InlineData("/packages?status=done", "use one of open, itemised, delivered, suspended, cancelled")]
    [InlineData("/line-items?stage=shipped", "is not known as a stage")]
    [InlineData("/line-items?line=first", "is not known as a line")]
    [InlineData("/line-items?period=2024-Q5", "a quarter such as 2024-Q3")]
    [InlineData("/line-items?grade=F", "is not known as a grade")]
    [InlineData("/line-items?shares=half", "use stated, joint")]
    [InlineData("/line-items?covers=all", "use own")]
    [InlineData("/line-items?counting=grants", "use military, repayable, civil, all")]
    [InlineData("/explore?rows=colour", "is not a value of")]
    [InlineData("/explore?rows=year&columns=year", "are both “year”")]
    [InlineData("/explore?rows=category&per=gdp", "are of one country")]
    [InlineData("/explore?measure=packages&per=head", "is not set against an economy")]
    [InlineData("/explore?columns=category&chart=lines", "Lines run over time")]
    [InlineData("/explore?columns=none&chart=flow", "A flow runs from rows to columns")]
    [InlineData("/explore?columns=category&per=gdp&chart=treemap", "set against different economies have none")]
    [InlineData("/explore?columns=recipient&per=head&chart=flow", "set against different economies have none")]
    [InlineData("/explore?rows=group&columns=none&chart=treemap", "groups overlap")]
    [InlineData("/explore?columns=category&measure=packages&chart=flow", "counts once with each kind of line")]
    [InlineData("/explore?sort=donor", "is not a parameter of the table")]
    [InlineData("/packages?currency=EURO", "is not known as a currency")]
    [InlineData("/?currency=UAH", "There are no exchange rates of UAH")]
    [InlineData("/packages?currency=EUR&currency=USD", "is given 2 times")]
    [InlineData("/packages?currency=EUR&rate=yesterday", "is not a way to convert")]
    [InlineData("/packages?rate=2025-06-17", "needs a currency")]
    [InlineData("/packages?min=5", "needs a currency")]
    [InlineData("/packages?currency=EUR&min=5.001", "is not an amount")]
    [InlineData("/packages?currency=EUR&min=6&max=5", "swap the two amounts")]
    [InlineData("/packages/ca-ua-2025-06-kananaskis?entries=nonsense", "is not a value of")]
    [InlineData("/packages?doner=CA", "is not a parameter")]
    [InlineData("/search?q=%E2%80%A6", "There is no word in the question")]
    [InlineData("/search?q=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q", "at most 16 words")]
    [InlineData("/search?q=a&q=b", "is given 2 times")]
    [InlineData("/search?q=a&in=everything", "is one of packages")]
    [InlineData("/search?q=a&donor=CA", "is not a parameter")]
    [InlineData("/compare?b=now", "“a” is missing")]
    [InlineData("/compare?a=yesterday", "which cannot be compared")]
    [InlineData("/compare?a=2025-07-31,2025-08-31", "which cannot be compared")]
    [InlineData("/compare?a=known:soon", "What follows known:")]
    [InlineData("/compare?a=known:999999999", "is not on record")]
    [InlineData("/compare?a=2025-07-31&a=now", "is given 2 times")]
    [InlineData("/compare?a=2025-07-31&knownAt=5", "leave “announcedBy” and “knownAt” out")]
    [InlineData("/compare?a=2025-07-31&b=donor:CA", "cannot be compared with")]
    [InlineData("/compare?a=package:ca-ua-2025-06-kananaskis&b=donor:CA", "A package cannot be compared with a donor")]
    [InlineData("/compare?a=package:no-such-package&b=package:ca-ua-2025-06-kananaskis", "none on record has that address")]
    [InlineData("/compare?a=donor:CA&b=donor:ZZ", "which is not known")]
    [InlineData("/compare?a=donor:CA&b=donor:NO&donor=SE", "Two donors are compared already")]
    [InlineData("/compare?a=donor:CA&b=donor:NO&package=ca-ua-2025-06-kananaskis", "narrows two points")]
    [InlineData("/compare?a=2025-07-31&package=no-such-package", "none on record has that address")]
    [InlineData("/announcements?kind=Gift", "is not known as a kind")]
    [InlineData("/packages?without=Gift", "is not known as a kind")]
    [InlineData("/announcements?versions=old", "use live, corrections, all")]
    [InlineData("/announcements?recordedFrom=2025-01-02&recordedTo=2025-01-01", "“recordedTo” is before “recordedFrom”")]
    [InlineData("/packages?recordedFrom=2025-01-02", "is not a parameter")]
    [InlineData("/announcements?from=2025-01-02&to=2025-01-01", "swap the two dates")]
    [InlineData("/donors/CA?announcedBy=0001-01-01", "is not a date from 1900 to 2100")]
    [InlineData("/packages?currency=EUR&rate=9999-12-31", "is not a way to convert")]
    [InlineData("/checks?knownAt=5", "is not a parameter of the checks: take it out of the address.")]
    public async Task A_bad_parameter_gets_400_and_its_sentence(string address, string sentence)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/packages", HttpStatusCode.BadRequest, "To read it, ask with GET.")]
    [InlineData("PUT", "/packages.csv", HttpStatusCode.MethodNotAllowed, "ask with GET, or with HEAD")]
    [InlineData("DELETE", "/api/v1/packages", HttpStatusCode.MethodNotAllowed, "The API is for reading alone")]
    [InlineData("GET", "/no-such-file.txt", HttpStatusCode.NotFound, "There is nothing at this address")]
    public async Task What_is_not_taken_is_refused_in_a_sentence(string method, string address, HttpStatusCode status, string sentence)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var response = await site.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_without_anything_is_a_row_without_a_share()
    {
        var page = await site.Client.GetStringAsync(new Uri("/explore?rows=quarter&columns=none&measure=committed&donor=CA&currency=EUR", UriKind.Relative));

        Assert.Contains("<td class=\"number none\" data-label=\"Of the total\"></td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_parameter_leaves_the_rest_of_the_form_as_it_was()
    {
        using var response = await site.Client.GetAsync(new Uri("/packages?donor=ZZ&recipient=MD", UriKind.Relative));

        Assert.Contains("<input type=\"hidden\" name=\"recipient\" value=\"MD\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/packages/no-such-package")]
    [InlineData("/no-such-page")]
    public async Task What_is_not_there_is_404_with_a_page(string address)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("<h1", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/packages?donor=CAN", "/packages?donor=CA")]
    [InlineData("/packages?donor=&recipient=UA&category=", "/packages?recipient=UA")]
    [InlineData("/line-items?period=2024-q3&stage=Paid&grade=b&initiative=None", "/line-items?initiative=none&stage=paid&grade=B&period=2024-Q3")]
    [InlineData("/explore", "/explore?rows=donor&columns=year&measure=committed&currency=EUR")]
    [InlineData("/explore?announcedBy=2025-08-31", "/explore?rows=donor&columns=year&measure=committed&currency=EUR&announcedBy=2025-08-31")]
    [InlineData("/explore?rows=donor&columns=month&measure=paid&per=&chart=", "/explore?rows=donor&columns=month&measure=paid")]
    [InlineData("/explore?columns=none&currency=USD&rate=original", "/explore?rows=donor&columns=none&measure=committed")]
    public async Task A_page_leads_to_the_address_proper(string address, string proper)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.InRange((int)response.StatusCode, 301, 308);
        Assert.EndsWith(proper, response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_says_that_it_shows_demonstration_data()
    {
        foreach (var address in new[] { "/", "/packages", "/announcements", "/packages/ca-ua-2025-06-kananaskis", "/no-such-page" })
        {
            using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Contains("Demonstration data", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reading_pages_are_compressed_for_who_asks()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/packages", UriKind.Relative));
        request.Headers.Add("Accept-Encoding", "br, gzip");
        using var response = await site.Client.SendAsync(request);

        Assert.NotEmpty(response.Content.Headers.ContentEncoding);
    }
}
