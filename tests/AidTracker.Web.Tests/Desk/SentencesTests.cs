using System.Reflection;
using AidTracker.Web.Features.Desk;

namespace AidTracker.Web.Tests.Desk;

public sealed class SentencesTests
{
    public static TheoryData<string> All => new(typeof(DeskSentences).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(Said)).Select(method => method.Name));

    [Theory]
    [MemberData(nameof(All))]
    public void Each_says_where_it_is_wrong_what_is_and_what_to_do(string name)
    {
        var method = typeof(DeskSentences).GetMethod(name)!;
        var said = (Said)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!;

        Assert.Matches("^\\p{Lu}[\\w’ ]*$", said.Where);
        Assert.Matches("^[^.]{5,}", said.What);
        Assert.DoesNotMatch("[.!]$", said.What + said.Do);
        // An imperative, in the words of an instruction.
        Assert.Matches("^(write|look|check|choose|fill|round|enter|shorten|leave|start|take|add|name|select|record|divide|keep|copy|paste|publish|ask|compare|wait|return|mend|try|cite) ?", said.Do);
        Assert.Equal($"{said.Where}: {said.What}. {char.ToUpperInvariant(said.Do[0])}{said.Do[1..]}.", said.ToString());
    }

    private static object Sample(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(int) ? 3
        : parameter.ParameterType == typeof(long) ? 3L
        : parameter.ParameterType == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch
        : parameter.Name == "where" ? "Amount of line 2"
        : "something";
}
