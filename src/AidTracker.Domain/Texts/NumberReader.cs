using System.Globalization;

namespace AidTracker.Domain.Texts;

/// <summary>A number that a text states in figures or in words.</summary>
/// <param name="From">Its first token.</param>
/// <param name="To">The token after its last.</param>
/// <param name="Scaled">It was followed by a word such as "million".</param>
/// <param name="Unsure">Its separator can be read in two ways ("1.234").</param>
internal readonly record struct ReadNumber(decimal Value, int From, int To, bool Scaled, bool Unsure);

/// <summary>
/// Numbers from tokens: "2.3 billion", "500 mln", "1.234,56", "half a million", "two dozen", "sixty-one". What is beyond
/// <see cref="Limit"/> is no number, nor is one with letters glued to it ("1e400", "24th").
/// </summary>
internal static class NumberReader
{
    public const decimal Limit = 1_000_000_000_000_000m;

    private static readonly Dictionary<string, decimal> Scales = new(StringComparer.Ordinal)
    {
        ["hundred"] = 100, ["dozen"] = 12, ["thousand"] = 1000, ["k"] = 1000,
        ["million"] = 1_000_000, ["mln"] = 1_000_000, ["mn"] = 1_000_000, ["mio"] = 1_000_000, ["m"] = 1_000_000,
        ["billion"] = 1_000_000_000, ["bln"] = 1_000_000_000, ["bn"] = 1_000_000_000, ["b"] = 1_000_000_000, ["milliard"] = 1_000_000_000,
        ["trillion"] = 1_000_000_000_000, ["trn"] = 1_000_000_000_000, ["tn"] = 1_000_000_000_000,
    };

    private static readonly Dictionary<string, decimal> Small = new(StringComparer.Ordinal)
    {
        ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10,
        ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17,
        ["eighteen"] = 18, ["nineteen"] = 19, ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60,
        ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90,
    };

    /// <summary>The number that begins with a token; null where none does.</summary>
    public static ReadNumber? At(IReadOnlyList<Token> tokens, int at)
    {
        var first = tokens[at];
        if (first.IsNumber)
        {
            return InFigures(tokens, at);
        }

        if (!first.IsWord)
        {
            return null;
        }

        // "half a million", "a dozen"
        if (first.Lower == "half" && At(tokens, at + 1, "a") && ScaleAt(tokens, at + 2) is { } halved)
        {
            return new ReadNumber(Plain(halved / 2), at, at + 3, true, false);
        }

        if (first.Lower is "a" or "an" && ScaleAt(tokens, at + 1) is { } one && tokens[at + 1].Text.Length > 2)
        {
            return new ReadNumber(one, at, at + 2, one > 1000, false);
        }

        return InWords(tokens, at);
    }

    /// <summary>Reads figures, whichever of comma and full stop is the decimal one.</summary>
    /// <param name="scaled">A word such as "million" follows, so that "1.234" has decimals.</param>
    /// <returns>Null where it is beyond <see cref="Limit"/> or no number.</returns>
    public static (decimal Value, bool Unsure)? Figures(string text, bool scaled)
    {
        var digits = string.Concat(text.Select(Plain));
        var lastComma = digits.LastIndexOf(',');
        var lastStop = digits.LastIndexOf('.');
        var point = -1;
        var unsure = false;
        if (lastComma >= 0 && lastStop >= 0)
        {
            point = Math.Max(lastComma, lastStop);
        }
        else if (Math.Max(lastComma, lastStop) is >= 0 and var only && digits.IndexOf(digits[only], StringComparison.Ordinal) == only)
        {
            // One separator: three digits after it are thousands, save after a full stop before "million".
            var three = digits.Length - only - 1 == 3 && only <= 3 && digits[0] != '0';
            point = three && !(digits[only] == '.' && scaled) ? -1 : only;
            unsure = three && digits[only] == '.';
        }

        var whole = string.Concat((point < 0 ? digits : digits[..point]).Where(char.IsAsciiDigit));
        var rest = point < 0 ? "" : string.Concat(digits[(point + 1)..].Where(char.IsAsciiDigit));
        return whole.Length <= 16 && rest.Length <= 10
            && decimal.TryParse($"0{whole}.{rest}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= Limit
            ? (Plain(value), unsure)
            : null;
    }

    /// <summary>Without the zeros that a multiplication leaves behind the point.</summary>
    private static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    private static char Plain(char character) =>
        CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit ? (char)('0' + digit) : character;

    private static ReadNumber? InFigures(IReadOnlyList<Token> tokens, int at)
    {
        var next = at + 1;
        // "$100-million"
        if (next + 1 < tokens.Count && tokens[next].IsDash && tokens[next].Glued && tokens[next + 1].Glued && ScaleAt(tokens, next + 1) is not null)
        {
            next++;
        }

        decimal? scale = next < tokens.Count && (tokens[next].Glued || tokens[next].Text.Length > 1) ? ScaleAt(tokens, next) : null;
        var glued = at + 1 < tokens.Count && tokens[at + 1] is { IsWord: true, Glued: true };
        if (scale is null && glued && !Measures.Are(tokens[at + 1].Lower))
        {
            return null;
        }

        if (Figures(tokens[at].Text, scale is not null) is not var (value, unsure) || value * (scale ?? 1) > Limit)
        {
            return null;
        }

        return new ReadNumber(Plain(value * (scale ?? 1)), at, scale is null ? at + 1 : next + 1, scale >= 1000, unsure);
    }

    private static ReadNumber? InWords(IReadOnlyList<Token> tokens, int at)
    {
        decimal value;
        if (Small.TryGetValue(tokens[at].Lower, out var word))
        {
            value = word;
        }
        else if (tokens[at].Lower.Split('-') is [var tens, var ones] && Small.TryGetValue(tens, out var ten) && Small.TryGetValue(ones, out var unit) && ten >= 20 && unit < 10)
        {
            value = ten + unit;
        }
        else
        {
            return null;
        }

        var next = at + 1;
        var scaled = false;
        // "two hundred thousand"
        while (ScaleAt(tokens, next) is { } scale && tokens[next].Text.Length > 1 && value * scale <= Limit)
        {
            value *= scale;
            scaled |= scale >= 1000;
            next++;
        }

        return new ReadNumber(value, at, next, scaled, false);
    }

    private static decimal? ScaleAt(IReadOnlyList<Token> tokens, int at) =>
        at < tokens.Count && tokens[at].IsWord && Scales.TryGetValue(tokens[at].Lower, out var scale) ? scale : null;

    private static bool At(IReadOnlyList<Token> tokens, int at, string word) => at < tokens.Count && tokens[at].Lower == word;
}
