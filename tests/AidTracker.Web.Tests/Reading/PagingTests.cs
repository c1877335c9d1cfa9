using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Reading;

/// <summary>Lists that go on after a row have every row once, in the order of the whole list.</summary>
public sealed partial class PagingTests(DemonstrationLedger ledger, DemonstrationSite site) : IClassFixture<DemonstrationLedger>, IClassFixture<DemonstrationSite>
{
    public static TheoryData<string, int> Sorts
    {
        get
        {
            var sorts = new TheoryData<string, int>();
            foreach (var (view, seed) in new[] { LedgerView.Packages, LedgerView.LineItems, LedgerView.Announcements }.Select((view, seed) => (view, seed)))
            {
                foreach (var sort in view.Sorts)
                {
                    sorts.Add($"{view.Path}?sort={sort}", seed * 100 + sort.Length);
                }
            }

            return sorts;
        }
    }

    [Theory, MemberData(nameof(Sorts))]
    public async Task To_go_on_after_a_row_visits_every_row_once_in_order(string list, int seed)
    {
        await using var context = ledger.Context();
        var (path, sort) = (list.Split('?')[0], list.Split('=')[1]);
        var random = new Random(seed);
        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var rows = 0;
        foreach (var filter in Filters(random, head, sort))
        {
            rows += path switch
            {
                "/packages" => await WalkAsync(filter, await context.Packages(filter).Select(row => row.Slug).ToListAsync(),
                    (at, size) => context.PackagePageAsync(at, size), row => row.Package.Slug, random),
                "/line-items" => await WalkAsync(filter, await context.LineItems(filter).Select(row => row.Package.Slug + " " + row.Line.LineNumber).ToListAsync(),
                    (at, size) => context.LinePageAsync(at, size), row => $"{row.Package.Slug} {row.Line.LineNumber}", random),
                _ => await WalkAsync(filter, await context.Announcements(filter).Select(row => row.Package.Slug + " " + row.Announcement.Number + " " + row.Announcement.Version).ToListAsync(),
                    (at, size) => context.AnnouncementPageAsync(at, size), row => $"{row.Package.Slug} {row.Announcement.Number} {row.Announcement.Version}", random),
            };
        }

        Assert.True(rows > 200, $"{rows} rows walked");
    }

