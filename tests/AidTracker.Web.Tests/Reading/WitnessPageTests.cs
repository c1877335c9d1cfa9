using System.Text.RegularExpressions;

namespace AidTracker.Web.Tests.Reading;

/// <summary>Witnesses on pages, without a script.</summary>
public sealed partial class WitnessPageTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Canada = "/packages/ca-ua-2025-06-kananaskis";

    [Theory]
    [InlineData("")]
    [InlineData("?announcedBy=2025-08-31&knownAt=2025-08-25")]
    public async Task Each_line_leads_to_its_passage_in_one_click(string query)
    {
        var page = await site.GetAsync(Canada + query);
        var passages = Passage().Matches(page).Select(match => match.Groups[1].Value).ToHashSet();
        var lines = Row().Matches(page[page.IndexOf("<table class=\"lines\"", StringComparison.Ordinal)..page.IndexOf("<tfoot", StringComparison.Ordinal)]).ToList();

        Assert.NotEmpty(passages);
        Assert.True(lines.Count > 3);
        Assert.All(lines.Skip(1), line => Assert.Contains(Link().Match(line.Value).Groups[1].Value, passages));
        Assert.Contains("our summary", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_to_a_witness_leads_somewhere_on_every_package()
    {
        foreach (var slug in (await site.GetAsync("/packages.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[1]))
        {
            var page = await site.GetAsync($"/packages/{slug}");
            var ids = Id().Matches(page).Select(match => match.Groups[1].Value).ToList();

            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.All(Link().Matches(page).Select(match => match.Groups[1].Value), anchor => Assert.Contains(anchor, ids));
        }
    }

    [Fact]
    public async Task Coverage_stands_on_the_package_and_on_the_overview()
    {
        Assert.Contains("of the value stated has a source, none of it a quoted passage", await site.GetAsync(Canada), StringComparison.Ordinal);
        Assert.Matches("Of [0-9]+ figures, all have a source, none a quoted passage, [0-9.]+% only a summary in our words, [0-9.]+% a source of grade A or B", await site.GetAsync("/"));
    }

    [GeneratedRegex("<li id=\"(passage-[0-9-]+)\"")]
    private static partial Regex Passage();

    [GeneratedRegex("<tr.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("href=\"[^\"]*#((?:passage|source)-[0-9-]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();
}
