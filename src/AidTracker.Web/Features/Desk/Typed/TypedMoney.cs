using System.Text.RegularExpressions;
using AidTracker.Domain.Amounts;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>What an amount may be below, above or at.</summary>
internal enum Allowed
{
    AboveZero,
    AnyButZero,
}

/// <summary>An amount of money as somebody typed it.</summary>
/// <param name="Amount">To the hundredth.</param>
/// <param name="Currency">ISO 4217; null where none is written, and after a bare sign such as $, which is the donor's own.</param>
internal sealed partial record TypedMoney(decimal Amount, string? Currency)
{
    private const string Example = "1,234.56, 835M or CAD 2bn";

    private static readonly Dictionary<string, string?> Signs = new(StringComparer.Ordinal) { ["$"] = null, ["€"] = "EUR", ["£"] = "GBP", ["₴"] = "UAH", ["US$"] = "USD", ["C$"] = "CAD", ["A$"] = "AUD" };

    /// <param name="where">What the field is called.</param>
    /// <returns>Nothing at all for an empty field, which means: not stated.</returns>
    public static (TypedMoney? Money, Said? Refused) Read(string typed, string where, Allowed allowed)
    {
        var text = TypedNumber.Plain(typed);
        if (text.Length == 0)
        {
            return (null, null);
        }

        var (rest, currency, sign) = Unmarked(text);
        var (value, refused) = TypedNumber.Read(rest, where, Example);
        if (refused is not null)
        {
            return (null, refused.What.Contains(rest, StringComparison.Ordinal) ? new Said(refused.Where, refused.What.Replace($"“{rest}”", $"“{DeskSentences.Cut(typed)}”", StringComparison.Ordinal), refused.Do) : refused);
        }

        value = sign ? -value : value;
        return value == 0 ? (null, DeskSentences.ZeroIsNoAmount(where))
            : value < 0 && allowed == Allowed.AboveZero ? (null, DeskSentences.BelowZero(where, typed))
            : decimal.Round(value, 2) != value ? (null, DeskSentences.FinerThanHundredth(where, typed))
            : Math.Abs(value) > Money.Limit ? (null, DeskSentences.NumberTooLarge(where, typed))
            : (new TypedMoney(value, currency), null);
    }

    /// <summary>The number without the currency before or behind it; whether a minus stood before the currency.</summary>
    private static (string Figure, string? Currency, bool Minus) Unmarked(string text)
    {
        var minus = text.StartsWith('-') && text.Length > 1 && !char.IsAsciiDigit(text[1]) && text.LastIndexOf('-') == 0;
        var unsigned = minus ? text[1..].TrimStart() : text;
        foreach (var (sign, code) in Signs.OrderByDescending(pair => pair.Key.Length))
        {
            if (unsigned.StartsWith(sign, StringComparison.OrdinalIgnoreCase))
            {
                return (unsigned[sign.Length..].Trim(), code, minus);
            }

            if (unsigned.EndsWith(sign, StringComparison.OrdinalIgnoreCase))
            {
                return (unsigned[..^sign.Length].Trim(), code, minus);
            }
        }

        // A code of three letters, which no word of scale is but "mio" and "mln".
        return CodeBefore().Match(unsigned) is { Success: true } before ? (before.Groups[2].Value.Trim(), before.Groups[1].Value.ToUpperInvariant(), minus)
            : CodeBehind().Match(unsigned) is { Success: true } behind && behind.Groups[2].Value.ToUpperInvariant() is not ("MIO" or "MLN" or "BLN" or "TRN") and var last ? (behind.Groups[1].Value.Trim(), last, minus)
            : (unsigned, null, minus);
    }

    [GeneratedRegex("^([A-Za-z]{3})\\s*([+-]?\\s*[0-9].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeBefore();

    [GeneratedRegex("^(.*[0-9A-Za-z])\\s+([A-Za-z]{3})$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeBehind();
}
