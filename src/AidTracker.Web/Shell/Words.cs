using System.Globalization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;

namespace AidTracker.Web.Shell;

/// <summary>Money, dates and codes as people read them: the one place where they become text. Always English, always UTC.</summary>
public static class Words
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private static readonly (decimal Size, string Suffix)[] Magnitudes =
        [(1_000_000_000_000m, "tn"), (1_000_000_000m, "bn"), (1_000_000m, "M"), (1_000m, "k")];

    private static readonly string[] SmallNumbers =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>To the hundredth, as the ledger has it: <c>2,000,000,000</c>; a true minus sign before what is below zero.</summary>
    public static string Exact(decimal amount) => (amount < 0 ? "−" : "") + Math.Abs(amount).ToString("#,0.##", Culture);

    public static string Exact(decimal amount, string currency) => $"{currency} {Exact(amount)}";

    /// <summary>What was converted, always to the cent: <c>EUR 140,234,574.20</c>.</summary>
    public static string Converted(decimal amount, string currency) => $"{currency} {ToTheCent(amount)}";

    public static string ToTheCent(decimal amount) => (amount < 0 ? "−" : "") + Math.Abs(amount).ToString("#,0.00", Culture);

    /// <summary>With its sign in either direction: <c>+835,000,000</c>.</summary>
    public static string WithSign(decimal amount) => (amount > 0 ? "+" : "") + Exact(amount);

    /// <summary>Two or three leading digits and a magnitude: <c>CAD 2.0bn</c>. The exact figure is never far from it.</summary>
    public static string Brief(decimal amount, string currency)
    {
        var absolute = Math.Abs(amount);
        var sign = amount < 0 ? "−" : "";
        foreach (var (size, suffix) in Magnitudes)
        {
            // 999.6 million is a billion to three digits, not "1000M".
            if (absolute >= size * 0.9995m)
            {
                var value = absolute / size;
                var format = value >= 99.95m ? "0" : suffix is "M" or "k" ? "0.#" : "0.0#";
                return $"{currency} {sign}{value.ToString(format, Culture)}{suffix}";
            }
        }

        return $"{currency} {Exact(amount)}";
    }

    /// <summary>What a list that publications add to is of.</summary>
    public static string List(ListedAs list) => list == ListedAs.Party ? "donors and recipients" : "initiatives";

    /// <summary>A part of a whole: <c>41.8%</c>, and never 0% or 100% of what is neither.</summary>
    public static string Share(decimal part, decimal whole)
    {
        if (whole == 0)
        {
            return "";
        }

        var percent = 100 * part / whole;
        return percent switch
        {
            > 0 and < 0.1m => "<0.1%",
            > 99.9m and < 100 => ">99.9%",
            _ => Exact(decimal.Round(percent, 1, MidpointRounding.AwayFromZero)) + "%",
        };
    }

    public static string Number(long value) => value.ToString("#,0", Culture);

    /// <summary>A quantity with its unit, singular or plural: <c>20,000 rounds</c>.</summary>
    public static string Quantity(decimal quantity, string? unit) => unit is null
        ? quantity.ToString("#,0.###", Culture)
        : $"{quantity.ToString("#,0.###", Culture)} {(Math.Abs(quantity) == 1 ? unit : Plural(unit))}";

    /// <summary>What was contracted, paid or delivered: <c>20,000 rounds worth about 98,000,000</c>; <c>all of it</c> without a figure.</summary>
    public static string Progress(decimal? quantity, string? unit, decimal? value, AmountQualifier qualifier = AmountQualifier.Exact) => (quantity, value) switch
    {
        ({ } goods, { } money) => $"{Quantity(goods, unit)} worth {Qualifier(qualifier)}{Exact(money)}",
        ({ } goods, null) => Quantity(goods, unit),
        (null, { } money) => Qualifier(qualifier) + Exact(money),
        _ => "all of it",
    };

    /// <summary><c>one line</c>, <c>three lines</c>, <c>14 lines</c>.</summary>
    public static string Count(long count, string what) =>
        $"{(count is >= 0 and <= 12 ? SmallNumbers[count] : Number(count))} {(count == 1 ? what : Plural(what))}";

    /// <summary><c>1 day</c>, <c>1,247 days</c>: an age, in digits.</summary>
    public static string Days(int days) => $"{Number(days)} {(days == 1 ? "day" : "days")}";

    public static string Capital(string sentence) => sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", Culture);

    /// <summary>As exactly as it is known: a month, or the day of a report.</summary>
    public static string Date(DateOnly date, string precision) => precision switch
    {
        nameof(DatePrecision.Month) => date.ToString("MMMM yyyy", Culture),
        nameof(DatePrecision.Reported) => $"reported {Date(date)}",
        _ => Date(date),
    };

    /// <summary>For a column of a table: <c>24 Feb 2026</c>.</summary>
    public static string ShortDate(DateOnly date) => date.ToString("d MMM yyyy", Culture);

    public static string IsoDate(DateOnly date) => date.ToString("yyyy-MM-dd", Culture);

    /// <summary><c>26 August 2025, 16:00 UTC</c>.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", Culture);

    public static string IsoInstant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Culture);

    /// <summary><c>Denmark, Germany and Netherlands</c>.</summary>
    public static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
    };

    /// <summary>How a figure is stated, before the figure: <c>up to</c>; nothing for an exact one.</summary>
    public static string Qualifier(AmountQualifier qualifier) => qualifier switch
    {
        AmountQualifier.Approximately => "about ",
        AmountQualifier.Estimated => "an estimated ",
        AmountQualifier.Between => "up to ",
        AmountQualifier.UpTo => "up to ",
        AmountQualifier.AtLeast => "at least ",
        AmountQualifier.MoreThan => "more than ",
        _ => "",
    };

    /// <summary>A kind as a reader says it: <c>Topped up</c>.</summary>
    public static string Kind(AnnouncementKind kind) => kind switch
    {
        AnnouncementKind.ToppedUp => "Topped up",
        AnnouncementKind.Reannounced => "Announced again",
        _ => kind.ToString(),
    };

    /// <summary>What a total can mean at least and at most, where that is not the total itself: <c>at least 1,200; no upper limit</c>.</summary>
    /// <param name="openEnded">Whether some of it means that much or more.</param>
    public static string? Bounds(decimal amount, decimal floor, bool openEnded) => (floor < amount, openEnded) switch
    {
        (false, false) => null,
        (false, true) => "or more: no upper limit",
        (true, false) => $"at least {Exact(floor)}",
        (true, true) => $"at least {Exact(floor)}; no upper limit",
    };

    /// <summary>What a source's grade means.</summary>
    public static string Grade(SourceGrade grade) => grade switch
    {
        SourceGrade.A => "official document",
        SourceGrade.B => "official statement or post",
        SourceGrade.C => "news agency",
        SourceGrade.D => "other press",
        _ => "another tracker",
    };

    /// <summary>Of one word: <c>rounds</c> of <c>round</c>, <c>batteries</c> of <c>battery</c>.</summary>
    public static string Plural(string word) => word switch
    {
        _ when word.EndsWith('y') && word.Length > 1 && !"aeiou".Contains(word[^2]) => word[..^1] + "ies",
        _ when word.EndsWith('s') || word.EndsWith('x') || word.EndsWith("ch", StringComparison.Ordinal) => word + "es",
        "aircraft" => word,
        _ => word + "s",
    };
}
