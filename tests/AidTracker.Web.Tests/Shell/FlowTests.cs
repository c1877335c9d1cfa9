using AidTracker.Web.Shell.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace AidTracker.Web.Tests.Shell;

/// <summary>Bands are figures: as wide as they say, side by side at both of their ends.</summary>
public sealed class FlowTests
{
    private const double Full = 400;
    private const double Pitch = 18;
    private const double Hair = 1e-6;

    public static TheoryData<string, decimal[][]> Cells => new()
    {
        { "one", [[5]] },
        { "a donor and many recipients", [[.. Enumerable.Range(1, 20).Select(place => (decimal)place)]] },
        { "many donors and a recipient", [.. Enumerable.Range(1, 20).Select(place => new decimal[] { place })] },
        { "300", [.. Enumerable.Range(0, 20).Select(row => Enumerable.Range(1, 15).Select(column => row * 3.7m + column).ToArray())] },
        { "one huge and many tiny", [[1_000_000_000_000m, 0.01m], .. Enumerable.Repeat(new[] { 0.01m, 0.01m }, 15)] },
        { "some of nothing", [[0, 5, -3], [0, 0, 0], [2, 0, -1]] },
    };

    [Theory, MemberData(nameof(Cells))]
    public void Bands_add_up_to_their_ends_and_to_the_whole(string what, decimal[][] amounts) => Holds(what, amounts);

    [Fact]
    public void Any_amounts_do() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(
        Gen.Choose(-50, 100_000).Select(amount => (decimal)amount).ArrayOf(7).ArrayOf().ToArbitrary(), amounts => Holds("any", amounts)));

    [Fact]
    public void Nothing_is_no_drawing()
    {
        var geometry = new FlowGeometry([(0, 0, 0m), (1, 0, -5m)], Full, Pitch);

        Assert.Empty(geometry.Bands);
        Assert.Empty(geometry.Left);
        Assert.Empty(geometry.Right);
        Assert.Equal(0, geometry.Height);
    }

    [Fact]
    public void The_same_cells_in_another_order_are_the_same_drawing()
    {
        (int, int, decimal)[] cells = [(0, 0, 5), (0, 1, 3), (1, 0, 2), (1, 1, 9)];

        Assert.Equal(new FlowGeometry(cells, Full, Pitch).Bands, new FlowGeometry(cells.Reverse(), Full, Pitch).Bands);
    }

    private static void Holds(string what, decimal[][] amounts)
    {
        var cells = amounts.SelectMany((row, at) => row.Select((amount, place) => (at, place, amount))).ToList();
        var whole = cells.Sum(cell => Math.Max(0, cell.amount));
        var geometry = new FlowGeometry(cells, Full, Pitch);

        Assert.Equal(cells.Count(cell => cell.amount > 0), geometry.Bands.Count);
        Assert.Equal(whole > 0 ? Full : 0, geometry.Bands.Sum(band => band.Width), 6);
        Assert.All(geometry.Bands, band => Assert.Equal((double)(amounts[band.Left][band.Right] / whole) * Full, band.Width, 6));
        foreach (var (ends, of, at) in new (IReadOnlyList<FlowGeometry.End>, Func<FlowGeometry.Band, int>, Func<FlowGeometry.Band, double>)[]
        {
            (geometry.Left, band => band.Left, band => band.LeftY), (geometry.Right, band => band.Right, band => band.RightY),
        })
        {
            foreach (var end in ends)
            {
                var bands = geometry.Bands.Where(band => of(band) == end.Place).OrderBy(at).ToList();
                Assert.Equal(end.Height, bands.Sum(band => band.Width), 6);
                Assert.Equal(end.Y, at(bands[0]), 6);
                Assert.All(bands.Zip(bands.Skip(1)), pair => Assert.Equal(at(pair.First) + pair.First.Width, at(pair.Second), 6));
                Assert.InRange(end.Y, 0, geometry.Height);
                Assert.InRange(end.Y + end.Height, 0, geometry.Height + Hair);
            }

            Assert.All(ends.Zip(ends.Skip(1)), pair =>
            {
                Assert.True(pair.First.Y + pair.First.Height < pair.Second.Y, $"{what}: ends lie upon one another.");
                Assert.True(pair.Second.Middle - pair.First.Middle >= Pitch - Hair, $"{what}: names lie upon one another.");
            });
        }
    }
}
