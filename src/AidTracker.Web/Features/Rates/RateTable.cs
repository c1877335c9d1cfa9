using System.Globalization;
using System.Text.RegularExpressions;
using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Rates;

/// <summary>The rates of one file, checked one by one as they are read; none of them counts before all do.</summary>
/// <param name="currencies">The codes that are in the ledger's list of currencies.</param>
/// <param name="today">No rate is of a later day.</param>
internal sealed partial class RateTable(IReadOnlySet<string> currencies, DateOnly today)
{
    public const int MostDays = 20_000;
    public const int MostCurrencies = 100;
    public const int MostDecimals = 10;
    public const decimal LargestRate = 1_000_000_000m;

    /// <summary>Before it there was no euro.</summary>
    public static readonly DateOnly FirstDay = new(1999, 1, 1);

    private readonly HashSet<DateOnly> days = [];
    private readonly SortedSet<string> named = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Currency, DateOnly Day), decimal> rates = [];

    /// <summary>Units of the currency for 1 EUR.</summary>
    public IReadOnlyDictionary<(string Currency, DateOnly Day), decimal> Rates => rates;

    public int Days => days.Count;

    public int Currencies => named.Count - Skipped.Count;

    /// <summary>Currencies that the ledger does not know, such as those that the euro replaced: left out.</summary>
    public IReadOnlyCollection<string> Skipped => [.. named.Where(code => !currencies.Contains(code))];

    /// <exception cref="RatesRefusedException">It is not a code, is the euro, or is one too many.</exception>
    public void AddCurrency(string code, int line, int column)
    {
        if (!CodeForm().IsMatch(code))
        {
            throw new RatesRefusedException(line, column, $"“{LogText.Printable(code, 20)}” is not a currency's code: three capital letters are expected, such as USD.");
        }

        if (code == "EUR")
        {
            throw new RatesRefusedException(line, column, "EUR is what rates are measured in, and has none of its own.");
        }

        named.Add(code);
        if (named.Count > MostCurrencies)
        {
            throw new RatesRefusedException(line, column, $"there are more than {MostCurrencies} currencies.");
        }
    }

    /// <exception cref="RatesRefusedException">It is not a day, has not come yet, stands there twice, or is one too many.</exception>
    public DateOnly AddDay(string text, int line, int column)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new RatesRefusedException(line, column, $"“{LogText.Printable(text, 20)}” is not a day: YYYY-MM-DD is expected.");
        }

        if (day < FirstDay || day > today)
        {
            throw new RatesRefusedException(line, column, $"{text} is not between {FirstDay:yyyy-MM-dd} and today, {today:yyyy-MM-dd}.");
        }

        if (!days.Add(day))
        {
            throw new RatesRefusedException(line, column, $"{text} stands there twice.");
        }

        if (days.Count > MostDays)
        {
            throw new RatesRefusedException(line, column, $"there are more than {MostDays} days.");
        }

        return day;
    }

    /// <exception cref="RatesRefusedException">It is not a number above zero, or the day has one of the currency already.</exception>
    public void AddRate(string currency, DateOnly day, string text, int line, int column)
    {
        if (!NumberForm().IsMatch(text))
        {
            throw new RatesRefusedException(line, column, $"“{LogText.Printable(text, 30)}” is not a rate of {currency}: digits with at most one point and {MostDecimals} decimals are expected.");
        }

        var units = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        if (units is <= 0 or > LargestRate)
        {
            throw new RatesRefusedException(line, column, string.Create(CultureInfo.InvariantCulture, $"{text} is not a rate of {currency}: it has to be above 0 and at most {LargestRate}."));
        }

        if (currencies.Contains(currency) && !rates.TryAdd((currency, day), units))
        {
            throw new RatesRefusedException(line, column, $"{currency} stands there twice on {day:yyyy-MM-dd}.");
        }
    }

    [GeneratedRegex("^[A-Z]{3}\\z")]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[0-9]{1,10}(\\.[0-9]{1,10})?\\z")]
    private static partial Regex NumberForm();
}
