using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Compare;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Compare;

/// <summary>What changed between two points of the demonstration data: the differences add up, and announcements explain them.</summary>
public sealed class CompareTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    private const string Kananaskis = "ca-ua-2025-06-kananaskis";

    private readonly Random random = new(17_2026);

    [Fact]
    public async Task The_packages_differences_add_up_to_that_of_the_totals_at_random_points()
    {
        await using var context = ledger.Context();
        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var differed = 0;
        for (var i = 0; i < 25; i++)
        {
            var (first, second) = (Point(head), Point(head));
            var filter = new LedgerFilter
            {
                Donors = random.Next(3) == 0 ? ["CA", "NO"] : [],
                Categories = random.Next(3) == 0 ? ["AMM", "ADS"] : [],
                Currency = random.Next(3) == 0 ? "EUR" : null,
            };
            var found = await PointComparison.LoadAsync(context, filter, null, first, second);

            var (before, after) = (await TotalsAsync(context, filter, first), await TotalsAsync(context, filter, second));
            foreach (var currency in before.Keys.Union(after.Keys))
            {
                var difference = after.GetValueOrDefault(currency) - before.GetValueOrDefault(currency);
                // What is converted is rounded once a package and once a total.
                Assert.Equal(difference, found.Changes.Where(change => change.Currency == currency).Sum(change => change.Difference), filter.Currency is null ? 2 : 0);
                Assert.Equal(difference, found.After.Where(sum => sum.Currency == currency).Sum(sum => sum.Amount ?? 0) - found.Before.Where(sum => sum.Currency == currency).Sum(sum => sum.Amount ?? 0), filter.Currency is null ? 2 : 0);
                differed += difference == 0 ? 0 : 1;
            }
        }

        Assert.True(differed > 25, $"Only {differed} totals differed: too few to mean something.");
    }

    [Fact]
    public async Task What_announcements_moved_is_what_differs_on_each_line()
    {
        await using var context = ledger.Context();
        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var moved = 0;
        for (var i = 0; i < 12; i++)
        {
            foreach (var package in (await PointComparison.LoadAsync(context, new LedgerFilter(), null, Point(head), Point(head))).Listed)
            {
                var told = package.Explanations.SelectMany(explanation => explanation.Moves).GroupBy(move => move.Line).ToDictionary(group => group.Key, group => group.Sum(move => move.Amount));
                foreach (var line in package.Lines)
                {
                    Assert.Equal((package.Package.Slug, line.Number, (line.After ?? 0) - (line.Before ?? 0)), (package.Package.Slug, line.Number, told.GetValueOrDefault(line.Number)));
                    moved++;
                }

                Assert.All(told.Where(move => move.Value != 0), move => Assert.Contains(package.Lines, line => line.Number == move.Key));
            }
        }

        Assert.True(moved > 100);
    }

    [Fact]
    public async Task Backwards_it_is_the_opposite()
    {
        await using var context = ledger.Context();
        var (july, august) = (new AsOf(new DateOnly(2025, 7, 31)), new AsOf(new DateOnly(2025, 8, 31)));

        var there = await PointComparison.LoadAsync(context, new LedgerFilter(), null, july, august);
        var back = await PointComparison.LoadAsync(context, new LedgerFilter(), null, august, july);

        Assert.NotEmpty(there.Changes);
        Assert.Equal(there.Changes.Select(change => (change.PackageId, change.Currency, change.Difference)).Order(), back.Changes.Select(change => (change.PackageId, change.Currency, -change.Difference)).Order());
        Assert.Empty((await PointComparison.LoadAsync(context, new LedgerFilter(), null, july, july)).Changes);
    }

    [Fact]
    public async Task Canadas_August_is_an_itemisation_that_leaves_the_total_as_it_is()
    {
        await using var context = ledger.Context();
        var found = await PointComparison.LoadAsync(context, new LedgerFilter { Donors = ["CA"] }, Kananaskis, new AsOf(new DateOnly(2025, 7, 31)), new AsOf(new DateOnly(2025, 8, 31)));

        var package = Assert.Single(found.Listed);
        Assert.Equal(0, package.Change!.Difference);
        Assert.Equal((0, 2_000_000_000), (package.Before!.Itemised, package.After!.Itemised));
        var itemised = package.Explanations.Single(explanation => explanation.Latest.Kind == nameof(AnnouncementKind.Itemised));
        Assert.Equal(new DateOnly(2025, 8, 24), itemised.Now!.AnnouncedOn);
        Assert.Null(itemised.Before);
        Assert.Equal([835_000_000, 680_000_000, 220_000_000, 165_000_000, 100_000_000, -2_000_000_000], itemised.Moves.Select(move => move.Amount));
    }

    [Fact]
    public async Task Between_two_states_of_the_record_it_is_the_correction_with_its_reason()
    {
        await using var context = ledger.Context();
        var correction = await context.AnnouncementsAt(AsOf.Now).FirstAsync(row => row.Reason != null && row.Reason.Contains("wider than ammunition"));

        var found = await PointComparison.LoadAsync(context, new LedgerFilter(), null, new AsOf(null, correction.Publication - 1), new AsOf(null, correction.Publication));

        var explanation = Assert.Single(Assert.Single(found.Listed).Explanations);
        Assert.Equal((correction.Version - 1, correction.Version), (explanation.Before!.Version, explanation.Now!.Version));
        Assert.Equal(correction.Reason, explanation.Now.Reason);
        Assert.Equal(0, explanation.Moves.Sum(move => move.Amount));
        Assert.NotEmpty(explanation.Moves);
    }

    [Fact]
    public async Task Donors_side_by_side_have_the_totals_of_their_lists()
    {
        await using var context = ledger.Context();
        foreach (var currency in new[] { null, "EUR" })
        {
            var filter = new LedgerFilter { Currency = currency, AsOf = new AsOf(new DateOnly(2025, 1, 1)) };
            var side = await SideComparison.DonorAsync(context, filter, "CA", "Canada");

            Assert.Equal(
                (await Totals.ByCurrencyAsync(context, filter with { Donors = ["CA"] })).Select(total => (total.Currency, decimal.Round(total.Committed, 2))),
                side.Sums.Where(sum => sum.Amount is not null).GroupBy(sum => sum.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, decimal.Round(group.Sum(sum => sum.Amount!.Value), 2))));
        }
    }

    private AsOf Point(long head) => random.Next(4) switch
    {
        0 => AsOf.Now,
        1 => new AsOf(new DateOnly(2022, 3, 1).AddDays(random.Next(1600))),
        2 => new AsOf(null, random.NextInt64(head + 1)),
        _ => new AsOf(new DateOnly(2022, 3, 1).AddDays(random.Next(1600)), random.NextInt64(head + 1)),
    };

    private static async Task<Dictionary<string, decimal>> TotalsAsync(AidTracker.Web.Data.LedgerContext context, LedgerFilter filter, AsOf point) =>
        (await Totals.ByCurrencyAsync(context, filter with { AsOf = point })).ToDictionary(total => total.Currency, total => total.Committed);
}
