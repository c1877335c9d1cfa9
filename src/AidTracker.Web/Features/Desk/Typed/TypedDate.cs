using System.Globalization;
using System.Text.RegularExpressions;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>A day or a month as people write it: 2025-08-24, 24 August 2025, August 24, 2025, 24.8.2025, August 2025, 2025-08.</summary>
internal static partial class TypedDate
{
    private const int Earliest = 1990;
    private const int Latest = 2100;

    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <param name="where">What the field is called.</param>
    /// <returns>Nothing at all for an empty field. A month is its last day, at which it counts.</returns>
    public static (DateOnly? Date, DatePrecision Precision, Said? Refused) Read(string typed, string where)
    {
        var text = TypedNumber.Plain(typed);
        if (text.Length == 0)
        {
            return (null, DatePrecision.Day, null);
        }

        if (text.Length > 40 || Parts(text) is not var (year, month, day))
        {
            return (null, DatePrecision.Day, Slashed().IsMatch(text) ? DeskSentences.AmbiguousDate(where, typed) : DeskSentences.NotADate(where, typed));
        }

        return year is < Earliest or > Latest ? (null, DatePrecision.Day, DeskSentences.YearOutOfBounds(where, year, Earliest, Latest))
            : month is < 1 or > 12 ? (null, DatePrecision.Day, DeskSentences.NotADate(where, typed))
            : day is null ? (new DateOnly(year, month, DateTime.DaysInMonth(year, month)), DatePrecision.Month, null)
            : day < 1 || day > DateTime.DaysInMonth(year, month) ? (null, DatePrecision.Day, DeskSentences.NoSuchDay(where, typed, $"{Capital(Months[month - 1])} {year}", DateTime.DaysInMonth(year, month)))
            : (new DateOnly(year, month, day.Value), DatePrecision.Day, null);
    }

    private static (int Year, int Month, int? Day)? Parts(string text) =>
        Iso().Match(text) is { Success: true } iso ? (Number(iso, 1), Number(iso, 2), iso.Groups[3].Success ? Number(iso, 3) : null)
        : Dotted().Match(text) is { Success: true } dotted ? (Number(dotted, 3), Number(dotted, 2), Number(dotted, 1))
        : DayFirst().Match(text) is { Success: true } first && Month(first.Groups[2].Value) is { } named ? (Number(first, 3), named, first.Groups[1].Success ? Number(first, 1) : null)
        : MonthFirst().Match(text) is { Success: true } american && Month(american.Groups[1].Value) is { } leading ? (Number(american, 3), leading, Number(american, 2))
        : null;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int? Month(string name) =>
        Array.FindIndex(Months, month => month.Equals(name, StringComparison.OrdinalIgnoreCase) || (name.Length >= 3 && month.StartsWith(name.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))) is >= 0 and var at ? at + 1 : null;

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex("^([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?$")]
    private static partial Regex Iso();

    [GeneratedRegex("^([0-9]{1,2})\\. ?([0-9]{1,2})\\. ?([0-9]{4})$")]
    private static partial Regex Dotted();

    [GeneratedRegex("^(?:([0-9]{1,2})(?:st|nd|rd|th)?\\.? )?([A-Za-z]{3,9})\\.?,? ([0-9]{4})$")]
    private static partial Regex DayFirst();

    [GeneratedRegex("^([A-Za-z]{3,9})\\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})$")]
    private static partial Regex MonthFirst();

    [GeneratedRegex("^[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}$")]
    private static partial Regex Slashed();
}
