using AidTracker.Web.Hosting;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

public sealed class LogTextTests
{
    [Fact]
    public void A_visitor_cannot_begin_a_line() =>
        Assert.Equal("/x\\u000d\\u000a12:00:00 INF forged\\u001b[2J", LogText.Printable("/x\r\n12:00:00 INF forged\u001b[2J", 500));

    [Fact]
    public void Nor_turn_the_direction_of_writing() => Assert.Equal("a\\u202eb\\u2028c", LogText.Printable("a\u202eb\u2028c", 500));

    [Fact]
    public void Long_text_is_cut_and_says_so() => Assert.Equal(new string('a', 500) + "…", LogText.Printable(new string('a', 100_000), 500));

    [Fact]
    public void Ordinary_text_of_any_script_stays() => Assert.Equal("/пакети/é?q=1 000", LogText.Printable("/пакети/é?q=1 000", 500));
}
