using System.Globalization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace AidTracker.Domain.Tests;

/// <summary>Net first, convert last (product rule 5): one moving average a package, made of the days on which its money came in.</summary>
public sealed class BasisTests
{
    private static readonly Currency Cad = new("CAD");
    private static readonly Currency Eur = new("EUR");

    /// <summary>0.60 EUR for a dollar in January, 0.70 from February on.</summary>
    private static readonly Rates Rates = new([(Cad, Day(1, 2), 1 / 0.60m), (Cad, Day(1, 20), 1 / 0.60m), (Cad, Day(2, 3), 1 / 0.70m)]);

    [Fact]
    public void Cut_and_topped_up_money_is_worth_what_is_left_at_its_rate_and_what_came_at_its_own()
    {
        var package = Story.Of("CA → UA, CAD", """
            2025-01-02  announced  2000
            2025-01-20  reduced    -1000
            2025-02-03  toppedup   1000
            """);

        Assert.Equal("2025-01-02 0.5, 2025-02-03 0.5", Said(package.Standing));
        Assert.Equal(1300, InEuro(package, package.Standing.Committed));
    }

    [Fact]
    public void A_cut_to_nothing_starts_afresh()
    {
        var package = Story.Of("CA → UA, CAD", """
            2025-01-02  announced  2000
            2025-01-20  cancelled  -2000
            2025-02-03  toppedup   1000
            """);

        Assert.Equal("2025-02-03 1", Said(package.Standing));
        Assert.Equal(700, InEuro(package, package.Standing.Committed));
    }

    [Fact]
    public void A_breakdown_progress_and_another_value_leave_the_rate_as_it_is()
    {
        var package = Story.Of("CA → UA, CAD", """
            2025-01-02  announced    2000
            2025-02-03  itemised     AMM 800, ADS 700
            2025-02-03  reallocated  AMM -100, ADS 100
            2025-02-03  revalued     AMM 50
            2025-02-03  reannounced
            2025-02-03  delivered    AMM 40
            """);

        Assert.Equal("2025-01-02 1", Said(package.Standing));
        Assert.Equal(1230, InEuro(package, package.Standing.Committed));
        Assert.Equal(package.Standing.Lines.Sum(line => InEuro(package, line.Amount)), InEuro(package, package.Standing.Committed));
    }

    [Fact]
    public void An_undisclosed_promise_has_its_own_day_until_its_total_is_known()
    {
        const string Promise = """
            2025-01-02  announced  undisclosed AMM 300, open -300
            """;
        var package = Story.Of("CA → UA, CAD", Promise);
        Assert.Equal("2025-01-02 1", Said(package.Standing));
        Assert.Equal(180, InEuro(package, package.Standing.Line(1)!.Amount));

        package.Tell("2025-02-03  disclosed  1000");
        Assert.Equal("2025-02-03 1", Said(package.Standing));
    }

    [Fact]
    public void Money_of_an_undisclosed_sum_on_top_of_a_known_one_needs_no_rate_of_its_own()
    {
        var package = Story.Of("CA → UA, CAD", """
            2025-01-02  announced  2000
            2025-06-01  toppedup   undisclosed
            """);

        Assert.Equal(1200, InEuro(package, package.Standing.Committed));
    }

    [Fact]
    public void Where_one_day_has_no_rate_the_package_is_not_converted_and_is_not_zero()
    {
        var package = Story.Of("CA → UA, CAD", """
            2025-01-02  announced  2000
            2025-06-01  toppedup   1
            """);

        Assert.Null(package.Standing.RateInto(Eur, Rates, RateMode.Day));
        Assert.Equal(1, package.Standing.RateInto(Cad, Rates, RateMode.Day));
        Assert.Equal(0.70m, decimal.Round(package.Standing.RateInto(Eur, Rates, RateMode.Fixed(Day(2, 4)))!.Value, 20));
    }

    [Fact]
    public void What_speaks_of_no_money_has_no_basis()
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-02  agreed");

