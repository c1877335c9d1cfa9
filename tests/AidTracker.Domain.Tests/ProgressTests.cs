using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Tests;

public sealed class ProgressTests
{
    private const string Promised = "2025-01-01  announced  AMM 60, ADS 30, open 10";

    [Fact]
    public void Each_stage_of_each_line_adds_up_in_value_and_in_quantity()
    {
        var standing = Story.Of("CA → UA, CAD", Promised + """

            2025-02-01  contracted  AMM 55, ADS final
            2025-03-01  paid        AMM 20
            2025-04-01  delivered   AMM 15 ×100
            2025-05-01  delivered   AMM 10 ×50 final
            2025-06-01  delivered   ADS ×1
            """).Standing;

        var ammunition = standing.Named.First();
        Assert.Equal((new LineProgress(55, null, false), new LineProgress(20, null, false), new LineProgress(25, 150, true)), (ammunition.Contracted, ammunition.Paid, ammunition.Delivered));
        var airDefence = standing.Named.Last();
        Assert.Equal((new LineProgress(null, null, true), LineProgress.None, new LineProgress(null, 1, false)), (airDefence.Contracted, airDefence.Paid, airDefence.Delivered));
        Assert.Equal((55, 20, 25), (standing.Contracted, standing.Paid, standing.Delivered));
    }

    [Theory]
    [InlineData("nothing is delivered", "", 100)]
    [InlineData("a part is delivered", "2025-02-01  delivered  AMM 25", 75)]
    [InlineData("payment is not delivery", "2025-02-01  paid  AMM 60", 100)]
    [InlineData("more of a line than was promised does not make up for another", "2025-02-01  delivered  AMM 70", 40)]
    [InlineData("a line is complete for less", "2025-02-01  delivered  AMM 25 final", 40)]
    [InlineData("a line is complete without a value", "2025-02-01  delivered  AMM ×20 final", 40)]
    [InlineData("without a value it is not known how much is missing", "2025-02-01  delivered  AMM ×20", 100)]
    [InlineData("of what is not yet itemised", "2025-02-01  delivered  open 4", 96)]
    public void What_is_promised_and_not_delivered_is_known_by_line(string because, string delivered, int undelivered) =>
        Assert.Equal((because, undelivered), (because, Story.Of("CA → UA, CAD", Promised + "\n" + delivered).Standing.Undelivered));

    [Fact]
    public void What_the_lines_exceed_their_headline_by_is_not_missing() =>
        Assert.Equal(100, Story.Of("CA → UA, CAD", "2025-01-01  announced  AMM 70, ADS 35, overlap -5").Standing.Undelivered);

    [Fact]
    public void Where_nothing_is_priced_it_is_not_known_what_is_missing()
    {
        var standing = Story.Of("CA → UA, CAD", "2025-01-01  announced  undisclosed ARM ×14\n2025-02-01  delivered  ARM ×14 final").Standing;

        Assert.Null(standing.Undelivered);
        Assert.Null(standing.UndeliveredDays(new DateOnly(2025, 3, 1)));
        Assert.True(standing.Named.Single().Delivered.Final);
    }

    [Theory]
    [InlineData("", "2025-01-01", 31)]
    [InlineData("2025-01-11  toppedup  50", "2025-01-01", 31)]
    [InlineData("2025-01-11  toppedup  50\n2025-01-12  itemised  UAS 60\n2025-01-13  delivered  AMM 60, ADS 30, UAS 20", "2025-01-11", 21)]
    [InlineData("2025-01-11  reannounced  \n2025-01-12  itemised  UAS 10", "2025-01-01", 31)]
    public void Its_age_counts_from_the_day_that_brought_the_money_in(string rest, string since, int days)
    {
        var standing = Story.Of("CA → UA, CAD", Promised + "\n" + rest).Standing;

        Assert.Equal((DateOnly.Parse(since, System.Globalization.CultureInfo.InvariantCulture), days), (standing.UndeliveredSince, standing.UndeliveredDays(new DateOnly(2025, 2, 1))));
    }