    [Theory]
    [InlineData("/packages")]
    [InlineData("/packages?sort=currency&currency=EUR&rate=2025-06-30")]
    [InlineData("/line-items?sort=title&announcedBy=2025-06-30")]
    [InlineData("/announcements?sort=-recorded&versions=all")]
    public async Task A_page_after_a_row_says_that_it_is_farther_on_and_leads_back(string address)
    {
        var first = await site.GetAsync(address);
        var view = LedgerView.All.Single(each => each.Path == address.Split('?')[0]);
        await using var context = ledger.Context();
        var filter = new LedgerFilter { Sort = Sort().Match(address) is { Success: true } sort ? sort.Groups[1].Value : null, AllVersions = address.Contains("versions", StringComparison.Ordinal) };
        var cursor = view.Path switch
        {
            "/packages" => (await context.PackagePageAsync(filter, 10)).Next,
            "/line-items" => (await context.LinePageAsync(filter, 10)).Next,
            _ => (await context.AnnouncementPageAsync(filter, 10)).Next,
        };

        var next = await site.GetAsync($"{address}{(address.Contains('?', StringComparison.Ordinal) ? "&" : "?")}after={cursor}");

        Assert.Contains("further on, of", next, StringComparison.Ordinal);
        Assert.Contains(">First page</a>", next, StringComparison.Ordinal);
        Assert.DoesNotContain(">First page</a>", first, StringComparison.Ordinal);
        // What changes the view begins at its first page.
        Assert.All(SortLinks().Matches(next), link => Assert.DoesNotContain("after=", link.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("name=\"after\"", next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/packages?after=nonsense", "is not a place in a list")]
    [InlineData("/packages?after=eyJMaXN0IjoiL3BhY2thZ2VzIn0", "is not a place in a list")]
    [InlineData("/packages?after=bnVsbA", "is not a place in a list")]
    [InlineData("/packages?page=101", "from 1 to 100")]
    [InlineData("/line-items?after=%00", "is not a place in a list")]
    [InlineData("/announcements?after=", "Announcements")]
    [InlineData("/packages?after=x&after=y", "give it once")]
    [InlineData("/explore?rows=donor&columns=year&measure=committed&after=x", "cannot be asked of")]
    public async Task A_cursor_that_means_nothing_gets_a_sentence(string address, string sentence)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Redirect or HttpStatusCode.Found || sentence == "Announcements", $"{address} answered {(int)response.StatusCode}");
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            Assert.Contains(sentence, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cursor_is_of_one_list_and_one_order_and_no_page_beside_it()
    {
        await using var context = ledger.Context();
        var cursor = (await context.PackagePageAsync(new LedgerFilter { Sort = "title" }, 5)).Next!;

        foreach (var (address, sentence) in new[]
        {
            ($"/packages?sort=donor&after={cursor}", "another list or order"),
            ($"/line-items?sort=title&after={cursor}", "another list or order"),
            ($"/packages?sort=title&page=2&after={cursor}", "give one of them"),
            ($"/packages?sort=title&after={new string('a', ListCursor.MostCharacters + 1)}", "characters"),
            ($"/packages?sort=title&after={cursor with { Slug = "Ünknown" }}", "is not a place in a list"),
            ($"/packages?sort=announced&after={cursor with { Sort = "announced", Key = "2025-13-01" }}", "is not a place in a list"),
            ($"/packages?sort=currency&after={cursor with { Sort = "currency", Key = "CAD", Amount = decimal.MaxValue }}", "is not a place in a list"),
        })
        {
            using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal((address, HttpStatusCode.BadRequest), (address, response.StatusCode));
            Assert.Contains(sentence, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<LedgerFilter> Filters(Random random, long head, string sort)
    {
        yield return new LedgerFilter { Sort = sort };
        yield return new LedgerFilter { Sort = sort, AllVersions = true, AsOf = new AsOf(null, head) };
        for (var i = 0; i < 4; i++)
        {
            yield return new LedgerFilter
            {
                Sort = sort,
                Recipients = random.Next(2) == 0 ? ["UA"] : [],
                Categories = random.Next(3) == 0 ? ["ADS", "AMM"] : [],
                From = random.Next(3) == 0 ? new DateOnly(2023, 6, 1) : null,
                AsOf = new AsOf(random.Next(2) == 0 ? new DateOnly(2022, 6, 1).AddDays(random.Next(1200)) : null, random.Next(2) == 0 ? random.NextInt64(1, head + 1) : null),
            };
        }
    }

    private static async Task<int> WalkAsync<T>(LedgerFilter filter, IReadOnlyList<string> whole, Func<LedgerFilter, int, Task<ListPage<T>>> page, Func<T, string> name, Random random)
    {
        var walked = new List<string>();
        var at = filter;
        while (true)
        {
            var found = await page(at, random.Next(5, 60));
            walked.AddRange(found.Rows.Select(name));
            if (found.Next is not { } next)
            {
                break;
            }

            // As it comes back in an address.
            var (read, error) = ListCursor.Read(next.ToString(), LedgerView.All.Single(view => view.Path == next.List), next.Sort);
            Assert.Null(error);
            at = filter with { After = read };
        }

        Assert.Equal(whole, walked);
        return walked.Count;
    }

    [GeneratedRegex("[?&]sort=([^&]+)")]
    private static partial Regex Sort();

    // But for the link past the navigation, which stays where it is, and the next page.
    [GeneratedRegex("href=\"[^\"#]*sort=[^\"#]*\" (?!rel=\"next\")")]
    private static partial Regex SortLinks();
}
