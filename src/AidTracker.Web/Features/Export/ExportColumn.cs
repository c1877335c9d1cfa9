namespace AidTracker.Web.Features.Export;

/// <summary>One column of an export. docs/exports.md is written from these by a test, so the two cannot disagree.</summary>
/// <param name="Name">Stable: people's scripts rely on it.</param>
/// <param name="Meaning">A sentence with units, and when it is empty.</param>
/// <param name="Value">A text, number, date, instant or truth; null is an empty cell.</param>
public sealed record ExportColumn<T>(string Name, string Meaning, Func<T, object?> Value);
