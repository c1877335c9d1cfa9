using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Web.Tests.Reading;

namespace AidTracker.Web.Tests.Compare;

/// <summary>A comparison can be taken away: the file has the page's figures, and adds up.</summary>
public sealed partial class ComparisonFileTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Story = "/compare.csv?a=2025-07-31&b=2025-08-31,known:2025-08-25&package=ca-ua-2025-06-kananaskis";

    [Fact]
    public async Task The_running_story_between_two_days_has_the_breakdown_that_came()
    {
        var rows = await Csv.RowsAsync(site, Story);

        Assert.All(rows, row => Assert.Equal(("2025-07-31", "demonstration"), (row["a"], row["dataset"])));
        Assert.StartsWith("2025-08-31,known:", rows[0]["b"], StringComparison.Ordinal);
        Assert.Equal(
            [
                "committed 2000000000 2000000000 0",
                "itemised  1735000000 1735000000",
                "open 2000000000 265000000 -1735000000",
            ],
            rows.Where(row => row["table"] == "total").Select(row => $"{row["code"]} {row["before"]} {row["after"]} {row["difference"]}"));
        Assert.Equal(1735000000, rows.Where(row => row["table"] == "category" && row["code"] != "open").Sum(row => Csv.Amount(row["after"])));
        Assert.Equal(["CA"], rows.Where(row => row["table"] == "donor").Select(row => row["code"]));
        Assert.Equal(["ca-ua-2025-06-kananaskis"], rows.Where(row => row["table"] == "package").Select(row => row["code"]));
    }

    [Fact]
    public async Task Its_categories_donors_and_packages_add_up_to_its_totals_and_the_page_has_those_that_differ()
    {
        var random = new Random(31_2026);
        var differed = 0;
        for (var i = 0; i < 15; i++)
        {
            var query = $"a={Day()}&b={(random.Next(3) == 0 ? "now" : Day())}{(random.Next(2) == 0 ? "&currency=EUR" : "")}{(random.Next(3) == 0 ? "&recipient=UA" : "")}";
            var rows = await Csv.RowsAsync(site, "/compare.csv?" + query);
            foreach (var total in rows.Where(row => row["table"] == "total" && row["code"] == "committed"))
            {
                foreach (var column in new[] { "before", "after", "difference" })
                {
                    var whole = Csv.Amount(total[column]);
                    // What is converted is rounded once a row.
                    Assert.Equal(whole, Of(rows, "category", total["currency"], column), 3);
                    Assert.Equal(whole, Of(rows, "donor", total["currency"], column), 3);
                }

                Assert.Equal(Csv.Amount(total["difference"]), Of(rows, "package", total["currency"], "difference"), 3);
            }

            var page = await site.GetAsync("/compare?" + query);
            var donors = rows.Count(row => row["table"] == "donor" && Csv.Amount(row["difference"]) != 0);
            Assert.Equal(donors, DonorTable().Match(page) is { Success: true } table ? Row().Count(table.Value) : 0);
            Assert.Equal(
                rows.Where(row => row["table"] == "package").Select(row => row["code"]).Distinct().Count(),
                int.Parse(Changed().Match(page) is { Success: true } changed ? changed.Groups[1].Value : "0", NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
            differed += donors;
        }

        Assert.True(differed > 30, $"Only {differed} donors differed: too few to mean something.");

        string Day() => new DateOnly(2022, 3, 1).AddDays(random.Next(1_300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        static decimal Of(List<Dictionary<string, string>> rows, string table, string currency, string column) =>
            rows.Where(row => row["table"] == table && row["currency"] == currency).Sum(row => Csv.Amount(row[column]));
    }

    [Fact]
    public async Task Two_donors_have_no_difference_in_a_currency_that_one_of_them_has_not()
    {
        var rows = await Csv.RowsAsync(site, "/compare.csv?a=donor:CA&b=donor:NO");

        Assert.Equal(["category", "total"], rows.Select(row => row["table"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(rows.Where(row => row["currency"] is "CAD" or "NOK"), row => Assert.Empty(row["difference"]));
        Assert.Contains(rows, row => row["currency"] == "CAD" && row["before"].Length > 0);
        Assert.All(await Csv.RowsAsync(site, "/compare.csv?a=donor:CA&b=donor:NO&currency=EUR"), row => Assert.NotEmpty(row["difference"]));
    }

    [Fact]
    public async Task The_page_leads_to_its_files_with_what_is_compared()
    {
        var page = await site.GetAsync("/compare?a=2025-07-31&b=now&donor=CA&currency=EUR");
        var links = Link().Matches(Files().Match(page).Value).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)).Where(link => link.StartsWith("/compare", StringComparison.Ordinal)).ToList();

        Assert.Equal([".csv", ".csv", ".json", ".xlsx"], links.Select(link => Path.GetExtension(link.Split('?')[0])).Order(StringComparer.Ordinal));
        foreach (var link in links)
        {
            Assert.Contains("donor=CA", link, StringComparison.Ordinal);
            Assert.Contains("a=2025-07-31&b=now", link, StringComparison.Ordinal);
            using var response = await site.Client.GetAsync(new Uri(link, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.True(response.Headers.Contains("X-Ledger-Head"));
        }
    }

    [Theory]
    [InlineData("", "a: Say what is compared")]
    [InlineData("?b=now", "a: “a” is missing")]
    [InlineData("?a=yesterday", "a: “a” is “yesterday”, which cannot be compared")]
    [InlineData("?a=2025-07-31&b=donor:CA", "b: A point in time cannot be compared with a donor")]
    [InlineData("?a=2025-07-31&knownAt=5", "announcedBy: Two points in time say themselves")]
    [InlineData("?a=package:none&b=package:neither", "b: “b” names the package “neither”, and none on record has that address")]
    [InlineData("?a=2025-07-31&profile=word", "profile: Use “profile” once, as raw or excel.")]
    public async Task What_cannot_be_compared_is_refused_in_the_page_s_words(string query, string sentence)
    {
        using var response = await site.Client.GetAsync(new Uri("/compare.csv" + query, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_said_otherwise_leads_to_the_code_proper_and_keeps_what_is_compared()
    {
        using var response = await site.Client.GetAsync(new Uri("/compare.csv?a=2025-07-31&b=now&donor=can", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/compare.csv?donor=CA&a=2025-07-31&b=now", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Who_has_the_file_of_this_state_is_not_sent_it_again()
    {
        using var first = await site.Client.GetAsync(new Uri(Story, UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(Story, UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var response = await site.Client.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal(first.Headers.ETag, response.Headers.ETag);
    }

    [GeneratedRegex("<caption class=\"\">Donors whose totals differ.*?</table>|<caption>Donors whose totals differ.*?</table>", RegexOptions.Singleline)]
    private static partial Regex DonorTable();

    [GeneratedRegex("<th scope=\"row\"")]
    private static partial Regex Row();

    [GeneratedRegex("<h2 id=\"changed-title\">([\\d,]+) packages? changed")]
    private static partial Regex Changed();

    [GeneratedRegex("<nav class=\"exports\".*?</nav>", RegexOptions.Singleline)]
    private static partial Regex Files();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();
}
