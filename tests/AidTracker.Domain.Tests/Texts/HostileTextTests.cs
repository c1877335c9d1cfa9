using AidTracker.Domain.Texts;

namespace AidTracker.Domain.Tests.Texts;

/// <summary>Whatever is pasted is read without an exception, and its bounds are said.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "empty", "" },
        { "blank", " \t\r\n\u00a0\u200b" },
        { "emoji", "🇨🇦🎉 Canada gives 🇺🇦 Ukraine 💰 $5 million 👍🏽 for 3 🚁 helicopters" },
        { "half a character", "Canada gives \ud83d Ukraine $5 \ude00 million" },
        { "right to left", "\u202eكندا تعطي أوكرانيا ٣٥٠ مليون دولار\u202c and €٣٥٠ million" },
        { "zero characters", "Canada\0gives\0Ukraine\0$5\0million" },
        { "too large a number", "Canada gives Ukraine $" + new string('9', 400) + " billion and €999999999999999 trillion" },
        { "exponents", "Canada gives Ukraine $1e400 or €1e5 or NaN or -5 or $-5 million or 0 tanks or $0" },
        { "separators", "$1.2.3,4,5.6 million, 1,,2 €, ,5 €, €1.234 and €1'000'000 and 1..2 tanks" },
        { "brackets", new string('(', 5000) + "$5 million" + new string(')', 5000) },
        { "one word", new string('a', 50_000) },
        { "one sentence", string.Concat(Enumerable.Repeat("Canada and the Netherlands and ", 3000)) },
        { "amounts", string.Concat(Enumerable.Repeat("total of $5 million (€4 million), ", 3000)) },
        { "numbers", string.Concat(Enumerable.Repeat("5 ", 50_000)) },
        { "goods", string.Concat(Enumerable.Repeat("Canada sends Ukraine 12 tanks. ", 3000)) },
        { "dashes", string.Concat(Enumerable.Repeat("155-", 20_000)) },
        { "to and from", string.Concat(Enumerable.Repeat("raise from $5 to $6 bring the aid total to ", 2000)) },
        { "ends in a number", "Canada gives Ukraine $5" },
        { "ends in a sign", "Canada gives Ukraine 5 million €" },
        { "naught", "null undefined NIL '; drop table package; -- <script>alert(1)</script> {{7*7}} ${jndi} %s%n" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Anything_is_read(string what, string text)
    {
        foreach (var title in new[] { null, text })
        {
            var draft = AnnouncementReader.Read(new AnnouncementText(text, title, text, new DateOnly(2025, 1, 1)));
            Assert.True(draft.Items.Count <= AnnouncementReader.ItemLimit && draft.Ignored.Count <= AnnouncementReader.LeftOutLimit, what);
            Assert.All(draft.Items, item => Assert.InRange(item.Span.End, item.Span.Start + 1, (item.Span.InTitle ? title! : text).Length));
        }
    }

    [Fact]
    public void A_text_of_five_megabytes_is_read_to_its_bound_and_says_so()
    {
        var text = string.Concat(Enumerable.Repeat("Canada gives Ukraine $5 million for 12 tanks. ", 110_000));
        var draft = AnnouncementReader.Read(new AnnouncementText(text));
        Assert.Equal(5_000_000m, draft.Headline!.Amount);
        Assert.Contains(draft.Warnings, warning => warning.StartsWith($"The text has {text.Length} characters and is read to character {AnnouncementReader.TextLimit}", StringComparison.Ordinal));
        Assert.All(draft.Items, item => Assert.True(item.Span.End <= AnnouncementReader.TextLimit));
    }

    [Theory]
    [InlineData("Canada gives Ukraine $1e400 for shells.")]
    [InlineData("Canada gives Ukraine €99999999999999999999 for shells.")]
    [InlineData("Canada gives Ukraine $0 for shells.")]
    public void What_is_no_amount_is_none(string text) => Assert.Null(AnnouncementReader.Read(new AnnouncementText(text)).Headline);

    [Fact]
    public void A_separator_that_can_mean_two_things_is_warned_of() =>
        Assert.Contains(AnnouncementReader.Read(new AnnouncementText("Canada gives Ukraine €1.234 for shells.")).Warnings, warning => warning.Contains("thousands or with decimals", StringComparison.Ordinal));

    [Fact]
    public void The_same_text_gives_the_same_draft_whatever_the_culture()
    {
        const string text = "Denmark gives Ukraine DKK 1.234,5 million for 1,200 rounds, INITIATIVE I.";
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            var plain = AnnouncementReader.Read(new AnnouncementText(text));
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "~" } };
            var other = AnnouncementReader.Read(new AnnouncementText(text));
            Assert.Equal((plain.Headline, plain.Kind), (other.Headline, other.Kind));
            Assert.Equal(plain.Items, other.Items);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