        Assert.Empty(package.Standing.Basis);
        Assert.Null(package.Standing.RateInto(Eur, Rates, RateMode.Day));
    }

    [Fact]
    public void In_every_currency_at_every_point_the_lines_add_up_to_the_package() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(PropertyTests.Wishes, Seeds, (wishes, seed) =>
    {
        var rates = RandomRates(new Random(seed));
        foreach (var then in EveryDay(Grown(wishes)))
        {
            AssertAddsUp(then.Standing, rates);
        }
    }));

    [Fact]
    public void And_at_every_point_of_both_clocks() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(ClockTests.Acts, Seeds, (acts, seed) =>
    {
        var rates = RandomRates(new Random(seed));
        var package = ClockTests.Published(acts);
        foreach (var known in package.Announcements.Select(announcement => announcement.Publication!.Seq).Distinct())
        {
            foreach (var then in EveryDay(package.At(new AsOf(null, known))!))
            {
                AssertAddsUp(then.Standing, rates);
            }
        }
    }));

    [Fact]
    public void The_rate_is_what_a_moving_average_kept_by_hand_says() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(PropertyTests.Wishes, Seeds, (wishes, seed) =>
    {
        var rates = RandomRates(new Random(seed));
        foreach (var then in EveryDay(Grown(wishes)))
        {
            foreach (var into in Currencies)
            {
                var (held, average) = (0m, (decimal?)null);
                foreach (var step in then.History.Steps)
                {
                    var (kind, net) = (step.Announcement.Kind, step.Announcement.Net);
                    if (kind is AnnouncementKind.Announced or AnnouncementKind.Disclosed or AnnouncementKind.ToppedUp && (held == 0 || net != 0))
                    {
                        var rate = rates.On(Cad, into, step.Announcement.On)?.Value;
                        average = held == 0 ? rate : (held * average + net * rate) / (held + net);
                    }

                    held += net;
                }

                var worked = into == Cad ? 1 : average;
                Assert.Equal(worked is null, then.Standing.RateInto(into, rates, RateMode.Day) is null);
                AssertClose(worked ?? 0, then.Standing.RateInto(into, rates, RateMode.Day) ?? 0);
            }
        }
    }));

    [Fact]
    public void A_later_top_up_changes_no_earlier_figure() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(PropertyTests.Wishes, Seeds, (wishes, seed) =>
    {
        var rates = RandomRates(new Random(seed));
        var package = Grown(wishes);
        if (!package.History.Steps.Any(step => step.Announcement.Kind == AnnouncementKind.Announced))
        {
            return;
        }

        var before = Figures(package, rates);
        package.Tell("2025-01-31  toppedup  77");

        Assert.Equal(before, Figures(package, rates).Take(before.Count));
    }));

    [Fact]
    public void Random_histories_have_more_than_one_day_in_their_basis_often_enough_to_mean_something()
    {
        var days = PropertyTests.Wishes.Generator.Sample(300, 30).Select(wishes => Grown(wishes).Standing.Basis.Count).ToList();

        Assert.True(days.Count(count => count > 1) > 50, $"{days.Count(count => count > 1)} of {days.Count}");
    }

    private static void AssertAddsUp(Standing standing, Rates rates)
    {
        Assert.Equal(standing.Basis.Count == 0 ? 0 : 1, standing.Basis.Sum(part => part.Weight));
        Assert.All(standing.Basis, part => Assert.True(part.Weight > 0));
        Assert.Equal(standing.Basis.Select(part => part.On).Distinct().Order(), standing.Basis.Select(part => part.On));
        foreach (var into in Currencies)
        {
            if (standing.RateInto(into, rates, RateMode.Day) is { } rate)
            {
                AssertClose((standing.Committed ?? 0) * rate, standing.Lines.Sum(line => (line.Amount ?? 0) * rate));
            }
        }
    }

    private static void AssertClose(decimal expected, decimal actual) => Assert.True(Math.Abs(expected - actual) <= 1e-9m, $"{expected} is not {actual}.");

    private static readonly Currency[] Currencies = [Eur, new("USD"), new("JPY"), Cad];

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();

    /// <summary>What a random history is, with money coming and going more often: every other wish tops up or cuts.</summary>
    private static Package Grown(PropertyTests.Wish[] wishes)
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  500");
        foreach (var (wish, i) in wishes.Select((wish, i) => (wish, i)))
        {
            var kind = wish.Day % 5 == 0 ? AnnouncementKind.Reduced : AnnouncementKind.ToppedUp;
            package = PropertyTests.Tried(package, i % 2 == 0 ? wish : wish with { Kind = kind, Moves = [(LineItem.NotYetItemised, wish.Day * 3 + 1)], Corrects = 0 }, out _);
        }

        return package;
    }

    /// <summary>The package as announced by each day on which anything of it was.</summary>
    private static IEnumerable<Package> EveryDay(Package package) =>
        package.Live.Select(announcement => announcement.On).Distinct().Select(day => package.At(new AsOf(day))!).Append(package);

    private static List<(DateOnly, decimal?)> Figures(Package package, Rates rates) =>
        [.. Enumerable.Range(1, 28).Select(day => Day(1, day)).Select(day => (day, package.At(new AsOf(day))!.Standing is var standing ? standing.Committed * standing.RateInto(Eur, rates, RateMode.Day) : null))];

    /// <summary>Business days of January here and there, so that some days have no rate.</summary>
    private static Rates RandomRates(Random random) => new(
        from currency in new[] { Cad, Currencies[1], Currencies[2] }
        from day in Enumerable.Range(-5, 36)
        where random.Next(5) == 0
        select (currency, new DateOnly(2025, 1, 1).AddDays(day), decimal.Round((decimal)random.NextDouble() * 200, 4) + 0.0001m));

    private static decimal? InEuro(Package package, decimal? amount) =>
        amount * package.Standing.RateInto(Eur, Rates, RateMode.Day) is { } worth ? decimal.Round(worth, 15) : null;

    private static string Said(Standing standing) =>
        string.Join(", ", standing.Basis.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.On:yyyy-MM-dd} {part.Weight:0.####################}")));

    private static DateOnly Day(int month, int day) => new(2025, month, day);
}
