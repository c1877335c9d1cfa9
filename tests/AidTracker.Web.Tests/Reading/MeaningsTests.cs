using System.Net;
using AidTracker.Web.Features.Methodology;

namespace AidTracker.Web.Tests.Reading;

/// <summary>What codes mean is said once, for the methodology page and its document.</summary>
public sealed class MeaningsTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    [Fact]
    public async Task The_page_says_what_every_code_means_that_a_filter_takes()
    {
        var page = WebUtility.HtmlDecode(await site.GetAsync("/methodology"));

        foreach (var (parameter, codes, meanings) in new[]
        {
            ("status", PackageStatus.All, Meanings.Statuses), ("stage", LineStage.All, Meanings.Stages),
            ("counting", Counting.All, Meanings.Countings), ("measure", PivotMeasure.Names, Meanings.Measures),
        })
        {
            Assert.Equal(codes.Order(), meanings.Select(meaning => meaning.Code).Order());
            Assert.All(meanings, meaning => Assert.Contains(meaning.Sentence, page, StringComparison.Ordinal));
            Assert.All(meanings, meaning => Assert.Contains($"<code>{parameter}={meaning.Code}</code>", page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_document_says_the_same()
    {
        var page = await File.ReadAllTextAsync(Repository.File("docs", "methodology.md"));
        var (from, to) = (page.IndexOf("## Status and stage", StringComparison.Ordinal), page.IndexOf("## The explorer", StringComparison.Ordinal));
        var section = $"""
            ## Status and stage

            A package has exactly one **status**, the first of these that holds:

            {Table(Meanings.Statuses)}

            A line has exactly one **stage**, the last of these that holds:

            {Table(Meanings.Stages)}

            Every line is **counted** as exactly one of the first three:

            {Table(Meanings.Countings)}

            What the explorer adds up:

            {Table(Meanings.Measures)}


            """.ReplaceLineEndings("\n");

        Repository.IsAsKept(page[..from] + section + page[to..], "docs", "methodology.md");
    }

    private static string Table(IReadOnlyList<Meaning> meanings) =>
        "| code | name | meaning |\n|---|---|---|\n" + string.Join("\n", meanings.Select(meaning => $"| `{meaning.Code}` | {meaning.Name} | {meaning.Sentence} |"));
}
