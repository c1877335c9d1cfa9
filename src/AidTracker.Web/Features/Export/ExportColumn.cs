using System.Globalization;

namespace AidTracker.Web.Features.Export;

/// <summary>One column of an export. docs/exports.md is written from these by a test, so the two cannot disagree.</summary>
/// <param name="Name">Stable: people's scripts rely on it.</param>
/// <param name="Meaning">A sentence with units, and when it is empty.</param>
/// <param name="Value">A text, number, date, instant or truth; null is an empty cell.</param>
public sealed record ExportColumn<T>(string Name, string Meaning, Func<T, object?> Value)
{
    /// <summary>The cell's text, the same on every machine.</summary>
    public string? Text(T row) => Value(row) switch
    {
        null => null,
        decimal number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IEnumerable<string> codes => string.Join(';', codes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var text => text.ToString(),
    };
}
