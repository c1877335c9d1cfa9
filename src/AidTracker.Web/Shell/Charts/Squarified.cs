namespace AidTracker.Web.Shell.Charts;

/// <summary>A rectangle of a drawing.</summary>
public readonly record struct Area(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}

/// <summary>
/// Fills a rectangle with one area for each amount, in proportion and as near to squares as they come: the largest first, in rows along
/// the shorter side of what is left, each row as long as that makes its areas squarer (Bruls, Huizing and van Wijk, 2000).
/// </summary>
public static class Squarified
{
    /// <param name="amounts">What is not above zero has no area.</param>
    /// <returns>In the order of the amounts.</returns>
    public static IReadOnlyList<Area> Of(IReadOnlyList<decimal> amounts, Area within)
    {
        var areas = new Area[amounts.Count];
        var whole = amounts.Sum(amount => Math.Max(0, amount));
        // Ties stay in their order, so that the same figures are always the same drawing.
        var order = Enumerable.Range(0, amounts.Count).Where(place => amounts[place] > 0).OrderByDescending(place => amounts[place]).ToList();
        var sizes = order.Select(place => (double)(amounts[place] / whole) * within.Width * within.Height).ToList();
        var (left, next) = (within, 0);
        while (next < order.Count)
        {
            var shorter = Math.Min(left.Width, left.Height);
            var (end, sum) = (next + 1, sizes[next]);
            while (end < order.Count && Worst(sizes[next], sizes[end], sum + sizes[end], shorter) <= Worst(sizes[next], sizes[end - 1], sum, shorter))
            {
                sum += sizes[end++];
            }

            left = Row(order, sizes, next, end, sum, left, areas);
            next = end;
        }

        return areas;
    }

    /// <summary>Lays one row and says what is left.</summary>
    private static Area Row(List<int> order, List<double> sizes, int from, int end, double sum, Area left, Area[] areas)
    {
        var upright = left.Width >= left.Height;
        var along = upright ? left.Height : left.Width;
        // What is smaller than a double can tell has no area; the last row takes what is left to the edge.
        var depth = end == order.Count ? upright ? left.Width : left.Height : along > 0 ? Math.Min(sum / along, upright ? left.Width : left.Height) : 0;
        var at = 0.0;
        for (var each = from; each < end; each++)
        {
            var length = each == end - 1 ? along - at : sum > 0 ? along * sizes[each] / sum : 0;
            areas[order[each]] = upright ? new Area(left.X, left.Y + at, depth, length) : new Area(left.X + at, left.Y, length, depth);
            at += length;
        }

        return upright
            ? new Area(left.X + depth, left.Y, Math.Max(0, left.Width - depth), left.Height)
            : new Area(left.X, left.Y + depth, left.Width, Math.Max(0, left.Height - depth));
    }

    /// <summary>How far from a square the worst of a row is: 1 for a square.</summary>
    private static double Worst(double largest, double smallest, double sum, double along) =>
        Math.Max(along * along * largest / (sum * sum), sum * sum / (along * along * smallest));
}