    [Fact]
    public void What_is_delivered_has_no_age()
    {
        var standing = Story.Of("CA → UA, CAD", "2025-01-01  announced  AMM 60\n2025-02-01  delivered  AMM 60").Standing;

        Assert.Equal(0, standing.Undelivered);
        Assert.Null(standing.UndeliveredSince);
    }

    [Fact]
    public void A_suspension_holds_until_it_is_resumed_or_cancelled()
    {
        var package = Story.Of("CA → UA, CAD", Promised + "\n2025-02-01  suspended  ");
        Assert.True(package.Standing.IsSuspended);

        package.Tell("2025-03-01  resumed  ");
        Assert.False(package.Standing.IsSuspended);

        package.Tell("2025-04-01  suspended  ", "2025-05-01  cancelled  AMM -60, ADS -30, open -10");
        Assert.False(package.Standing.IsSuspended);
    }

    [Fact]
    public void A_delivery_taken_back_makes_the_cancellation_after_it_impossible()
    {
        var package = Story.Of("CA → UA, CAD", Promised + "\n2025-02-01  delivered  AMM 25\n2025-03-01  cancelled  AMM -35, ADS -30, open -10");

        var refusal = Assert.Throws<LedgerRefusal>(() => package.Tell("withdraw 2"));

        Assert.Equal(("cancelled_leaves_nothing", 3), (refusal.Rule, refusal.AnnouncementNumber));
    }

    [Fact]
    public void Progress_is_of_its_kinds_alone()
    {
        var line = new Progress(LineItem.NotYetItemised, final: true);
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  100");

        var refusal = Assert.Throws<LedgerRefusal>(() => package.Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), package.Revision, revision =>
            revision.Announce(new Announcement(AnnouncementKind.Reannounced, AnnouncedDate.Day(2025, 2, 1), "Again", progress: [line]))));

        Assert.Equal("progress_follows_kind", refusal.Rule);
    }

    [Fact]
    public void A_value_in_another_currency_is_refused()
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  100");

        var refusal = Assert.Throws<LedgerRefusal>(() => package.Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), package.Revision, revision =>
            revision.Announce(Announcement.Paid(AnnouncedDate.Day(2025, 2, 1), "Paid", [new Progress(0, new Money(5, new Currency("USD")))]))));

        Assert.Equal("progress_currency_is_packages", refusal.Rule);
    }

    [Theory]
    [InlineData("progress_says_something", 1, null, null, AmountQualifier.Exact)]
    [InlineData("progress_value_bounds", 1, 0, null, AmountQualifier.Exact)]
    [InlineData("progress_value_bounds", 1, -5, null, AmountQualifier.Exact)]
    [InlineData("progress_quantity_bounds", 1, null, -1, AmountQualifier.Exact)]
    [InlineData("progress_line_is_of_goods", -1, 5, null, AmountQualifier.Exact)]
    [InlineData("progress_qualifier_is_of_progress", 1, 5, null, AmountQualifier.Between)]
    [InlineData("progress_qualifier_is_of_progress", 1, 5, null, AmountQualifier.Undisclosed)]
    public void What_says_nothing_or_takes_something_back_is_no_progress(string rule, int line, int? value, int? quantity, AmountQualifier qualifier) =>
        Assert.Equal(rule, Assert.Throws<LedgerRefusal>(() => new Progress(
            line, value is { } money ? new Money(money, new Currency("CAD")) : null, quantity is { } goods ? new Quantity(goods) : null, qualifier)).Rule);

    [Fact]
    public void A_disclosure_closes_the_package_unless_it_leaves_it_open_itself()
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  undisclosed\n2025-02-01  disclosed  at least 100");
        Assert.True(package.Standing.IsOpen);

        package.Tell("2025-03-01  disclosed  20");
        Assert.False(package.Standing.IsOpen);

        var refusal = Assert.Throws<LedgerRefusal>(() => Announcement.Disclosed(AnnouncedDate.Day(2025, 2, 1), "Nothing", [], new Headline(AmountQualifier.Undisclosed)));
        Assert.Equal("announcement_headline_fits_kind", refusal.Rule);
    }
}
