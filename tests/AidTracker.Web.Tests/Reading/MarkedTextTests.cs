using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.OnePackage.Captures;

namespace AidTracker.Web.Tests.Reading;

/// <summary>A captured text with its cited passages marked.</summary>
public sealed class MarkedTextTests
{
    [Fact]
    public void Passages_are_marked_where_they_stand_and_may_overlap()
    {
        var citations = new[]
        {
            Citation.Quoted(CitedFigure.Headline, 1, "😀 100", start: 6),
            Citation.Quoted(CitedFigure.Date, 1, "100 rounds", start: 8),
            Citation.Summary(CitedFigure.Date, 1, "All of it"),
        };

        var parts = MarkedPart.Of("Gives 😀 100 rounds.", citations);

        Assert.Equal(["Gives ", "[😀 ]", "[100]", "[ rounds]", "."], parts.Select(part => part.IsCited ? $"[{part.Text}]" : part.Text));
        Assert.Equal([[], [citations[0]], [citations[1]], [], []], parts.Select(part => part.Begins));
    }

    [Fact]
    public void A_text_without_passages_is_whole_and_one_cited_from_end_to_end_is_all_marked()
    {
        Assert.Equal(["a\nb"], MarkedPart.Of("a\nb", []).Select(part => part.Text));
        Assert.True(Assert.Single(MarkedPart.Of("ab", [Citation.Quoted(CitedFigure.Date, 1, "ab", start: 0)])).IsCited);
        // A text that was exchanged in the database may be shorter than its citations.
        Assert.Equal(["a"], MarkedPart.Of("a", [Citation.Quoted(CitedFigure.Date, 1, "bc", start: 5)]).Select(part => part.Text));
    }

    [Theory]
    [InlineData("1-2-3", true)]
    [InlineData("01-2-3", false)]
    [InlineData("1-2", false)]
    [InlineData("1--3", false)]
    [InlineData("1-2-99999999999", false)]
    [InlineData("a-b-c", false)]
    public void An_address_is_exact(string text, bool isOne) => Assert.Equal(isOne, CaptureAddress.Parse(text) is not null);
}
