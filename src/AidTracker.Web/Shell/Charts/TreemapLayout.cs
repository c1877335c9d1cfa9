namespace AidTracker.Web.Shell.Charts;

/// <summary>The areas of a treemap in a drawing of one size, and what of their names has room in them.</summary>
public sealed class TreemapLayout
{
    /// <summary>Of the name of a row, which stands on a tag over the areas of its columns.</summary>
    public const int TagHeight = 19;

    public const int LineHeight = 16;

    private const double Padding = 6;

    /// <summary>Of a name that is cut off.</summary>
    private const double LeastPiece = 48;

    /// <param name="width">For which the areas are squarest, CSS pixels.</param>
    public TreemapLayout(IReadOnlyList<ChartHead> rows, IReadOnlyList<ChartHead> columns, IReadOnlyList<ChartCell> cells, double width, double height)
    {
        var drawn = cells.Where(cell => cell.Amount > 0).ToLookup(cell => cell.Row);
        var areas = Squarified.Of([.. rows.Select((_, row) => drawn[row].Sum(cell => cell.Amount))], new Area(0, 0, width, height));
        (Width, Height, _rows, _columns) = (width, height, rows, columns);
        Rows = [.. rows.Select((head, row) => (row, areas[row])).Where(each => drawn[each.row].Any())];
        Cells = [.. Rows.SelectMany(row =>
        {
            var within = drawn[row.Row].ToList();
            return Squarified.Of([.. within.Select(cell => cell.Amount)], row.Area).Select((area, place) => (within[place], area));
        })];
    }

    private readonly IReadOnlyList<ChartHead> _rows;
    private readonly IReadOnlyList<ChartHead> _columns;

    public double Width { get; }

    public double Height { get; }

    /// <summary>Those with something to draw, by place.</summary>
    public IReadOnlyList<(int Row, Area Area)> Rows { get; }

    /// <summary>Within the areas of their rows, which they fill.</summary>
    public IReadOnlyList<(ChartCell Cell, Area Area)> Cells { get; }

    /// <summary>Whether rows are divided: else a row is its one cell, and says its own name.</summary>
    public bool IsDivided => _columns.Count > 1;

    /// <summary>What the tag of a row says; null where not even a piece of its name has room.</summary>
    /// <param name="scale">How wide the drawing is, of the width it was laid out for.</param>
    public string? Tag(int row, Area area, double scale)
    {
        var head = _rows[row];
        var room = area.Width * scale - 2 * Padding - 2;
        if (area.Height < TagHeight + 2)
        {
            return null;
        }

        return new[] { $"{head.Name} {head.Figure}", head.Name, head.Code }.FirstOrDefault(text => text.Length > 0 && Lettering.Width(text, isBold: true) <= room)
            // A piece of a name is better than areas of nobody.
            ?? (room >= LeastPiece ? Lettering.Cut(head.Name, room, isBold: true) : null);
    }

    public static double TagWidth(string tag) => Lettering.Width(tag, isBold: true) + 2 * Padding;

    /// <summary>The lines in an area, and how far below its upper edge the first stands.</summary>
    /// <param name="scale">As of <see cref="Tag"/>.</param>
    public (IReadOnlyList<string> Lines, double Y) Label(ChartCell cell, Area area, double scale)
    {
        var top = 0.0;
        if (IsDivided)
        {
            var row = Rows.First(each => each.Row == cell.Row).Area;
            var below = row.Y + TagHeight + 2 - area.Y;
            top = below > 0 && Tag(cell.Row, row, scale) is { } tag && (area.X - row.X) * scale < TagWidth(tag) ? below : 0;
        }

        var room = area.Width * scale - 2 * Padding;
        var most = (int)((area.Height - top - 4) / LineHeight);
        var named = IsDivided ? _columns[cell.Column] : _rows[cell.Row];
        var name = Lettering.Wrapped(named.Name, room, Math.Min(3, most), isBold: true);
        if (name.Count == 0 && !IsDivided && most > 0)
        {
            // Rows are told by nothing but their names, so a piece of one is better than none.
            name = named.Code.Length > 0 ? Lettering.Wrapped(named.Code, room, 1, isBold: true) : room >= LeastPiece ? [Lettering.Cut(named.Name, room, isBold: true)] : [];
        }

        // A figure alone would not say of what.
        return (name.Count > 0 && name.Count < most && Lettering.Width(cell.Figure) <= room ? [.. name, cell.Figure] : name, top + LineHeight - 1);
    }
}
