using System.Net;
using System.Text.Json;
using AidTracker.Web.Features.Api;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Tests.Reading;

namespace AidTracker.Web.Tests.Api;

/// <summary>The API answers what the files hold, and says what it cannot use.</summary>
public sealed class ApiTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    public static TheoryData<string> Examples => [.. ApiOperations.All.Select(operation => operation.ExampleAddress)];

    public static TheoryData<string, int> Lists
    {
        get
        {
            var lists = new TheoryData<string, int>();
            foreach (var (view, seed) in LedgerView.All.Where(view => view != LedgerView.Explore).Select((view, seed) => (view, seed)))
            {
                lists.Add(view.Path, seed);
            }

            return lists;
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task The_pages_of_a_list_are_together_the_rows_of_its_file(string path, int seed)
    {
        var random = new Random(seed);
        var view = LedgerView.All.Single(each => each.Path == path);
        var compared = 0;
        for (var time = 0; time < 8; time++)
        {
            var filter = Question(random, view);
            var expected = await Csv.RowsAsync(site, $"{path}.csv{filter}");
            var found = await ApiSite.AllAsync(site, $"/api/v1{path}{filter}{(filter.Length == 0 ? "?" : "&")}limit={random.Next(1, 60)}");

            Assert.Equal((filter, expected.Count), (filter, found.Count));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Select(cell => (cell.Key, cell.Value)), ApiSite.Cells(pair.Second)));
            compared += expected.Count;
        }

        Assert.True(compared > 0, "Every question was of nothing.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?rows=recipient&columns=month&measure=packages")]
    [InlineData("?rows=donor&columns=category&measure=floor&currency=EUR&counting=all&announcedBy=2025-06-30")]
    public async Task The_pages_of_totals_are_together_the_cells_of_the_table(string query)
    {
        var expected = await Csv.RowsAsync(site, "/explore.csv" + query);
        var found = await ApiSite.AllAsync(site, $"/api/v1/totals{query}{(query.Length == 0 ? "?" : "&")}limit=7");

        Assert.True(expected.Count > 7);
        Assert.Equal(expected.Select(row => string.Join('|', row.Values)), found.Select(row => string.Join('|', ApiSite.Cells(row).Select(cell => cell.Value))));
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task Every_example_is_answered_with_the_fields_that_are_described(string address)
    {
        var operation = ApiOperations.All.Single(each => each.ExampleAddress == address);
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var data = document.RootElement.GetProperty("data");

        Assert.Equal((address, HttpStatusCode.OK), (address, response.StatusCode));
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var head = document.RootElement.GetProperty("head");
        Assert.Equal(response.Headers.GetValues(LedgerHead.HeaderName).Single(), $"{head.GetProperty("seq").GetInt64()}:{head.GetProperty("hash").GetString()}");
        var row = operation.IsOne ? data : data.EnumerateArray().First();
        var wanted = operation.Example.Contains("fields=", StringComparison.Ordinal) ? operation.Example.Split("fields=")[1].Split(',') : [.. operation.Fields.Select(field => field.Name), .. operation.Parts.Select(part => part.Name)];
        Assert.Equal(wanted, row.EnumerateObject().Select(field => field.Name));
        Assert.All(operation.Fields.Where(field => wanted.Contains(field.Name)), field => Assert.Contains(row.GetProperty(field.Name).ValueKind, Kinds(field.Type)));
    }

    [Fact]
    public async Task A_package_has_all_that_it_is_made_of()
    {
        const string Slug = "ca-ua-2025-06-kananaskis";
        var package = (await ApiSite.AskAsync(site, $"/api/v1/packages/{Slug}?versions=all&currency=EUR")).GetProperty("data");

        foreach (var (part, file) in new[] { ("lines", "/line-items.csv?currency=EUR"), ("history", "/announcements.csv?versions=all&currency=EUR"), ("entries", "/entries.csv?versions=all&currency=EUR"), ("progress", "/progress.csv?versions=all&currency=EUR") })
        {
            var expected = (await Csv.RowsAsync(site, file)).Where(row => row["package"] == Slug).ToList();
            Assert.Equal(expected.Select(row => string.Join('|', row.Values)), package.GetProperty(part).EnumerateArray().Select(row => string.Join('|', ApiSite.Cells(row).Select(cell => cell.Value))));
        }
    }

    [Fact]
    public async Task Changes_since_a_head_are_every_announcement_on_record_once()
    {
        var changes = await ApiSite.AllAsync(site, "/api/v1/changes?since=0&limit=17");
        var announcements = await Csv.RowsAsync(site, "/announcements.csv?versions=all");

        Assert.Equal(
            announcements.Select(row => $"{row["publication"]} {row["package"]} {row["announcement"]} {row["version"]}").Order(),
            changes.Where(row => row.GetProperty("announcement").ValueKind == JsonValueKind.Number).Select(row => $"{row.GetProperty("publication")} {row.GetProperty("package").GetString()} {row.GetProperty("announcement")} {row.GetProperty("version")}").Order());
        var head = (await ApiSite.AskAsync(site, "/api/v1/ledger/head")).GetProperty("data");
        var (seq, hash) = (head.GetProperty("seq").GetInt64(), head.GetProperty("hash").GetString()!);
        Assert.Equal(0, (await ApiSite.AskAsync(site, $"/api/v1/changes?since={seq}:{hash}")).GetProperty("data").GetArrayLength());
        var (status, errors) = await ApiSite.RefusedAsync(site, $"/api/v1/changes?since={seq}:{new string('0', 64)}");
        Assert.Equal((HttpStatusCode.Conflict, "since"), (status, errors.Keys.Single()));
    }

    [Fact]
    public async Task Donors_add_up_to_the_whole_and_the_ledger_fits()
    {
        var donors = await ApiSite.AllAsync(site, "/api/v1/donors");
        var lines = await Csv.RowsAsync(site, "/line-items.csv?counting=military");

        Assert.Equal(
            lines.GroupBy(line => line["currency"]).ToDictionary(currency => currency.Key, currency => currency.Sum(line => Csv.Amount(line["amount"]))).Where(total => total.Value != 0).OrderBy(total => total.Key),
            donors.Where(row => row.GetProperty("currency").ValueKind == JsonValueKind.String).GroupBy(row => row.GetProperty("currency").GetString()!).ToDictionary(currency => currency.Key, currency => currency.Sum(row => row.GetProperty("military").GetDecimal())).Where(total => total.Value != 0).OrderBy(total => total.Key));
        Assert.True((await ApiSite.AskAsync(site, "/api/v1/ledger/verify")).GetProperty("data").GetProperty("fits").GetBoolean());
    }

    [Fact]
    public async Task What_a_program_has_is_not_sent_again_and_a_browser_may_ask()
    {
        using var first = await site.Client.GetAsync(new Uri("/api/v1/packages?donor=CA", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/packages?donor=CA") { Headers = { { "If-None-Match", first.Headers.ETag!.ToString() } } };
        using var held = await site.Client.SendAsync(again);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/v1/packages") { Headers = { { "Origin", "https://example.org" }, { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", "if-none-match" } } };
        using var allowed = await site.Client.SendAsync(preflight);

        Assert.Equal(HttpStatusCode.NotModified, held.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("If-None-Match", allowed.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.False(first.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("/api/v1/packages?limit=0", "limit")]
    [InlineData("/api/v1/packages?limit=1001", "limit")]
    [InlineData("/api/v1/packages?page=2", "page")]
    [InlineData("/api/v1/packages?fields=donors,gift", "fields")]
    [InlineData("/api/v1/packages?doner=CA", "doner")]
    [InlineData("/api/v1/line-items?after=x", "after")]
    [InlineData("/api/v1/totals?after=x", "after")]
    [InlineData("/api/v1/totals?rows=donor&columns=donor", "columns")]
    [InlineData("/api/v1/search", "q")]
    [InlineData("/api/v1/search?q=x&in=gifts", "in")]
    [InlineData("/api/v1/changes?since=-1", "since")]
    [InlineData("/api/v1/packages/no-such-package", "slug")]
    [InlineData("/api/v1/packages/%C3%9Cnknown", "slug")]
    [InlineData("/api/v1/gifts", "path")]
    [InlineData("/api/v1/entries?min=5", "min")]
    public async Task A_refusal_names_its_parameter_and_says_what_to_do(string address, string parameter)
    {
        var (status, errors) = await ApiSite.RefusedAsync(site, address);

        Assert.InRange((int)status, 400, 404);
        Assert.Equal(parameter, errors.Keys.Single());
        Assert.EndsWith(".", errors[parameter], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_lets_every_operation_be_tried()
    {
        var page = WebUtility.HtmlDecode(await site.GetAsync("/api"));

        Assert.All(ApiOperations.All, operation => Assert.Contains($"href=\"{operation.ExampleAddress}\"", page, StringComparison.Ordinal));
        Assert.All(ApiOperations.All.SelectMany(operation => operation.Parameters.Where(parameter => !parameter.IsInPath).Select(parameter => $"id=\"{operation.Id}-{parameter.Name}\"")), field => Assert.Contains(field, page, StringComparison.Ordinal));
    }

    private static string Question(Random random, LedgerView view)
    {
        var said = new List<string>();
        Sometimes("donor=", ["CA", "US", "DE&donor=DK"]);
        Sometimes("recipient=", ["UA", "PH"]);
        Sometimes("category=", ["AMM", "ADS&category=UAS"]);
        Sometimes("currency=", ["EUR", "USD&rate=2025-06-30"]);
        Sometimes("announcedBy=", ["2024-12-31", "2025-07-01"]);
        Sometimes("knownAt=", ["60", "2025-08-25"]);
        Sometimes("from=", ["2023-06-01"]);
        Sometimes("sort=", [.. view.Sorts.Skip(1)]);
        if (view.Parameters.Contains("versions"))
        {
            Sometimes("versions=", ["all"]);
        }

        return said.Count == 0 ? "" : "?" + string.Join('&', said);

        void Sometimes(string name, string[] values)
        {
            if (random.Next(3) == 0)
            {
                said.Add(name + values[random.Next(values.Length)]);
            }
        }
    }

    private static JsonValueKind[] Kinds(ColumnType type) => [JsonValueKind.Null, .. type switch
    {
        ColumnType.Whole or ColumnType.Number => new[] { JsonValueKind.Number },
        ColumnType.Truth => [JsonValueKind.True, JsonValueKind.False],
        ColumnType.Codes => [JsonValueKind.Array],
        _ => [JsonValueKind.String],
    }];
}
