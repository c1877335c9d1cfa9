using AidTracker.Web.Features.Search;

namespace AidTracker.Web.Tests.Search;

/// <summary>What of a text is marked, and how a word with a typing error is counted.</summary>
public sealed class HighlightTests
{
    [Theory]
    [InlineData("leop", "Two Leopards and a leopard", "Two [Leopards] and a [leopard]")]
    [InlineData("155mm", "155 mm, 155-mm and 155mm; 155 of them", "[155 mm], [155-mm] and [155mm]; 155 of them")]
    [InlineData("leopard 2a6", "14 Leopard 2A6, 2 others", "14 [Leopard] [2A6], 2 others")]
    [InlineData("lodz", "from Łódź itself", "from [Łódź] itself")]
    [InlineData("ete", "e\u0301te\u0301 passé", "[e\u0301te\u0301] passé")]
    [InlineData("\"air defence\"", "air and air defence", "air and [air defence]")]
    [InlineData("“air defence”", "air and air defence", "air and [air defence]")]
    [InlineData("155", "155 and 1550", "[155] and 1550")]
    [InlineData("<b>", "a <b> 💣 b", "a <[b]> 💣 [b]")]
    public void Words_are_marked_as_they_are_written(string asked, string text, string marked) =>
        Assert.Equal(marked, Joined(Highlight.Of(text, SearchQuestion.Read(asked).Question!)));

    [Fact]
    public void A_long_text_is_cut_around_the_first_find_between_words()
    {
        var text = string.Join(' ', Enumerable.Range(0, 400).Select(number => $"w{number}💣")) + " leopard " + string.Join(' ', Enumerable.Range(0, 400).Select(number => $"v{number}"));
        var parts = Highlight.Of(text, SearchQuestion.Read("leopard").Question!, isExcerpt: true);

        Assert.Contains(parts, part => part.IsFound);
        Assert.Equal("… ", parts[0].Text);
        Assert.Equal(" …", parts[^1].Text);
        Assert.InRange(parts.Sum(part => part.Text.Length), 1, Highlight.Longest + 4);
        Assert.All(string.Concat(parts.Skip(1).SkipLast(1).Select(part => part.Text)).Split(' '), word => Assert.Contains(word, text.Split(' ')));
    }

    [Theory]
    [InlineData("leoprad", "leopard", 1)]
    [InlineData("nasamss", "nasams", 1)]
    [InlineData("kannanaskis", "kananaskis", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("tank", "bank", 1)]
    [InlineData("same", "same", 0)]
    public void Letters_wrong_are_counted(string one, string other, int wrong)
    {
        Assert.Equal(wrong, Spelling.Distance(one, other));
        Assert.Equal(wrong, Spelling.Distance(other, one));
    }

    private static string Joined(IReadOnlyList<HighlightedPart> parts) => string.Concat(parts.Select(part => part.IsFound ? $"[{part.Text}]" : part.Text));
}
