using AidTracker.Web.Shell.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace AidTracker.Web.Tests.Shell;

/// <summary>Areas are figures: as large as they say, and none upon another.</summary>
public sealed class TreemapTests
{
    private static readonly Area Whole = new(0, 0, 920, 500);

    public static TheoryData<string, decimal[]> Amounts => new()
    {
        { "one", [5] },
        { "two alike", [5, 5] },
        { "300 of one size", [.. Enumerable.Repeat(1m, 300)] },
        { "300 of all sizes", [.. Enumerable.Range(1, 300).Select(place => place * 1_000_000.37m)] },
        { "one huge and many tiny", [1_000_000_000_000m, .. Enumerable.Repeat(0.01m, 250)] },
        { "from the cent to a trillion", [.. Enumerable.Range(0, 15).Select(power => 0.01m * (decimal)Math.Pow(10, power))] },
        { "some of nothing", [0, 5, 0, 3, -4, 0] },
    };

    [Theory, MemberData(nameof(Amounts))]
    public void Areas_are_proportional_and_fill_the_whole(string what, decimal[] amounts)
    {
        var areas = Squarified.Of(amounts, Whole);
        var sum = amounts.Sum(amount => Math.Max(0, amount));

        Assert.Equal(amounts.Length, areas.Count);
        Assert.Equal(Whole.Width * Whole.Height, areas.Sum(area => area.Width * area.Height), 3);
        foreach (var (amount, area) in amounts.Zip(areas))
        {
            var due = Math.Max(0, (double)(amount / sum)) * Whole.Width * Whole.Height;
            Assert.True(Math.Abs(due - area.Width * area.Height) < 1e-4, $"{what}: {amount} has {area.Width * area.Height} in place of {due}.");
        }

        NothingLiesUpon(areas, Whole);
    }

    [Fact]
    public void Any_amounts_do() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        Gen.Choose(-100, 1_000_000).ArrayOf().ToArbitrary(), Gen.Choose(1, 1000).Two().ToArbitrary(), (amounts, size) =>
        {
            var within = new Area(3, 7, size.Item1, size.Item2);
            var areas = Squarified.Of([.. amounts.Select(amount => (decimal)amount)], within);

            Assert.Equal(amounts.Any(amount => amount > 0) ? within.Width * within.Height : 0, areas.Sum(area => area.Width * area.Height), 3);
            NothingLiesUpon(areas, within);
        }));

    [Fact]
    public void Nothing_has_no_area()
    {
        Assert.Empty(Squarified.Of([], Whole));
        Assert.All(Squarified.Of([0, -3], Whole), area => Assert.Equal(0, area.Width * area.Height));
        Assert.Empty(Layout([("Canada", [0m, -3m])]).Cells);
    }

    [Fact]
    public void What_is_alike_is_nearly_square_and_the_same_every_time()
    {
        var amounts = Enumerable.Repeat(7m, 46).ToList();
        var areas = Squarified.Of(amounts, Whole);

        Assert.All(areas, area => Assert.InRange(area.Width / area.Height, 0.4, 2.5));
        Assert.Equal(areas, Squarified.Of(amounts, Whole));
    }

    [Fact]
    public void Columns_fill_the_area_of_their_row()
    {
        var layout = Layout([("Canada", [835, 680, 485]), ("Denmark", [0, 900, -20]), ("Nobody", [0, 0, 0])]);

        Assert.Equal([0, 1], layout.Rows.Select(row => row.Row));
        Assert.Equal(4, layout.Cells.Count);
        foreach (var (row, area) in layout.Rows)
        {
            var within = layout.Cells.Where(each => each.Cell.Row == row).Select(each => each.Area).ToList();
            Assert.Equal(area.Width * area.Height, within.Sum(each => each.Width * each.Height), 6);
            NothingLiesUpon(within, area);
        }

        Assert.Equal(2000.0 / 2900, layout.Rows[0].Area.Width * layout.Rows[0].Area.Height / (layout.Width * layout.Height), 9);
    }

    [Fact]
    public void A_name_stands_only_where_it_has_room()
    {
        (string, decimal[])[] rows = [.. Enumerable.Range(0, 60).Select(place => ($"Donor of a long name {place}", new decimal[] { 60 - place, 1, 3 }))];
        foreach (var layout in new[] { Layout(rows), Layout([.. rows.Select(row => (row.Item1, row.Item2[..1]))]) })
        {
            foreach (var (cell, area) in layout.Cells)
            {
                var (lines, y) = layout.Label(cell, area, 1);
                Assert.All(lines, line => Assert.True(Lettering.Width(line) <= area.Width));
                Assert.True(lines.Count == 0 || y + (lines.Count - 1) * TreemapLayout.LineHeight <= area.Height, "Below its area.");
            }

            Assert.All(layout.Rows, row => Assert.True(layout.Tag(row.Row, row.Area, 0.7) is not { } tag || TreemapLayout.TagWidth(tag) <= row.Area.Width * 0.7));
            Assert.Contains(layout.Cells, each => layout.Label(each.Cell, each.Area, 1).Lines.Count == 0);
            Assert.Contains(layout.Cells, each => layout.Label(each.Cell, each.Area, 1).Lines.Count > 1);
        }
    }

    [Fact]
    public void A_text_is_wrapped_at_words_or_cut_off_openly()
    {
        Assert.Equal(["Air", "defence"], Lettering.Wrapped("Air defence", 70, 2));
        Assert.Equal(["Air defence"], Lettering.Wrapped("Air defence", 200, 2));
        Assert.Empty(Lettering.Wrapped("Air defence", 70, 1));
        Assert.Empty(Lettering.Wrapped("Air defence", 30, 5));
        Assert.Equal("Canada", Lettering.Cut("Canada", 100));
        Assert.Equal("Joint…", Lettering.Cut("Joint, shares not stated", 56));
    }

    private static TreemapLayout Layout((string Name, decimal[] Amounts)[] rows)
    {
        ChartHead Head(string name) => new(name, "", "1.0bn", "", null, SeriesMarks.Apart(0));
        return new TreemapLayout(
            [.. rows.Select(row => Head(row.Name))], [.. rows[0].Amounts.Select((_, place) => Head($"Column {place}"))],
            [.. rows.SelectMany((row, at) => row.Amounts.Select((amount, place) => new ChartCell(at, place, amount, "1.0bn", "", null)))], 920, 500);
    }

    private static void NothingLiesUpon(IReadOnlyList<Area> areas, Area within)
    {
        const double Hair = 1e-6;
        var drawn = areas.Where(area => area is { Width: > Hair, Height: > Hair }).ToList();
        Assert.All(drawn, area => Assert.True(area.X >= within.X - Hair && area.Y >= within.Y - Hair && area.Right <= within.Right + Hair && area.Bottom <= within.Bottom + Hair, $"{area} is outside {within}."));
        for (var one = 0; one < drawn.Count; one++)
        {
            for (var other = one + 1; other < drawn.Count; other++)
            {
                var (a, b) = (drawn[one], drawn[other]);
                Assert.False(Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X) > Hair && Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y) > Hair, $"{a} lies upon {b}.");
            }
        }
    }
}
