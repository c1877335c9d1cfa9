using AidTracker.Domain.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Reading;

/// <summary>What stands beside a value is how many the list has when it is chosen.</summary>
public sealed class FacetTests(DemonstrationLedger ledger, DemonstrationSite site) : IClassFixture<DemonstrationLedger>, IClassFixture<DemonstrationSite>
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task A_count_is_that_of_the_list_with_the_value_chosen(int seed)
    {
        await using var database = NpgsqlDataSource.Create(ledger.Connections.Application);
        using var head = new CurrentHead(database, ledger.Lists, NullLogger<CurrentHead>.Instance);
        var facets = new Facets(head);
        await using var context = ledger.Context();
        var filter = Filter(new Random(seed), seed);

        var packages = await facets.OfPackagesAsync(context, filter);
        foreach (var count in packages)
        {
            Assert.Equal((count.List, count.Code, await context.MatchingPackages(filter.With(count.List, [count.Code])).CountAsync()), (count.List, count.Code, count.Matching));
        }

        var announcements = await facets.OfAnnouncementsAsync(context, filter);
        foreach (var count in announcements)
        {
            Assert.Equal((count.List, count.Code, await context.MatchingAnnouncements(filter.With(count.List, [count.Code])).CountAsync()), (count.List, count.Code, count.Matching));
        }

        Assert.NotEmpty(packages);
        Assert.Equal(seed % 4 == 3 ? ["donor", "period", "recipient", "status"] : ["category", "donor", "initiative", "instrument", "period", "recipient", "status"],
            packages.Select(count => count.List).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_link_adds_a_value_and_takes_it_out_again()
    {
        var page = await site.GetAsync("/packages?donor=CA&recipient=UA");

        Assert.Contains("<summary>Donor (1)</summary>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/packages?recipient=UA\" aria-current=\"true\">Canada", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/packages?donor=CA&amp;donor=DK&amp;recipient=UA\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/packages?donor=CA&amp;recipient=UA&amp;period=2025\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"facets\"", await site.GetAsync("/announcements?kind=Itemised"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"facets\"", await site.GetAsync("/packages?donor=CA&to=1950-01-01"), StringComparison.Ordinal);
    }

    private static LedgerFilter Filter(Random random, int seed) => new()
    {
        Donors = random.Next(3) == 0 ? ["CA", "DK"] : [],
        Recipients = random.Next(2) == 0 ? ["UA"] : [],
        Instruments = random.Next(4) == 0 ? ["STK", "PRO", "FND"] : [],
        Statuses = random.Next(4) == 0 ? [PackageStatus.Open, PackageStatus.Itemised] : [],
        From = random.Next(3) == 0 ? new DateOnly(2023, 1, 1) : null,
        AsOf = seed % 3 == 2 ? new AsOf(new DateOnly(2025, 6, 30)) : AsOf.Now,
        // What is said of lines is not counted by what packages keep.
        Roles = seed % 4 == 3 ? [LineRole.NotYetItemised, LineRole.Named] : [],
    };
}
