using System.Globalization;
using System.Text.Json;

namespace AidTracker.Web.Features.Export;

/// <summary>What stands in a cell, as text and as JSON: the same on every machine.</summary>
internal static class Cell
{
    private const int Decimals = 10;

    /// <param name="value">A text, number, date, instant, truth or list of codes; null is an empty cell.</param>
    public static string? Text(object? value) => value switch
    {
        null => null,
        decimal number => Shortest(number),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IEnumerable<string> codes => string.Join(';', codes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var text => text.ToString(),
    };

    /// <summary>To ten decimals, without zeros at the end: a form of its own such as <c>0.##</c> takes twice as long, and a file has millions.</summary>
    private static string Shortest(decimal number)
    {
        var text = (number.Scale > Decimals ? decimal.Round(number, Decimals, MidpointRounding.AwayFromZero) : number).ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

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
