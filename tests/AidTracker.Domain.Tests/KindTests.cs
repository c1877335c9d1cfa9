using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Tests;

public sealed class KindTests
{
    [Theory]
    [InlineData("announced 100", "2025-01-01  announced  100", "100 = not yet itemised 100")]
    [InlineData("announced on lines", "2025-01-01  announced  AMM 60, open 40", "100 = AMM 60 + not yet itemised 40")]
    [InlineData("announced, goods not priced", "2025-01-01  announced  100, ARM ×14", "100 = not yet itemised 100")]
    [InlineData("announced, lines exceed the headline", "2025-01-01  announced  AMM 70, ADS 35, overlap -5", "100 = AMM 70 + ADS 35 + overlap -5")]
    [InlineData("topped up", "2025-01-01  announced  100\n2025-02-01  toppedup  50", "150 = not yet itemised 150")]
    [InlineData("topped up on a line", "2025-01-01  announced  AMM 100\n2025-02-01  toppedup  AMM 50", "150 = AMM 150")]
    [InlineData("reduced", "2025-01-01  announced  100\n2025-02-01  reduced  -30", "70 = not yet itemised 70")]
    [InlineData("reallocated", "2025-01-01  announced  AMM 100\n2025-02-01  reallocated  AMM -40, ADS 40", "100 = AMM 60 + ADS 40")]
    [InlineData("reallocated back to not yet itemised", "2025-01-01  announced  AMM 100\n2025-02-01  reallocated  AMM -40, open 40", "100 = AMM 60 + not yet itemised 40")]
    [InlineData("cancelled", "2025-01-01  announced  AMM 60, open 40\n2025-02-01  cancelled  AMM -60, open -40", "0 =")]
    [InlineData("agreed", "2025-01-01  agreed  ", "undisclosed =")]
    [InlineData("undisclosed", "2025-01-01  announced  undisclosed", "undisclosed =")]
    [InlineData("undisclosed with a priced line", "2025-01-01  announced  undisclosed AMM 50, open -50", "0 = AMM 50 + not yet itemised -50")]
    [InlineData("at least, itemised beyond", "2025-01-01  announced  at least 100\n2025-02-01  itemised  AMM 130", "100 = AMM 130 + not yet itemised -30")]
    [InlineData("itemised beyond, with the overlap said", "2025-01-01  announced  100\n2025-02-01  itemised  AMM 105, overlap -5", "100 = AMM 105 + overlap -5")]
    [InlineData("reannounced", "2025-01-01  announced  100\n2025-02-01  reannounced  ", "100 = not yet itemised 100")]
    [InlineData("recorded late, counted in its place", "2025-03-01  agreed  \n2025-01-01  announced  100\n2025-02-01  itemised  AMM 40", "100 = AMM 40 + not yet itemised 60")]
    [InlineData("disclosed", "2025-01-01  announced  undisclosed\n2025-02-01  disclosed  866", "866 = not yet itemised 866")]
    [InlineData("disclosed after a priced line", "2025-01-01  announced  undisclosed AMM 50, open -50\n2025-02-01  disclosed  80", "80 = AMM 50 + not yet itemised 30")]
    [InlineData("disclosed below the lines, with the overlap said", "2025-01-01  announced  at least 100\n2025-02-01  itemised  AMM 130\n2025-03-01  disclosed  open 30, overlap -10", "120 = AMM 130 + overlap -10")]
    [InlineData("revalued upwards", "2025-01-01  announced  AMM 60, open 40\n2025-02-01  revalued  AMM 15", "115 = AMM 75 + not yet itemised 40")]
    [InlineData("revalued downwards", "2025-01-01  announced  AMM 60, open 40\n2025-02-01  revalued  AMM -15, open -5", "80 = AMM 45 + not yet itemised 35")]
    [InlineData("suspended and resumed", "2025-01-01  announced  100\n2025-02-01  suspended  \n2025-03-01  resumed  \n2025-04-01  suspended  ", "100 = not yet itemised 100")]
    [InlineData("a pause is all that is known", "2025-01-01  suspended  \n2025-02-01  resumed  ", "undisclosed =")]
    [InlineData("contracted, paid and delivered", "2025-01-01  announced  AMM 100\n2025-02-01  contracted  AMM 90\n2025-03-01  paid  AMM 30\n2025-04-01  delivered  AMM 30 ×20", "100 = AMM 100")]
    [InlineData("delivered for more than was promised", "2025-01-01  announced  AMM 100\n2025-02-01  delivered  AMM 130", "100 = AMM 100")]
    [InlineData("delivered before it is itemised", "2025-01-01  announced  100\n2025-02-01  delivered  open 30", "100 = not yet itemised 100")]
    [InlineData("cancelled after a part is delivered", "2025-01-01  announced  AMM 60, ADS 40\n2025-02-01  delivered  AMM 25\n2025-03-01  cancelled  AMM -35, ADS -40", "25 = AMM 25")]
    [InlineData("cancelled after a part of Not yet itemised is delivered", "2025-01-01  announced  100\n2025-02-01  delivered  open 30\n2025-03-01  cancelled  -70", "30 = not yet itemised 30")]
    [InlineData("cancelled after more than the line is delivered", "2025-01-01  announced  AMM 60, ADS 40\n2025-02-01  delivered  AMM 70\n2025-03-01  cancelled  ADS -40", "60 = AMM 60")]
    [InlineData("cancelled where all of a line is delivered and no value stated", "2025-01-01  announced  AMM 60, ADS 40\n2025-02-01  delivered  AMM ×20 final\n2025-03-01  cancelled  ADS -40", "60 = AMM 60")]
    [InlineData("cancelled where goods are delivered without a value", "2025-01-01  announced  AMM 60, ADS 40\n2025-02-01  delivered  AMM ×20\n2025-03-01  cancelled  AMM -60, ADS -40", "0 =")]
    [InlineData("cancelled while open, a part delivered", "2025-01-01  announced  undisclosed AMM 50, open -50\n2025-02-01  delivered  AMM 20\n2025-03-01  cancelled  AMM -30, open 50", "20 = AMM 20")]
    public void A_kind_moves_what_its_rule_says(string because, string announcements, string standing) =>
        Assert.Equal((because, standing), (because, Story.Of("CA → UA, CAD", announcements).Standing.ToString()));

