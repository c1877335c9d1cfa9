using System.Globalization;
using System.Text.Json;

namespace AidTracker.Web.Features.Export;

/// <summary>What stands in a cell, as text and as JSON: the same on every machine.</summary>
internal static class Cell
{
    /// <param name="value">A text, number, date, instant, truth or list of codes; null is an empty cell.</param>
    public static string? Text(object? value) => value switch
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

    /// <summary>Whether the cell holds what somebody wrote, rather than a number, a date or a truth.</summary>
    public static bool IsText(object? value) => value is string or IEnumerable<string>;

    /// <summary>Numbers and truths as such, lists of codes as arrays, everything else as the text of <see cref="Text"/>.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case decimal or int or long:
                json.WriteRawValue(Text(value)!);
                break;
            case IEnumerable<string> codes:
                json.WriteStartArray();
                foreach (var code in codes)
                {
                    json.WriteStringValue(code);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }
}
