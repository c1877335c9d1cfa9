using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.OnePackage;

namespace AidTracker.Web.Tests.Features;

public sealed class MovementTests
{
    private static readonly Currency Cad = new("CAD");
    private static readonly AnnouncedDate Day = AnnouncedDate.Day(2025, 6, 17);

    [Fact]
    public void A_promise_says_how_much_of_it_is_itemised()
    {
        Assert.Equal("2,000,000,000 promised, none of it itemised", Of(Announcement.Announced(Day, "s", [On(0, 2_000_000_000)])));
        Assert.Equal("Up to 98,000,000 promised, all of it on one line", Of(Announcement.Announced(Day, "s", [On(1, 98_000_000)], new Headline(AmountQualifier.UpTo))));
        Assert.Equal("The sum is not disclosed; one line listed without a price",
            Of(Announcement.Announced(Day, "s", [new Entry(1, null)], new Headline(AmountQualifier.Undisclosed))));
        Assert.Equal("40 to 50 promised: 10 on one line, 40 not yet itemised",
            Of(Announcement.Announced(Day, "s", [On(0, 40), On(1, 10)], new Headline(AmountQualifier.Between, 40))));
    }

    [Fact]
    public void A_breakdown_says_what_left_Not_yet_itemised() => Assert.Equal(
        "1,735,000,000 moved from Not yet itemised to three lines",
        Of(Announcement.Itemised(Day, "s", [On(0, -1_735_000_000), On(1, 835_000_000), On(2, 680_000_000), On(3, 220_000_000)])));

    [Fact]
    public void What_moves_nothing_says_so()
    {
        Assert.Equal("The same money said again; nothing moved", Of(Announcement.Reannounced(Day, "s")));
        Assert.Equal("No money stated; nothing moved", Of(Announcement.Agreed(Day, "s")));
    }

    [Fact]
    public void Money_that_moves_between_lines_names_both() => Assert.Equal(
        "5 moved from “line 1” to “line 2”",
        Of(Announcement.Reallocated(Day, "s", [On(1, -5), On(2, 5)])));

    [Fact]
    public void An_overlap_is_said_with_what_it_exceeds() => Assert.Equal(
        "1,600 promised, all of it on one line; the lines exceed it by 60, which stands on Overlap and rounding",
        Of(Announcement.Announced(Day, "s", [On(1, 1660), new Entry(LineItem.Overlap, new Money(-60, Cad), note: "rounded")])));

    [Fact]
    public void Progress_says_how_far_which_line_has_come()
    {
        Assert.Equal("line 1: 20,000 rounds delivered, final", Of(Announcement.Delivered(Day, "s", [new Progress(1, quantity: new Quantity(20_000), final: true)])));
        Assert.Equal("line 1: 1 round worth about 5 delivered; Not yet itemised: 3 delivered",
            Of(Announcement.Delivered(Day, "s", [new Progress(1, new Money(5, Cad), new Quantity(1), AmountQualifier.Approximately), new Progress(0, new Money(3, Cad))])));
        Assert.Equal("line 1: all of it paid", Of(Announcement.Paid(Day, "s", [new Progress(1, final: true)])));
        Assert.Equal("Four lines contracted", Of(Announcement.Contracted(Day, "s", [.. Enumerable.Range(1, 4).Select(line => new Progress(line, final: true))])));
    }

    [Fact]
    public void A_pause_a_disclosure_and_another_value_say_what_they_are()
    {
        Assert.Equal("Suspended; no money moved", Of(Announcement.Suspended(Day, "s")));
        Assert.Equal("About 866 disclosed", Of(Announcement.Disclosed(Day, "s", [On(0, 866)], new Headline(AmountQualifier.Approximately))));
        Assert.Equal("The same goods valued 20 lower", Of(Announcement.Revalued(Day, "s", [On(1, -20)])));
    }

    private static Entry On(int line, decimal amount) => new(line, new Money(amount, Cad));

    private static string Of(Announcement announcement) => Movement.Of(announcement, number => number == 0 ? "Not yet itemised" : $"line {number}", _ => "round");
}
