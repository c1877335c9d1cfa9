namespace AidTracker.Web.Shell.Charts;

/// <summary>Marks of what has none of its own, as categories have: apart from one another, or deeper with time.</summary>
public static class SeriesMarks
{
    /// <summary>As many as charts.css tells apart.</summary>
    private const int Most = 11;

    private const int Palest = 2;
    private const int Deepest = 12;

    /// <param name="place">From 0.</param>
    public static CategoryMark Apart(int place) => new($"series-{place % Most}", place >= Most ? "mark-stripes" : null);

    /// <summary>The later, the deeper.</summary>
    /// <param name="place">From 0.</param>
    public static CategoryMark InTime(int place, int of) => new($"time-{(of == 1 ? Deepest : Palest + (Deepest - Palest) * place / (of - 1))}", null);
}
