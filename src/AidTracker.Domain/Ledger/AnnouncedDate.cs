using System.Globalization;

namespace AidTracker.Domain.Ledger;

/// <summary>How exactly the day of an announcement is known.</summary>
public enum DatePrecision
{
    /// <summary>The day is known.</summary>
    Day,

    /// <summary>Only the month is known: it counts at the month's last day (product rule 1).</summary>
    Month,

    /// <summary>The day is that of the report, not of the announcement.</summary>
    Reported,
}

/// <summary>When the donor said it: the ledger's first clock.</summary>
public sealed record AnnouncedDate
{
    private AnnouncedDate(DateOnly on, DatePrecision precision) => (On, Precision) = (on, precision);

    /// <summary>The day at which the announcement counts.</summary>
    public DateOnly On { get; }

    public DatePrecision Precision { get; }

    public static AnnouncedDate Day(int year, int month, int day) => new(new DateOnly(year, month, day), DatePrecision.Day);

    public static AnnouncedDate Month(int year, int month) => new(new DateOnly(year, month, DateTime.DaysInMonth(year, month)), DatePrecision.Month);

    /// <exception cref="LedgerRefusal">A date known to the month is not the month's last day.</exception>
    public static AnnouncedDate Of(DateOnly on, DatePrecision precision) =>
        precision == DatePrecision.Month && on.Day != DateTime.DaysInMonth(on.Year, on.Month)
            ? throw new LedgerRefusal("announcement_month_counts_at_its_end", null, $"A date known to the month counts at the month's last day: write {DateTime.DaysInMonth(on.Year, on.Month)} instead of {on.Day}.")
            : new(on, precision);

    public override string ToString() => Precision switch
    {
        DatePrecision.Month => On.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        DatePrecision.Reported => $"reported {On.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}",
        _ => On.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
    };
}
