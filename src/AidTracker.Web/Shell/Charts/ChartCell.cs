namespace AidTracker.Web.Shell.Charts;

/// <summary>A row or a column of a chart whose parts are cells.</summary>
/// <param name="Code">A code for where its name has no room; empty where there is none that readers know.</param>
/// <param name="Figure">What it adds up to, briefly.</param>
/// <param name="Words">The same exactly.</param>
/// <param name="Href">The list behind it; null where no address says it.</param>
public sealed record ChartHead(string Name, string Code, string Figure, string Words, string? Href, CategoryMark Mark);

/// <summary>What stands under a row and a column, by their places.</summary>
/// <param name="Figure">Briefly; <paramref name="Words"/> exactly.</param>
/// <param name="Href">The list behind it; null where no address says it.</param>
public sealed record ChartCell(int Row, int Column, decimal Amount, string Figure, string Words, string? Href);
