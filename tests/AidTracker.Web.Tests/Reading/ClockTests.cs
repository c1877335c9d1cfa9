using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Reading;

/// <summary>The database's figures at points of both clocks are the domain's.</summary>
public sealed class ClockTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    [Fact]
    public async Task At_any_point_the_database_says_what_the_domain_says()
    {
        await using var context = ledger.Context();
        var packages = new List<Package>();
        foreach (var slug in await context.PackageRows.Select(row => row.Slug).ToListAsync())
        {
            packages.Add(await ledger.LoadAsync(slug));
        }

        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var random = new Random(2025_08_24);
        var points = Enumerable.Range(0, 12)
            .Select(_ => new AsOf(new DateOnly(2022, 1, 1).AddDays(random.Next(1600)), random.NextInt64(head + 1)))
            .Concat([new AsOf(new DateOnly(2025, 8, 24)), new AsOf(null, head - 5), new AsOf(DateOnly.MaxValue, head), new AsOf(null, 0)]);
        foreach (var point in points)
        {
            var rows = (await context.PackagesAt(point).ToListAsync()).ToDictionary(row => row.Slug);
            var lines = (await context.LineItemsAt(point).ToListAsync()).ToLookup(line => line.PackageId);
            // Of the packages on record, those of which something had been announced by then.
            var then = packages.Select(package => package.At(point)).OfType<Package>().Where(package => package.Announcements.Count > 0).ToList();

            Assert.Equal(then.Select(package => package.Slug).Order(), rows.Keys.Order());
            foreach (var package in then)
            {
                var (row, standing) = (rows[package.Slug], package.Standing);
                Assert.Equal(
                    (point, package.Slug, standing.Committed, standing.Floor, standing.Qualifier?.Code(), standing.IsOpen, standing.Itemised, standing.NotYetItemised, package.Description.Title),
                    (point, row.Slug, row.Committed, row.Floor, row.Qualifier, row.IsOpen, row.Itemised, row.NotYetItemised, row.Title));
                Assert.Equal(
                    standing.Lines.OrderBy(line => line.Number).Select(line => (point, package.Slug, line.Number, line.Amount, line.Floor, line.Line.Description?.Category, line.Line.Description?.Description)),
                    lines[row.PackageId].OrderBy(line => line.LineNumber).Select(line => (point, row.Slug, line.LineNumber, line.Amount, line.Floor, line.Category, line.Description)));
            }
        }
    }

    [Fact]
    public async Task The_end_of_both_clocks_is_now()
    {
        await using var context = ledger.Context();
        var end = new AsOf(DateOnly.MaxValue, long.MaxValue);

        Assert.Equal(
            (await context.PackageRows.OrderBy(row => row.Slug).ToListAsync()).Select(row => (row.Slug, row.Committed, row.LineCount, row.CorrectionCount)),
            (await context.PackagesAt(end).OrderBy(row => row.Slug).ToListAsync()).Select(row => (row.Slug, row.Committed, row.LineCount, row.CorrectionCount)));
        Assert.Equal(await context.EntryRows.CountAsync(), await context.EntriesAt(end).CountAsync());
        Assert.Equal(await context.AnnouncementRows.CountAsync(), await context.AnnouncementsAt(end).CountAsync());
    }
}

/// <summary>Both clocks in addresses.</summary>
public sealed class ClockAddressTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Canada = "/packages/ca-ua-2025-06-kananaskis";

    [Theory]
    [InlineData("?announcedBy=2025-07-31", "0", "2000000000")]
    [InlineData("?announcedBy=2025-08-31&knownAt=2025-08-25", "835000000,680000000,220000000", "265000000")]
    [InlineData("?knownAt=2025-08-24T23:59:59Z", "835000000,680000000,220000000", "265000000")]
    [InlineData("", "835000000,680000000,220000000,165000000,100000000", "0")]
    public async Task The_running_story_reads_on_page_and_file_as_it_was_known(string query, string named, string notYetItemised)
    {
        var page = await site.GetAsync(Canada + query);
        var lines = (await site.GetAsync("/line-items.csv" + query)).Split("\r\n").Where(line => line.Contains("ca-ua-2025-06-kananaskis", StringComparison.Ordinal)).ToList();
        var expected = named == "0" ? [] : named.Split(',');

        Assert.Contains("2,000,000,000", page, StringComparison.Ordinal);
        Assert.All(expected, amount => Assert.Contains(decimal.Parse(amount).ToString("#,0"), page, StringComparison.Ordinal));
        Assert.Equal(expected, lines.Where(line => line.Contains(",named,", StringComparison.Ordinal)).Select(Amount));
        Assert.Equal(notYetItemised, Amount(lines.Single(line => line.Contains(",open,", StringComparison.Ordinal))));
        Assert.Equal(query.Length > 0, page.Contains("An earlier point in time:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/packages")]
    [InlineData("/announcements")]
    [InlineData(Canada)]
    public async Task Every_page_takes_both_clocks_says_so_and_leads_back(string path)
    {
        var page = await site.GetAsync(path + "?announcedBy=2025-08-31&knownAt=2025-08-25");

        Assert.Contains("An earlier point in time:", page, StringComparison.Ordinal);
        Assert.Contains("31 August 2025", page, StringComparison.Ordinal);
        Assert.Matches($"<a href=\"{path}\">Back to now</a>", page);
        // Links inside the page stay there, and carry the publication's number instead of a time.
        Assert.Matches("href=\"/packages[^\"]*announcedBy=2025-08-31&amp;knownAt=[0-9]+", page);
        Assert.DoesNotMatch("href=\"/packages/[^\"?]*\"", page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("<footer", StringComparison.Ordinal)].Replace($"<a href=\"{path}\">Back to now</a>", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/packages?knownAt=99999", "is not on record")]
    [InlineData("/packages?knownAt=lately", "an instant such as")]
    [InlineData("/?announcedBy=2025-02-30", "is not a date")]
    [InlineData(Canada + "?announcedBy=soon", "is not a date")]
    [InlineData(Canada + "?doner=CA", "is not a parameter")]
    [InlineData("/entries.csv?knownAt=-1", "an instant such as")]
    public async Task A_point_that_is_none_gets_400_and_its_sentence(string address, string sentence)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(sentence, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_publication_there_is_nothing()
    {
        Assert.Single((await site.GetAsync("/packages.csv?knownAt=0")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Nothing was on record then", await site.GetAsync("/?knownAt=2020-01-01"), StringComparison.Ordinal);
        using var response = await site.Client.GetAsync(new Uri(Canada + "?knownAt=1", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    private static string Amount(string line)
    {
        using var csv = new CsvHelper.CsvReader(new StringReader(line), new CsvHelper.Configuration.CsvConfiguration(System.Globalization.CultureInfo.InvariantCulture) { HasHeaderRecord = false });
        csv.Read();
        return csv.GetField(16)!;
    }
}
