using AidTracker.Domain.Amounts;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Tests.Shell;

public sealed class WordsTests
{
    [Theory]
    [InlineData("2000000000", "CAD 2.0bn")]
    [InlineData("3757000000", "CAD 3.76bn")]
    [InlineData("135000000000", "CAD 135bn")]
    [InlineData("835000000", "CAD 835M")]
    [InlineData("999960000", "CAD 1.0bn")]
    [InlineData("7500000", "CAD 7.5M")]
    [InlineData("-60000000", "CAD −60M")]
    [InlineData("950", "CAD 950")]
    public void A_short_amount_keeps_its_leading_digits_and_says_its_magnitude(string amount, string words) =>
        Assert.Equal(words, Words.Brief(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "CAD"));

    [Fact]
    public void An_exact_amount_shows_cents_only_where_there_are_any()
    {
        Assert.Equal("CAD 2,000,000,000", Words.Exact(2_000_000_000m, "CAD"));
        Assert.Equal("CAD −0.05", Words.Exact(-0.05m, "CAD"));
        Assert.Equal("+835,000,000", Words.WithSign(835_000_000m));
    }

    [Fact]
    public void A_share_is_never_nought_or_all_of_what_is_neither()
    {
        Assert.Equal("41.8%", Words.Share(835, 2000));
        Assert.Equal("8.3%", Words.Share(165, 2000));
        Assert.Equal("<0.1%", Words.Share(1, 100_000));
        Assert.Equal(">99.9%", Words.Share(99_999, 100_000));
        Assert.Equal("−3.8%", Words.Share(-60, 1600));
        Assert.Equal("", Words.Share(1, 0));
    }

    [Fact]
    public void Counts_and_quantities_agree_with_their_noun()
    {
        Assert.Equal("one line", Words.Count(1, "line"));
        Assert.Equal("three lines", Words.Count(3, "line"));
        Assert.Equal("14 entries", Words.Count(14, "entry"));
        Assert.Equal("20,000 rounds", Words.Quantity(20_000, "round"));
        Assert.Equal("1 vehicle", Words.Quantity(1, "vehicle"));
        Assert.Equal("Denmark, Germany and Netherlands", Words.List(["Denmark", "Germany", "Netherlands"]));
    }

    [Fact]
    public void An_unknown_total_is_never_nought_and_a_floor_is_never_the_whole()
    {
        Assert.Equal("not disclosed", new Total(null, 0, AmountQualifier.Undisclosed, true, "EUR").Phrase);
        Assert.Equal("at least EUR 10", new Total(10, 10, AmountQualifier.Undisclosed, true, "EUR").Phrase);
        Assert.Equal("no money stated", new Total(null, 0, null, false, "CAD").Phrase);
        Assert.Equal("up to GBP 1,600,000,000", new Total(1_600_000_000, 0, AmountQualifier.UpTo, false, "GBP").Phrase);
        Assert.Equal("EUR 40,000,000 to 50,000,000", new Total(50_000_000, 40_000_000, AmountQualifier.Between, false, "EUR").Phrase);
        Assert.Equal("more than USD 3,750,000,000", new Total(3_750_000_000, 3_750_000_000, AmountQualifier.MoreThan, true, "USD").Phrase);
        Assert.Equal("at least USD 3,757,000,000", new Total(3_750_000_000, 3_757_000_000, AmountQualifier.MoreThan, true, "USD").Phrase);
    }
}
