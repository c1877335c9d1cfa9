using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Tests;

/// <summary>Captured texts, citations, and how much has a witness.</summary>
public sealed class WitnessTests
{
    private const string Read = "Canada gives 😀 100 million dollars: 40 million for 20,000 rounds.";

    private static readonly Currency Cad = new("CAD");

    [Fact]
    public void A_captured_text_is_known_by_the_hash_of_its_bytes()
    {
        // printf 'abc' | sha256sum
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", new Capture("abc").Sha256);
        Assert.Equal((1, "😀"), (new Capture("😀").Length, new Capture("a😀b").Between(1, 2)));
        Assert.Equal("  as it was \n", new Capture("  as it was \n").Text);

        var source = new Source("PMO", SourceGrade.A, retrievedOn: new DateOnly(2025, 8, 25), capture: new Capture("abc"));
        Assert.Equal((new DateOnly(2025, 8, 25), 3, new Capture("abc").Sha256), (source.RetrievedOn, source.CaptureLength, source.CaptureSha256));
    }

    [Fact]
    public void A_captured_text_has_bounds()
    {
        Assert.Equal(Capture.TextLimit, new Capture(string.Concat(Enumerable.Repeat("😀", Capture.TextLimit))).Length);
        Assert.Equal("announcement_source_capture_bounds", Refused(() => new Capture(new string('x', Capture.TextLimit + 1))));
        Assert.Equal("announcement_source_capture_bounds", Refused(() => new Capture(" \n")));
        Assert.Equal("text_is_characters", Refused(() => new Capture("a\0b")));
        Assert.Equal("text_is_characters", Refused(() => new Capture("a\ud83d")));
    }

    [Theory]
    [InlineData(0, 3, "Can")]
    [InlineData(13, 15, "😀 ")]
    [InlineData(-1, 3, null)]
    [InlineData(3, 3, null)]
    [InlineData(0, 9999, null)]
    public void Offsets_count_characters(int start, int end, string? part) => Assert.Equal(part, new Capture(Read).Between(start, end));

    [Fact]
    public void A_passage_has_bounds()
    {
        Assert.Equal("citation_passage_bounds", Refused(() => Citation.Quoted(CitedFigure.Headline, 1, "  ")));
        Assert.Equal("citation_passage_bounds", Refused(() => Citation.Summary(CitedFigure.Headline, 1, new string('x', Citation.PassageLimit + 1))));
        Assert.Equal("citation_offsets_bounds", Refused(() => Citation.Summary(CitedFigure.Headline, 1, "x", start: 3)));
        Assert.Equal("citation_offsets_bounds", Refused(() => Citation.Summary(CitedFigure.Headline, 1, "x", start: 3, end: 3)));
        Assert.Equal("citation_offsets_bounds", Refused(() => Citation.Quoted(CitedFigure.Headline, 1, "x", start: -1)));
        Assert.Equal("citation_entry_is_of_its_figure", Refused(() => Citation.Quoted(CitedFigure.Amount, 1, "x")));
        Assert.Equal("citation_entry_is_of_its_figure", Refused(() => Citation.Quoted(CitedFigure.Date, 1, "x", entry: 1)));
    }

    [Fact]
    public void A_citation_is_of_a_figure_and_a_source_that_the_announcement_has()
    {
        Assert.Equal("citation_source_fkey", Refused(() => Hundred(Citation.Quoted(CitedFigure.Headline, 3, "x"))));
        Assert.Equal("citation_entry_fkey", Refused(() => Hundred(Citation.Quoted(CitedFigure.Amount, 2, "x", entry: 3))));
        Assert.Equal("citation_figure_exists", Refused(() => Hundred(Citation.Quoted(CitedFigure.Quantity, 2, "x", entry: 1))));
        Assert.Equal("citation_figure_exists", Refused(() => new Announcement(AnnouncementKind.Reannounced, AnnouncedDate.Day(2025, 1, 1), "Again",
            sources: [new Source("Press", SourceGrade.D)], citations: [Citation.Quoted(CitedFigure.Headline, 1, "x")])));
        Assert.Equal("citation_figure_exists", Refused(() => new Announcement(AnnouncementKind.Announced, AnnouncedDate.Day(2025, 1, 1), "Undisclosed",
            headline: new Headline(AmountQualifier.Undisclosed), sources: [new Source("Press", SourceGrade.D)], citations: [Citation.Quoted(CitedFigure.Headline, 1, "x")])));
        Assert.Equal([1, 2], Hundred(Citation.Quoted(CitedFigure.Date, 2, "on Monday"), Citation.Quoted(CitedFigure.Quantity, 2, "20,000 rounds", entry: 2)).Citations.Select(citation => citation.Position));
    }

