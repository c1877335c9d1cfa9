using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Tests;

public sealed class RunningStoryTests
{
    private const string AsFirstReported = """
        2025-06-17  announced  2000                        G7, Kananaskis
        2025-08-24  itemised   AMM 835, ADS 680, UAS 220   Kyiv
        """;

    private static readonly string[] OfficialRelease = ["correct 2: 2025-08-24  itemised  AMM 835, ADS 680, UAS 220, MIX 165, CZ 100  Kyiv"];

    [Fact]
    public void The_breakdown_leaves_the_total_and_shows_what_is_not_yet_itemised()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);

        Assert.Equal("2000 = AMM 835 + ADS 680 + UAS 220 + not yet itemised 265", canada.Standing.ToString());
    }

    [Fact]
    public void The_official_release_corrects_the_breakdown_and_nothing_is_left_over()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);
        canada.Tell(OfficialRelease);

        Assert.Equal("2000 = AMM 835 + ADS 680 + UAS 220 + MIX 165 + CZ 100", canada.Standing.ToString());
        Assert.Equal(0, canada.Standing.NotYetItemised);
        Assert.Equal("a better source", canada.Announcements.Single(each => each is { Number: 2, Version: 2 }).Reason);
        Assert.Contains(canada.Announcements, each => each is { Number: 2, Version: 1 });
    }

    [Fact]
    public void The_same_money_said_again_adds_nothing()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);
        var before = canada.Standing.ToString();

        canada.Tell("2025-08-24  reannounced  ");

        Assert.Equal(before, canada.Standing.ToString());
    }

    [Fact]
    public void June_cannot_be_corrected_to_less_than_August_itemised()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);

        var refusal = Assert.Throws<LedgerRefusal>(() => canada.Tell("correct 1: 2025-06-17  announced  1500"));

        Assert.Equal("not_yet_itemised_not_negative", refusal.Rule);
        Assert.Equal(2, refusal.AnnouncementNumber);
    }

    [Fact]
    public void June_and_August_can_be_corrected_together()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);

        canada.Tell("correct 1: 2025-06-17  announced  1500", "correct 2: 2025-08-24  itemised  AMM 835, ADS 600");

        Assert.Equal("1500 = AMM 835 + ADS 600 + not yet itemised 65", canada.Standing.ToString());
    }

    [Fact]
    public void A_correction_and_its_correction_back_restore_the_standing()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);
        var before = canada.Standing.ToString();

        canada.Tell(OfficialRelease);
        canada.Tell("correct 2: 2025-08-24  itemised  AMM 835, ADS 680, UAS 220  Kyiv");

        Assert.Equal(before, canada.Standing.ToString());
        Assert.Equal(3, canada.Announcements.Count(each => each.Number == 2));
    }

    [Fact]
    public void A_withdrawn_announcement_counts_for_nothing_and_can_be_stated_again()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);

        canada.Tell("withdraw 2");
        Assert.Equal("2000 = not yet itemised 2000", canada.Standing.ToString());
        Assert.Equal("announcement_withdrawn_once", Assert.Throws<LedgerRefusal>(() => canada.Tell("withdraw 2")).Rule);
    }

    [Fact]
    public void A_withdrawn_announcement_is_restored_by_stating_it_again()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);

        canada.Tell("withdraw 2");
        canada.Tell("correct 2: 2025-08-24  itemised  AMM 835");

        Assert.Equal("2000 = AMM 835 + not yet itemised 1165", canada.Standing.ToString());
    }

    [Fact]
    public void A_publication_written_against_an_older_state_is_told_so()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);

        var refusal = Assert.Throws<LedgerRefusal>(() =>
            canada.Publish(Publication.AtDesk(Guid.NewGuid(), "Late"), 1, _ => { }));

        Assert.Equal("package_revision_pkey", refusal.Rule);
    }

    [Fact]
    public void What_each_announcement_moved_can_be_told_from_the_history()
    {
        var canada = Story.Of("CA → UA, CAD", AsFirstReported);

        Assert.Equal([(0m, 2000m), (2000m, 2000m)], canada.History.Steps.Select(step => (step.Before.Committed ?? 0, step.After.Committed ?? 0)));
    }
}
