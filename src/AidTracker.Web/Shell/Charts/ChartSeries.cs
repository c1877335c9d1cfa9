namespace AidTracker.Web.Shell.Charts;

/// <summary>What one mark stands for in a chart.</summary>
public sealed record ChartSeries(string Name, CategoryMark Mark);

/// <summary>One bar, or one row of a heat map.</summary>
/// <param name="Figure">What it adds up to, in words; empty where it cannot be said.</param>
/// <param name="Parts">In the order of the series, with the figure in words; none where nothing is there.</param>
public sealed record ChartRow(string Name, string Figure, IReadOnlyList<(ChartSeries Series, decimal Amount, string Words)> Parts);
