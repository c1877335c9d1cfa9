using System.Globalization;

namespace AidTracker.Web.Reading.Filters;

/// <summary>A year, a quarter or a month by the name that it has in addresses: <c>2024</c>, <c>2024-Q3</c>, <c>2024-07</c>.</summary>
/// <param name="FirstMonth">The first month of it, counted from January of the year 0.</param>
/// <param name="Months">12, 3 or 1.</param>
public readonly record struct Period(int FirstMonth, int Months)
{
    public DateOnly From => new(FirstMonth / 12, FirstMonth % 12 + 1, 1);

    /// <summary>The last day of it.</summary>
    public DateOnly To => new DateOnly((FirstMonth + Months - 1) / 12, (FirstMonth + Months - 1) % 12 + 1, 1) is var last ? new(last.Year, last.Month, DateTime.DaysInMonth(last.Year, last.Month)) : default;

    /// <summary>What follows it, as long as it is.</summary>
    public Period Next => this with { FirstMonth = FirstMonth + Months };

    public bool Holds(Period other) => FirstMonth <= other.FirstMonth && other.FirstMonth + other.Months <= FirstMonth + Months;

    /// <summary>As addresses have it; the name in order of text is the order in time, among periods of one length.</summary>
    public override string ToString()
    {
        var year = (FirstMonth / 12).ToString("0000", CultureInfo.InvariantCulture);
        return Months switch
        {
            12 => year,
            3 => $"{year}-Q{FirstMonth % 12 / 3 + 1}",
            _ => $"{year}-{(FirstMonth % 12 + 1).ToString("00", CultureInfo.InvariantCulture)}",
        };
    }

    /// <returns>Null where it is not a period.</returns>
    public static Period? Read(string name)
    {
        if (name.Length < 4 || !int.TryParse(name[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year == 0)
        {
            return null;
        }

        return name.Length switch
        {
            4 => new Period(year * 12, 12),
            7 when name[4] == '-' && name[5] is 'Q' or 'q' && name[6] is >= '1' and <= '4' => new Period(year * 12 + (name[6] - '1') * 3, 3),
            7 when name[4] == '-' && int.TryParse(name[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 => new Period(year * 12 + month - 1, 1),
            _ => null,
        };
    }

    /// <summary>What both lists have in common; an empty list is all time.</summary>
    public static IReadOnlyList<string> Within(IReadOnlyList<string> periods, Period narrower) => periods.Count == 0
        ? [narrower.ToString()]
        : [.. periods.Select(name => Read(name)!.Value)
            .Select(period => narrower.Holds(period) ? period : period.Holds(narrower) ? narrower : (Period?)null)
            .OfType<Period>().Select(period => period.ToString()).Distinct().Order(StringComparer.Ordinal)];
}