    [Fact]
    public void A_figure_of_progress_is_cited_with_its_progress()
    {
        Announcement Delivered(Citation citation) => new(AnnouncementKind.Delivered, AnnouncedDate.Day(2025, 3, 1), "Half of it",
            progress: [new Progress(1, quantity: new Quantity(10)), new Progress(1, new Money(20, Cad))], sources: [new Source("Press", SourceGrade.D)], citations: [citation]);

        Assert.Equal(1, Delivered(Citation.Quoted(CitedFigure.ProgressQuantity, 1, "ten", progress: 1)).Citations[0].ProgressPosition);
        Assert.Equal(2, Delivered(Citation.Summary(CitedFigure.ProgressValue, 1, "Twenty", progress: 2)).Citations[0].ProgressPosition);
        Assert.Equal("citation_progress_is_of_its_figure", Refused(() => Citation.Quoted(CitedFigure.ProgressValue, 1, "x")));
        Assert.Equal("citation_progress_is_of_its_figure", Refused(() => Citation.Quoted(CitedFigure.Date, 1, "x", progress: 1)));
        Assert.Equal("citation_entry_is_of_its_figure", Refused(() => Citation.Quoted(CitedFigure.ProgressValue, 1, "x", entry: 1, progress: 1)));
        Assert.Equal("citation_progress_fkey", Refused(() => Delivered(Citation.Quoted(CitedFigure.ProgressValue, 1, "x", progress: 3))));
        Assert.Equal("citation_figure_exists", Refused(() => Delivered(Citation.Quoted(CitedFigure.ProgressValue, 1, "x", progress: 1))));
        Assert.Equal("citation_figure_exists", Refused(() => Delivered(Citation.Quoted(CitedFigure.ProgressQuantity, 1, "x", progress: 2))));
    }

    [Fact]
    public void A_quoted_passage_of_a_captured_text_is_the_text_at_its_offsets()
    {
        Assert.Single(Hundred(Citation.Quoted(CitedFigure.Headline, 1, "100 million", start: 15)).Citations);
        Assert.Single(Hundred(Citation.Summary(CitedFigure.Headline, 1, "A hundred million", start: 15, end: 26)).Citations);
        Assert.Equal("citation_passage_is_in_text", Refused(() => Hundred(Citation.Quoted(CitedFigure.Headline, 1, "100 million", start: 14))));
        Assert.Equal("citation_passage_is_in_text", Refused(() => Hundred(Citation.Quoted(CitedFigure.Headline, 1, "100 Million", start: 15))));
        Assert.Equal("citation_passage_is_in_text", Refused(() => Hundred(Citation.Quoted(CitedFigure.Headline, 1, "100 million"))));
        Assert.Equal("citation_offsets_are_in_text", Refused(() => Hundred(Citation.Summary(CitedFigure.Headline, 1, "x", start: 0, end: 9999))));
        // Without a captured text there is nothing to count in.
        Assert.Equal("citation_offsets_are_in_text", Refused(() => Hundred(Citation.Quoted(CitedFigure.Headline, 2, "x", start: 0))));
    }

    [Fact]
    public void Coverage_counts_each_figure_once_by_its_best_passage()
    {
        // 60 on Not yet itemised from the press's summary, 40 quoted from the captured release with its 20,000 rounds uncited.
        var package = Package.Open("x", Cad, ["CA"], ["UA"]);
        package.Publish(Publication.AtDesk(Guid.NewGuid(), "Editor"), 0, revision =>
        {
            revision.Describe(new PackageDescription("A hundred"));
            revision.AddLine(new LineDescription("AMM", "rounds"));
            revision.Announce(Hundred(
                Citation.Summary(CitedFigure.Amount, 2, "Sixty", entry: 1),
                Citation.Quoted(CitedFigure.Amount, 1, "40 million", entry: 2, start: 36),
                Citation.Summary(CitedFigure.Amount, 1, "Forty", entry: 2)));
        });

        Assert.Equal(
            new Coverage(new Covered(100, 3), new Covered(100, 3), new Covered(40, 1), new Covered(60, 1), new Covered(40, 2)),
            Coverage.Of(package));
    }

    private static Announcement Hundred(params Citation[] citations) => new(
        AnnouncementKind.Announced, AnnouncedDate.Day(2025, 1, 1), "A hundred",
        [new Entry(LineItem.NotYetItemised, new Money(60, Cad)), new Entry(1, new Money(40, Cad), quantity: new Quantity(20_000))],
        sources: [new Source("PMO", SourceGrade.A, capture: new Capture(Read)), new Source("Press", SourceGrade.D)],
        citations: citations);

    private static string Refused(Func<object> act) => Assert.Throws<LedgerRefusal>(act).Rule;
}
