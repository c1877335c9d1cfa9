using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Ledger;

/// <summary>Witnesses as they are published, loaded back, and counted at points of both clocks.</summary>
public sealed class WitnessTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    private const string Release = "Canada gives 😀 2,000: 800 for 20 vehicles, 200 for rounds.";

    private static readonly Currency Cad = new("CAD");

    [Fact]
    public async Task What_was_published_is_loaded_as_it_was()
    {
        await PublishAsync("loaded");

        var announcement = (await ledger.LoadAsync("loaded")).Announcements.Single(each => each is { Number: 2, Version: 2 });
        var source = announcement.Sources[0];
        Assert.Equal((new DateOnly(2025, 8, 25), Release.Length - 1, new Capture(Release).Sha256), (source.RetrievedOn, source.CaptureLength, source.CaptureSha256));
        Assert.Null(source.Capture);
        Assert.Equal(
            [(CitedFigure.Amount, 1, 1, "800", true, 22, 25), (CitedFigure.Quantity, 1, 1, "20 vehicles", true, 30, 41), (CitedFigure.Amount, 2, 2, "Two hundred", false, null, null), (CitedFigure.Date, null, 1, "Said in August", false, 0, 6)],
            announcement.Citations.Select(each => (each.Figure, each.EntryPosition, each.SourcePosition, each.Passage, each.IsQuoted, each.PassageStart, each.PassageEnd)));

        await using var context = ledger.Context();
        var text = await context.Set<Capture>().SingleAsync(capture => EF.Property<long>(capture, "PackageId") == context.PackageRows.Single(row => row.Slug == "loaded").PackageId);
        Assert.Equal(Release, text.Text);
    }

    [Fact]
    public async Task Coverage_is_what_a_hand_computes_at_points_of_both_clocks()
    {
        var (first, second, third) = await PublishAsync("counted");
        await using var context = ledger.Context();
        var id = await context.PackageRows.Where(row => row.Slug == "counted").Select(row => row.PackageId).SingleAsync();

        // June: 2,000 on Not yet itemised, whose headline the press quotes: one figure, so the passage speaks for it.
        await AssertAsync(new AsOf(KnownAt: first), new(new(2000, 1), new(2000, 1), new(2000, 1), Covered.None, Covered.None));
        // August as first recorded: 800 and 20 vehicles, 200; a source of grade D, nothing cited.
        await AssertAsync(new AsOf(KnownAt: second), new(new(3000, 4), new(3000, 4), new(2000, 1), Covered.None, Covered.None));
        // Corrected: 800 and the 20 quoted from the release (grade A), 200 summarised from the press (D).
        Coverage corrected = new(new(3000, 4), new(3000, 4), new(2800, 3), new(200, 1), new(800, 2));
        await AssertAsync(new AsOf(KnownAt: third), corrected);
        await AssertAsync(AsOf.Now, corrected);
        // By July only June was announced, whatever is known since.
        await AssertAsync(new AsOf(new DateOnly(2025, 7, 31)), new(new(2000, 1), new(2000, 1), new(2000, 1), Covered.None, Covered.None));

        async Task AssertAsync(AsOf point, Coverage expected)
        {
            Assert.Equal(expected, (await OfPackagesAsync(context, point))[id]);
            Assert.Equal(expected, Coverage.Of((await ledger.LoadAsync("counted")).At(point)!));
        }
    }

    /// <summary>By package's id, from what is kept of now, or worked out of the past.</summary>
    internal static async Task<Dictionary<long, Coverage>> OfPackagesAsync(LedgerContext context, AsOf point)
    {
        // A package's row has the columns of a currency's sums, and its id where those have the number of packages.
        var rows = point.IsNow
            ? context.CoverageRows.FromSql($"select package_id as packages, * from ledger.witness_now")
            : context.CoverageRows.FromSql($"select package_id as packages, * from ledger.witness_as_of({RowsAsOf.By(point)}, {RowsAsOf.Known(point)})");
        return await rows.AsNoTracking().ToDictionaryAsync(row => row.Packages, row => row.ToCoverage());
    }

    /// <summary>Promised in June, broken down in August, and that corrected with a better source.</summary>
    /// <returns>The three publications' numbers.</returns>
    private async Task<(long First, long Second, long Third)> PublishAsync(string slug)
    {
        var first = await ledger.Publish.OpenAsync(Package.Open(slug, Cad, ["CA"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
        {
            revision.Describe(new PackageDescription("Witnessed"));
            revision.Announce(new Announcement(AnnouncementKind.Announced, AnnouncedDate.Day(2025, 6, 17), "Two thousand",
                [new Entry(LineItem.NotYetItemised, new Money(2000, Cad))], sources: [new Source("Press", SourceGrade.D)],
                citations: [Citation.Quoted(CitedFigure.Headline, 1, "two thousand dollars")]));
        });
        var second = await ledger.Publish.OnAsync(slug, 1, Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
        {
            revision.AddLine(new LineDescription("ARM", "vehicles", unit: "vehicle"));
            revision.AddLine(new LineDescription("AMM", "rounds"));
            revision.Announce(Itemised([new Source("Press", SourceGrade.D)], []));
        });
        var third = await ledger.Publish.OnAsync(slug, 2, Publication.AtDesk(Guid.NewGuid(), "Editor"), revision => revision.Correct(2, Itemised(
            [
                new Source("PMO", SourceGrade.A, "https://example.org/x", retrievedOn: new DateOnly(2025, 8, 25), capture: new Capture(Release)),
                new Source("Press", SourceGrade.D),
                new Source("Blog", SourceGrade.B, followed: false, note: "says 900"),
            ],
            [
                Citation.Quoted(CitedFigure.Amount, 1, "800", entry: 1, start: 22),
                Citation.Quoted(CitedFigure.Quantity, 1, "20 vehicles", entry: 1, start: 30),
                Citation.Summary(CitedFigure.Amount, 2, "Two hundred", entry: 2),
                Citation.Summary(CitedFigure.Date, 1, "Said in August", start: 0, end: 6),
            ]), "The release came out"));
        return (first, second, third);
    }

    private static Announcement Itemised(Source[] sources, Citation[] citations) => new(AnnouncementKind.Itemised, AnnouncedDate.Day(2025, 8, 24), "Broken down",
        [new Entry(1, new Money(800, Cad), quantity: new Quantity(20)), new Entry(2, new Money(200, Cad)), new Entry(LineItem.NotYetItemised, new Money(-1000, Cad))],
        sources: sources, citations: citations);
}

/// <summary>Coverage of the demonstration data: the database's is the domain's, and nothing in it is quoted.</summary>
public sealed class DemonstrationWitnessTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    [Fact]
    public async Task At_any_point_the_database_counts_what_the_domain_counts()
    {
        await using var context = ledger.Context();
        var packages = new List<Package>();
        foreach (var slug in await context.PackageRows.Select(row => row.Slug).ToListAsync())
        {
            packages.Add(await ledger.LoadAsync(slug));
        }

        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var random = new Random(2025_08_26);
        var points = Enumerable.Range(0, 10)
            .Select(_ => new AsOf(new DateOnly(2022, 1, 1).AddDays(random.Next(1600)), random.NextInt64(head + 1)))
            .Concat([AsOf.Now, new AsOf(DateOnly.MaxValue, head), new AsOf(null, head / 2), new AsOf(null, 0)]);
        foreach (var point in points)
        {
            var rows = await WitnessTests.OfPackagesAsync(context, point);
            Assert.All(packages, package => Assert.Equal(
                (point, package.Slug, package.At(point) is { } then ? Coverage.Of(then) : Coverage.None),
                (point, package.Slug, rows.GetValueOrDefault(package.Id, Coverage.None))));
        }
    }

    [Fact]
    public async Task The_demonstration_cites_summaries_and_quotes_nothing()
    {
        await using var context = ledger.Context();
        var citations = await context.Set<Citation>().ToListAsync();

        Assert.True(citations.Count > 100);
        Assert.All(citations, citation => Assert.False(citation.IsQuoted));
        Assert.Empty(await context.Set<Capture>().ToListAsync());
    }
}