    [Theory]
    [InlineData("entries_balance", "2025-01-01  announced  ")]
    [InlineData("entries_follow_kind", "2025-01-01  announced  -5")]
    [InlineData("entries_balance", "2025-01-01  announced  undisclosed 50")]
    [InlineData("announced_once", "2025-01-01  announced  100\n2025-02-01  announced  100")]
    [InlineData("announced_first", "2025-01-01  toppedup  100")]
    [InlineData("announced_first", "2025-01-01  announced  100\n2024-12-31  itemised  AMM 10")]
    [InlineData("not_yet_itemised_not_negative", "2025-01-01  announced  100\n2025-02-01  itemised  AMM 130")]
    [InlineData("not_yet_itemised_not_negative", "2025-01-01  announced  100\n2025-02-01  itemised  AMM 80\n2025-01-15  reduced  -50")]
    [InlineData("line_items_amount_not_negative", "2025-01-01  announced  AMM 100\n2025-02-01  reduced  AMM -130")]
    [InlineData("line_items_amount_not_negative", "2025-01-01  announced  AMM 100\n2025-02-01  reallocated  AMM -130, ADS 130")]
    [InlineData("entries_follow_kind", "2025-01-01  announced  100\n2025-02-01  reannounced  AMM 10")]
    [InlineData("entries_follow_kind", "2025-01-01  agreed  100")]
    [InlineData("entries_follow_kind", "2025-01-01  announced  100\n2025-02-01  toppedup  -50")]
    [InlineData("entries_follow_kind", "2025-01-01  announced  100\n2025-02-01  reduced  50")]
    [InlineData("entries_follow_kind", "2025-01-01  announced  overlap 5, open 95")]
    [InlineData("overlap_not_positive", "2025-01-01  announced  100\n2025-02-01  reallocated  open -5, overlap 5")]
    [InlineData("entries_balance", "2025-01-01  announced  AMM 100\n2025-02-01  reallocated  AMM -40, ADS 30")]
    [InlineData("cancelled_leaves_nothing", "2025-01-01  announced  AMM 60, open 40\n2025-02-01  cancelled  AMM -60")]
    [InlineData("entries_balance", "2025-01-01  announced  100\n2025-02-01  cancelled  ")]
    [InlineData("committed_not_negative", "2025-01-01  announced  100\n2025-02-01  reduced  open -100, overlap -5")]
    [InlineData("announcement_low_below_sum", "2025-01-01  announced  between 50 and 50")]
    [InlineData("disclosed_while_open", "2025-01-01  announced  100\n2025-02-01  disclosed  50")]
    [InlineData("disclosed_while_open", "2025-01-01  announced  undisclosed\n2025-02-01  disclosed  50\n2025-03-01  disclosed  60")]
    [InlineData("disclosed_while_open", "2025-01-01  announced  undisclosed AMM 50, open -50\n2025-02-01  cancelled  AMM -50, open 50\n2025-03-01  disclosed  60")]
    [InlineData("announced_first", "2025-01-01  disclosed  100")]
    [InlineData("entries_balance", "2025-01-01  announced  undisclosed\n2025-02-01  disclosed  ")]
    [InlineData("entries_follow_kind", "2025-01-01  announced  undisclosed\n2025-02-01  disclosed  AMM 50")]
    [InlineData("not_yet_itemised_not_negative", "2025-01-01  announced  at least 100\n2025-02-01  itemised  AMM 130\n2025-03-01  disclosed  20")]
    [InlineData("announced_first", "2025-01-01  revalued  10")]
    [InlineData("entries_balance", "2025-01-01  announced  AMM 100\n2025-02-01  revalued  AMM -40, ADS 40")]
    [InlineData("entries_balance", "2025-01-01  announced  AMM 100\n2025-02-01  revalued  ")]
    [InlineData("line_items_amount_not_negative", "2025-01-01  announced  AMM 60, open 40\n2025-02-01  revalued  AMM -70")]
    [InlineData("suspended_once", "2025-01-01  announced  100\n2025-02-01  suspended  \n2025-03-01  suspended  ")]
    [InlineData("resumed_after_suspended", "2025-01-01  announced  100\n2025-02-01  resumed  ")]
    [InlineData("resumed_after_suspended", "2025-01-01  announced  100\n2025-02-01  suspended  \n2025-03-01  cancelled  -100\n2025-04-01  resumed  ")]
    [InlineData("entries_follow_kind", "2025-01-01  announced  100\n2025-02-01  suspended  -100")]
    [InlineData("announced_first", "2025-01-01  delivered  open 5")]
    [InlineData("announced_first", "2025-01-01  announced  AMM 100\n2024-12-31  paid  AMM 5")]
    [InlineData("progress_follows_kind", "2025-01-01  announced  100\n2025-02-01  delivered  ")]
    [InlineData("progress_line_is_promised", "2025-01-01  announced  AMM 100\n2025-02-01  delivered  ADS 5")]
    [InlineData("progress_line_is_promised", "2025-01-01  announced  100\n2025-03-01  itemised  AMM 40\n2025-02-01  contracted  AMM 40")]
    [InlineData("cancelled_leaves_nothing", "2025-01-01  announced  AMM 60, ADS 40\n2025-02-01  delivered  AMM 25\n2025-03-01  cancelled  AMM -60, ADS -40")]
    [InlineData("cancelled_leaves_nothing", "2025-01-01  announced  AMM 60, ADS 40\n2025-02-01  paid  AMM 25\n2025-03-01  cancelled  AMM -35, ADS -40")]
    [InlineData("entries_balance", "2025-01-01  announced  AMM 60\n2025-02-01  delivered  AMM 60\n2025-03-01  cancelled  ")]
    public void What_a_kind_cannot_do_is_refused_by_the_rules_name(string rule, string announcements)
    {
        var refusal = Assert.Throws<LedgerRefusal>(() => Story.Of("CA → UA, CAD", announcements));

        Assert.Equal(rule, refusal.Rule);
        Assert.NotNull(refusal.AnnouncementNumber);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_has_a_rule_and_every_rule_a_meaning()
    {
        Assert.Equal(Enum.GetValues<AnnouncementKind>(), KindRules.All.Select(rule => rule.Kind));
        Assert.All(KindRules.All, rule => Assert.EndsWith(".", rule.Meaning, StringComparison.Ordinal));
    }

    [Fact]
    public void An_entry_in_another_currency_is_refused()
    {
        var package = Package.Open("story", new Currency("CAD"), ["CA"], ["UA"]);

        var refusal = Assert.Throws<LedgerRefusal>(() => package.Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), 0, revision =>
        {
            revision.Describe(new PackageDescription("A story"));
            revision.Announce(Announcement.Announced(AnnouncedDate.Day(2025, 6, 17), "Two billion", [new Entry(LineItem.NotYetItemised, new Money(5, new Currency("USD")))]));
        }));

