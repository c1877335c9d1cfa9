namespace AidTracker.Web.Shell.Charts;

/// <summary>Where the ends of a flow stand, and the bands between them, in CSS pixels down; how far apart its two sides are is the window's.</summary>
public sealed class FlowGeometry
{
    /// <summary>Between neighbours that are high enough for their names.</summary>
    private const double Gap = 5;

    /// <param name="cells">Places on the left and on the right, each pair once; what is not above zero has no band.</param>
    /// <param name="full">How high all bands are together.</param>
    /// <param name="pitch">How far apart the middles of neighbours are at least, so that a name stands beside each.</param>
    public FlowGeometry(IEnumerable<(int Left, int Right, decimal Amount)> cells, double full, double pitch)
    {
        var drawn = cells.Where(cell => cell.Amount > 0).OrderBy(cell => cell.Left).ThenBy(cell => cell.Right).ToList();
        var whole = drawn.Sum(cell => cell.Amount);
        var bands = drawn.Select(cell => (cell.Left, cell.Right, Width: (double)(cell.Amount / whole) * full)).ToList();
        var (left, leftHeight) = Side(bands.Select(band => (band.Left, band.Width)), pitch);
        var (right, rightHeight) = Side(bands.Select(band => (band.Right, band.Width)), pitch);
        Height = Math.Max(leftHeight, rightHeight);
        // The side with fewer ends stands in the middle of the other.
        Left = Lowered(left, (Height - leftHeight) / 2);
        Right = Lowered(right, (Height - rightHeight) / 2);

        var leftAt = Left.ToDictionary(end => end.Place, end => end.Y);
        var rightAt = Right.ToDictionary(end => end.Place, end => end.Y);
        var placed = new List<Band>();
        foreach (var (from, to, width) in bands)
        {
            placed.Add(new Band(from, to, leftAt[from], rightAt[to], width));
            leftAt[from] += width;
            rightAt[to] += width;
        }

        Bands = placed;
    }

    /// <summary>Only those that a band begins at, from the top.</summary>
    public IReadOnlyList<End> Left { get; }

    /// <summary>Only those that a band ends at, from the top.</summary>
    public IReadOnlyList<End> Right { get; }

    public IReadOnlyList<Band> Bands { get; }

    public double Height { get; }

    private static (List<End> Ends, double Height) Side(IEnumerable<(int Place, double Width)> bands, double pitch)
    {
        var ends = new List<End>();
        foreach (var (place, height) in bands.GroupBy(band => band.Place).OrderBy(same => same.Key).Select(same => (same.Key, same.Sum(band => band.Width))))
        {
            // Half a name stands out above the first and below the last.
            var y = ends.Count == 0 ? Math.Max(0, (pitch - height) / 2) : ends[^1].Y + ends[^1].Height + Math.Max(Gap, pitch - (ends[^1].Height + height) / 2);
            ends.Add(new End(place, y, height));
        }

        return (ends, ends.Count == 0 ? 0 : ends[^1].Y + ends[^1].Height + Math.Max(0, (pitch - ends[^1].Height) / 2));
    }

    private static List<End> Lowered(List<End> ends, double by) => [.. ends.Select(end => end with { Y = end.Y + by })];

    /// <summary>A row or a column.</summary>
    public sealed record End(int Place, double Y, double Height)
    {
        public double Middle => Y + Height / 2;
    }

    /// <param name="Left">The place of its row, as <paramref name="Right"/> of its column.</param>
    /// <param name="LeftY">Where it begins, its upper edge; likewise on the right.</param>
    public sealed record Band(int Left, int Right, double LeftY, double RightY, double Width);
}
