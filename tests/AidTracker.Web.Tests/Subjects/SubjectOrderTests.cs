using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Domain.Reference;
using AidTracker.Web.Features.Subjects;
using AidTracker.Web.Shell.Figures;
using AidTracker.Web.Tests.Reading;

namespace AidTracker.Web.Tests.Subjects;

/// <summary>The orders of the indexes: each is that of the figures which the page shows, and what it cannot be is refused.</summary>
public sealed partial class SubjectOrderTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Lens = "currency=EUR&rate=2025-06-30&announcedBy=2025-08-31";

    public static TheoryData<string, string> Orders
    {
        get
        {
            var orders = new TheoryData<string, string>();
            foreach (var index in SubjectKind.All.Select(kind => kind.Index))
            {
                foreach (var sort in index.Sorts)
                {
                    orders.Add($"{index.Path}?currency=EUR", sort);
                    if (!index.SortsByAmount.Contains(sort))
                    {
                        orders.Add(index.Path, sort);
                    }
                }
            }

            return orders;
        }
    }

    [Theory, MemberData(nameof(Orders))]
    public async Task A_page_is_in_the_order_of_the_figures_that_it_shows(string address, string sort)
    {
        var page = await site.GetAsync($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}sort={sort}");
        var rows = Row.AllOf(page);
        var subjects = rows.TakeWhile(row => row.IsSubject).ToList();
        var key = sort.TrimStart('-');

        Assert.Equal(Row.AllOf(await site.GetAsync(address)).Select(row => row.Name).Order(StringComparer.Ordinal), rows.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.True(subjects.Count >= 5, $"{subjects.Count} subjects");
        Assert.DoesNotContain(rows.Skip(subjects.Count), row => row.IsSubject);
        if (key == "name")
        {
            var names = subjects.Select(row => row.Name).Order(StringComparer.Ordinal);
            Assert.Equal(sort == key ? names : names.Reverse(), subjects.Select(row => row.Name));
        }
        else
        {
            var figures = subjects.Select(row => row.Figures.GetValueOrDefault(key)).ToList();
            Assert.Contains(figures, figure => figure is not null);
            foreach (var ((one, name), (next, nextName)) in figures.Zip(subjects.Select(row => row.Name)).Zip(figures.Skip(1).Zip(subjects.Skip(1).Select(row => row.Name))))
            {
                var compared = one is null || next is null ? (one is null).CompareTo(next is null) : sort == key ? one.Value.CompareTo(next.Value) : next.Value.CompareTo(one.Value);
                // What is set against an economy is shown rounded: what looks alike need not be.
                Assert.True(compared < 0 || (compared == 0 && (key is "gdp" or "head" || string.CompareOrdinal(name, nextName) < 0)), $"{name} ({one}) before {nextName} ({next})");
            }
        }

        Assert.Equal(
            key is "name" or "packages" or "military" ? [(sort == key ? "ascending" : "descending")] : [],
            AriaSort().Matches(page).Select(aria => aria.Groups[1].Value));
        Assert.Equal(address.Contains("currency", StringComparison.Ordinal) ? 3 : 2, Heads().Count(page));
    }

    [Theory]
    [InlineData("/donors", "/donors?sort=name")]
    [InlineData("/recipients?currency=EUR", "/recipients?currency=EUR&sort=-military")]
    public async Task Without_a_sort_an_index_is_by_name_and_in_one_currency_by_military_aid(string plain, string said)
    {
        var page = await site.GetAsync(plain);

        Assert.Equal(Row.AllOf(page).Select(row => row.Name), Row.AllOf(await site.GetAsync(said)).Select(row => row.Name));
        Assert.Contains(plain.Contains("currency", StringComparison.Ordinal) ? ", the most military aid first." : ", by name.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?announcedBy=2025-08-31&knownAt=100")]
    public async Task Packages_are_as_many_as_the_files_have_of_the_subject_alone(string query)
    {
        var packages = await Csv.RowsAsync(site, "/packages.csv" + query);
        var lines = await Csv.RowsAsync(site, "/line-items.csv" + query);
        await AssertAsync("/donors", packages.Select(row => row["donors"]).Where(codes => !codes.Contains(';', StringComparison.Ordinal)));
        await AssertAsync("/recipients", packages.Select(row => row["recipients"]).Where(codes => !codes.Contains(';', StringComparison.Ordinal)));
        await AssertAsync("/categories", lines.Select(row => (row["package"], Code: row["category"])).Distinct().Select(line => line.Code));
        await AssertAsync("/initiatives", lines.Select(row => (row["package"], Code: row["initiative"])).Distinct().Select(line => line.Code));

        async Task AssertAsync(string path, IEnumerable<string> codes)
        {
            var counts = codes.CountBy(code => code).Where(count => count.Key.Length > 0).ToDictionary(count => count.Key, count => (decimal?)count.Value);
            Assert.NotEmpty(counts);
            Assert.Equal(counts, Row.AllOf(await site.GetAsync(path + query)).Where(row => row.IsSubject && row.Figures.ContainsKey("packages")).ToDictionary(row => row.Code, row => row.Figures["packages"]));
        }
    }

    [Fact]
    public void Rows_that_are_alike_are_by_name_and_those_without_the_figure_last_either_way()
    {
        SubjectRow[] rows = [Made("Danube", null), Made("Bern", 5), Made("Calais", 7), Made("Essen", 5), Made("Aachen", null)];

        foreach (var order in SubjectOrder.All)
        {
            Assert.Equal(order == SubjectOrder.Name ? "Aachen Bern Calais Danube Essen" : "Bern Essen Calais Aachen Danube", Names(order.Key));
            Assert.Equal(order == SubjectOrder.Name ? "Essen Danube Calais Bern Aachen" : "Calais Bern Essen Aachen Danube", Names("-" + order.Key));
        }

        string Names(string sort) => string.Join(' ', SubjectOrder.Sorted(rows, sort).Select(row => row.Row.Name));

        static SubjectRow Made(string name, int? figure) => new(
            new AidTotals.Row(name, null, null, null, figure is { } sum ? [new AidTotal("EUR", sum, sum, sum, sum, false)] : []) { Packages = figure },
            new DonorMeasures(EconomyIn.Of([], 2025), figure, figure));
    }

    [Theory]
    [InlineData("/donors?sort=size", "“size” is not a value of “sort”: use name, -name, -packages, packages, -military, military, -repayable, repayable, -civil, civil, -gdp, gdp, -head, head.")]
    [InlineData("/recipients?currency=EUR&sort=gdp", "“gdp” is not a value of “sort”: use name, -name, -packages, packages, -military, military, -repayable, repayable, -civil, civil.")]
    [InlineData("/donors?sort=-gdp&announcedBy=2025-08-31", "“sort=-gdp” needs a currency, because amounts of different currencies do not compare: add currency=EUR, say, or use name, -name, -packages, packages.")]
    [InlineData("/categories?sort=military&currency=EUR&rate=original", "“sort=military” needs a currency, because")]
    [InlineData("/initiatives?sort=name&sort=packages", "“sort” is given 2 times: give it once.")]
    [InlineData("/categories?page=2&sort=packages", "“page” is not a parameter of this page: use announcedBy, knownAt, currency, rate, sort.")]
    [InlineData("/donors?donor=CA&rate=2025-06-30", "“donor” is not a parameter of this page")]
    [InlineData("/donors/CA?sort=name", "“sort” is not a parameter of this page: use announcedBy, knownAt, currency, rate.")]
    [InlineData("/packages?sort=name", "“name” is not a value of “sort”: use -announced, announced, donor, recipient, title, currency.")]
    public async Task What_an_index_cannot_be_in_the_order_of_is_refused_in_a_sentence_and_leads_on(string address, string sentence)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", page, StringComparison.Ordinal);
        var without = Without().Match(page).Groups[1].Value;
        Assert.NotEmpty(await site.GetAsync(without));
        Assert.Equal(address.Contains("announcedBy", StringComparison.Ordinal), without.Contains("announcedBy=2025-08-31", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Heads_and_orders_keep_all_that_the_address_asks()
    {
        var page = WebUtility.HtmlDecode(await site.GetAsync($"/donors?{Lens}&sort=-packages"));
        var orders = Part(page, "<nav class=\"sorts\"", "</nav>");

        Assert.Equal([$"/donors?{Lens}&sort=name", $"/donors?{Lens}&sort=packages", $"/donors?{Lens}"], Links().Matches(Part(page, "<thead", "</thead>")).Select(link => link.Groups[1].Value));
        Assert.Equal(
            ["", "&sort=name", "&sort=-packages", "&sort=packages", "&sort=-repayable", "&sort=-civil", "&sort=-gdp", "&sort=-head"],
            Links().Matches(orders).Select(link => link.Groups[1].Value.Replace($"/donors?{Lens}", "", StringComparison.Ordinal)));
        Assert.Contains("sort=-packages\" aria-current=\"true\">most packages<", orders, StringComparison.Ordinal);
        Assert.Equal(["name", "-name", "-packages"], Links().Matches(Part(await site.GetAsync("/categories?sort=-name"), "<nav class=\"sorts\"", "</nav>")).Select(link => link.Groups[1].Value.Split('=') is [_, var sort] ? sort : "name"));
        Assert.Contains($"/donors?{Lens}&knownAt=", page, StringComparison.Ordinal);
        Assert.All(Links().Matches(Part(page, "<nav class=\"exports\"", "</nav>")), link => Assert.DoesNotContain("sort", link.Groups[1].Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-packages", true)]
    [InlineData("gdp", false)]
    public async Task The_form_of_the_currency_keeps_an_order_that_needs_none(string sort, bool isKept)
    {
        var page = await site.GetAsync($"/donors?{Lens}&sort={sort}");
        var kept = $"type=\"hidden\" name=\"sort\" value=\"{sort}\"";

        Assert.Equal(isKept, Part(page, "aria-label=\"Currency\"", "</form>").Contains(kept, StringComparison.Ordinal));
        Assert.Contains(kept, Part(page, "aria-label=\"Point in time\"", "</form>"), StringComparison.Ordinal);
    }

    private static string Part(string page, string begin, string end)
    {
        var part = page[page.IndexOf(begin, StringComparison.Ordinal)..];
        return part[..part.IndexOf(end, StringComparison.Ordinal)];
    }

    /// <summary>A row as the page shows it.</summary>
    /// <param name="Figures">By the names of their orders; none that is not shown.</param>
    private sealed record Row(string Name, string Code, bool IsSubject, IReadOnlyDictionary<string, decimal?> Figures)
    {
        public static List<Row> AllOf(string page) => [.. Rows().Matches(Part(page, "<tbody", "</tbody>")).Select(row => Of(WebUtility.HtmlDecode(row.Value)))];

        private static Row Of(string row)
        {
            var (head, apart) = (Part(row, "<th", "</th>"), row[row.IndexOf("data-label=\"Counted apart\"", StringComparison.Ordinal)..]);
            var link = Subject().Match(head);
            var figures = new Dictionary<string, decimal?>();
            Add("packages", Packages().Match(row));
            Add("military", Money().Match(Part(row, "data-label=\"Military", "</td>")));
            Add("repayable", Repayable().Match(apart));
            Add("civil", Civil().Match(apart));
            Add("gdp", Gdp().Match(head));
            Add("head", Head().Match(head));
            return new Row(link.Success ? link.Groups["name"].Value : head, link.Groups["code"].Value, link.Success, figures);

            void Add(string key, Match match)
            {
                if (match.Success)
                {
                    figures.Add(key, decimal.Parse(match.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture));
                }
            }
        }
    }

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("<a href=\"/[a-z]+/(?<code>[^\"?]+)[^\"]*\">(?<name>[^<]+)</a>")]
    private static partial Regex Subject();

    [GeneratedRegex("data-label=\"Packages\" class=\"number\">([0-9,]+)<")]
    private static partial Regex Packages();

    [GeneratedRegex("<data class=\"exact\" value=\"(-?[0-9.]+)\"")]
    private static partial Regex Money();

    [GeneratedRegex("loans and guarantees</span>.*?<data class=\"exact\" value=\"(-?[0-9.]+)\"", RegexOptions.Singleline)]
    private static partial Regex Repayable();

    [GeneratedRegex("outside military totals</span>.*?<data class=\"exact\" value=\"(-?[0-9.]+)\"", RegexOptions.Singleline)]
    private static partial Regex Civil();

    [GeneratedRegex("([0-9.]+)% of the GDP")]
    private static partial Regex Gdp();

    [GeneratedRegex("EUR ([0-9.,]+) a head")]
    private static partial Regex Head();

    [GeneratedRegex("<th scope=\"col\"[^>]*><a href=\"[^\"]*\">[^<]+</a></th>")]
    private static partial Regex Heads();

    [GeneratedRegex("aria-sort=\"([a-z]+)\"")]
    private static partial Regex AriaSort();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<a href=\"([^\"]+)\">go on without it</a>")]
    private static partial Regex Without();
}
