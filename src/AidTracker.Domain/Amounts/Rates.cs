namespace AidTracker.Domain.Amounts;

/// <summary>What one unit of a currency is worth in another.</summary>
/// <param name="Value">Units of the other currency, above zero.</param>
/// <param name="Day">The business day that it is of: where the two currencies' newest rates are of different days, the earlier.</param>
public sealed record Rate(decimal Value, DateOnly Day);

/// <summary>
/// Exchange rates as they are known at one point of the second clock: what one euro costs, by currency and business day. A day takes
/// the latest business day of the seven before it, or itself. The same stands in the database, in <c>ledger.exchange</c>.
/// </summary>
public sealed class Rates
{
    /// <summary>How many days a rate serves after its own; beyond that there is none.</summary>
    public const int ReachInDays = 7;

    /// <summary>The currency that rates are measured in: always 1.</summary>
    public static readonly Currency Euro = new("EUR");

    private readonly Dictionary<Currency, SortedList<DateOnly, decimal>> perEuro = [];

    /// <param name="known">Units of the currency for 1 EUR, above zero, at most one a currency and business day.</param>
    /// <exception cref="ArgumentException">A rate is not above zero, is of the euro, or stands there twice.</exception>
    public Rates(IEnumerable<(Currency Currency, DateOnly Day, decimal PerEuro)> known)
    {
        foreach (var (currency, day, units) in known)
        {
            if (units <= 0 || currency == Euro)
            {
                throw new ArgumentException($"There is no rate of {currency} such as {units}: a rate is above zero, and the euro has none.", nameof(known));
            }

            if (!perEuro.TryGetValue(currency, out var days))
            {
                perEuro[currency] = days = [];
            }

            days.Add(day, units);
        }
    }

    /// <returns>The rate from one currency into another; 1 on the day itself where they are the same; null where one of them has none within <see cref="ReachInDays"/>.</returns>
    public Rate? On(Currency from, Currency to, DateOnly day) =>
        from == to ? new Rate(1, day)
        : PerEuro(from, day) is { } units && PerEuro(to, day) is { } worth ? new Rate(worth.Value / units.Value, units.Day < worth.Day ? units.Day : worth.Day)
        : null;

    /// <summary>The rate of money that came in on several days: each day's rate by the part that came in on it.</summary>
    /// <param name="parts">The days and their parts of the whole, which add up to 1; none of nothing.</param>
    /// <returns>
    /// Units of <paramref name="to"/> for one of <paramref name="from"/>; null where there is nothing to convert, where the mode
    /// converts nothing, or where a day that is needed has no rate.
    /// </returns>
    public decimal? Average(Currency from, Currency to, IReadOnlyList<(DateOnly On, decimal Weight)> parts, RateMode mode)
    {
        if (from == to)
        {
            return 1;
        }

        if (!mode.Converts || parts.Count == 0)
        {
            return null;
        }

        if (mode.FixedOn is { } day)
        {
            return On(from, to, day)?.Value;
        }

        var average = 0m;
        foreach (var (on, weight) in parts)
        {
            if (On(from, to, on) is not { } rate)
            {
                return null;
            }

            average += weight * rate.Value;
        }

        return average;
    }

    private Rate? PerEuro(Currency currency, DateOnly day)
    {
        if (currency == Euro)
        {
            return new Rate(1, day);
        }

        if (!perEuro.TryGetValue(currency, out var days))
        {
            return null;
        }

        // The first business day after the one that is asked for.
        var (low, high) = (0, days.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = days.GetKeyAtIndex(middle) <= day ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && days.GetKeyAtIndex(low - 1) is var latest && day.DayNumber - latest.DayNumber <= ReachInDays
            ? new Rate(days.GetValueAtIndex(low - 1), latest)
            : null;
    }
}