        Assert.Equal("entry_currency_is_packages", refusal.Rule);
    }

    [Theory]
    [InlineData("2025-01-01  announced  up to 100", 0, "UpTo")]
    [InlineData("2025-01-01  announced  approximately 100", 100, "Approximately")]
    [InlineData("2025-01-01  announced  at least 100", 100, "AtLeast")]
    [InlineData("2025-01-01  announced  between 40 and 50", 40, "Between")]
    [InlineData("2025-01-01  announced  undisclosed AMM 50, open -50", 50, "Undisclosed")]
    [InlineData("2025-01-01  announced  up to 100\n2025-02-01  itemised  AMM 30", 30, "UpTo")]
    [InlineData("2025-01-01  announced  up to 100\n2025-02-01  itemised  AMM up to 30", 0, "UpTo")]
    [InlineData("2025-01-01  announced  up to 100\n2025-02-01  reduced  -20\n2025-03-01  toppedup  50", 50, "UpTo")]
    [InlineData("2025-01-01  announced  up to 100\n2025-02-01  cancelled  -100\n2025-03-01  toppedup  50", 50, "UpTo")]
    [InlineData("2025-01-01  announced  AMM 70, ADS 35, overlap -5", 100, "Exact")]
    [InlineData("2025-01-01  announced  at least 100\n2025-02-01  itemised  AMM 130", 130, "AtLeast")]
    [InlineData("2025-01-01  announced  undisclosed\n2025-02-01  disclosed  approximately 866", 866, "Approximately")]
    [InlineData("2025-01-01  announced  at least 100\n2025-02-01  disclosed  at least 50\n2025-03-01  disclosed  30", 180, "Exact")]
    [InlineData("2025-01-01  announced  AMM 100\n2025-02-01  revalued  AMM -40", 60, "Exact")]
    [InlineData("2025-01-01  announced  100\n2025-02-01  revalued  20", 120, "Exact")]
    [InlineData("2025-01-01  announced  AMM up to 100\n2025-02-01  delivered  AMM 30\n2025-03-01  cancelled  AMM -70", 30, "Exact")]
    public void A_package_has_a_floor_and_says_how_sure_its_total_is(string announcements, int floor, string qualifier)
    {
        var standing = Story.Of("CA → UA, CAD", announcements).Standing;

        Assert.Equal((floor, qualifier), (standing.Floor, standing.Qualifier.ToString()));
    }

    [Fact]
    public void Cancelling_closes_an_open_package_even_where_nothing_was_priced()
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  undisclosed AMM 50, open -50");
        Assert.True(package.Standing.IsOpen);

        package.Tell("2025-02-01  cancelled  AMM -50, open 50");

        Assert.False(package.Standing.IsOpen);
        Assert.Equal(0, package.Standing.Committed);
    }
}
