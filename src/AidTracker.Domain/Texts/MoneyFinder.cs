using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Texts;

/// <summary>Money as the text states it, before anybody asks what it is for.</summary>
/// <param name="From">Its first token, qualifier left out.</param>
/// <param name="To">The token after its last.</param>
/// <param name="Low">The lower end of a range; else null.</param>
/// <param name="InParentheses">It stands in brackets.</param>
/// <param name="Guessed">The currency was bare, and no donor's own.</param>
internal sealed record MoneyMention(
    decimal Amount, decimal? Low, string Currency, AmountQualifier Qualifier, int From, int To, int Sentence, bool InParentheses, bool Guessed, bool Unsure);

/// <summary>Finds numbers with a currency before or after them, ranges of such, and numbers that take the currency of the one before.</summary>
internal static class MoneyFinder
{
    /// <summary>The most amounts read from a text; the rest is passed over with a warning.</summary>
    public const int Limit = 400;

    private static readonly HashSet<string> CountryAdjectives = [.. "us u.s. american canadian australian zealand norwegian swedish danish icelandic czech british".Split(' ')];

    /// <param name="donor">Whose a bare dollar or crown is; null where it is not known.</param>
    public static List<MoneyMention> Find(ReadText text, string? donor)
    {
        var found = new List<MoneyMention>();
        for (var s = 0; s < text.Sentences.Count; s++)
        {
            var sentence = text.Sentences[s];
            var depth = 0;
            for (var i = sentence.From; i < sentence.To && found.Count < Limit; i++)
            {
                depth += text.Tokens[i].Is('(') ? 1 : text.Tokens[i].Is(')') ? -1 : 0;
                var before = found.Count > 0 && found[^1].Sentence == s ? found[^1] : null;
                if (At(text.Tokens, i, sentence, s, depth > 0, donor, before) is { } money)
                {
                    found.Add(money);
                    i = money.To - 1;
                }
            }
        }

        return found;
    }

    private static MoneyMention? At(List<Token> tokens, int at, Sentence sentence, int index, bool inParentheses, string? donor, MoneyMention? before)
    {
        var number = at;
        var named = CurrencyWords.Before(tokens[at]);
        if (named is not null)
        {
            number++;
        }

        if (number >= sentence.To || (named is null && IsPeso(tokens, number, sentence) is not null))
        {
            return named is null && number < sentence.To ? Peso(tokens, number, sentence, index, inParentheses) : null;
        }

        if (NumberReader.At(tokens, number) is not { } read || read.To > sentence.To)
        {
            return null;
        }

        decimal? low = null;
        var (value, to) = (read.Value, read.To);
        var unsure = read.Unsure;
        if (Upper(tokens, read, sentence) is { } upper)
        {
            // "40 to 50 million": the scale of the second holds for the first.
            low = read.Scaled || read.Value >= upper.Value ? read.Value : read.Value * Scale(upper, tokens);
            (value, to) = (upper.Value, upper.To);
            if (low >= value)
            {
                (low, value, to) = (null, read.Value, read.To);
            }
        }

        if (named is null)
        {
            (named, to) = AfterNumber(tokens, to, sentence, donor);
            if (named is null && low is not null)
            {
                (value, to, low) = (read.Value, read.To, null);
                (named, to) = AfterNumber(tokens, to, sentence, donor);
            }
        }
        else
        {
            to = PassRepeated(tokens, to, sentence);
        }

        if (named is null)
        {
            // "… 18 million dollars will buy cameras, 5 million will pay for images"
            if (before is null || !read.Scaled || value < 1_000_000 || !Elliptic(tokens, to, sentence))
            {
                return null;
            }

            return new MoneyMention(value, low, before.Currency, Qualifier(tokens, at, sentence, low), at, to, index, inParentheses, false, unsure);
        }

        // The same money in brackets is in another currency than the donor's: a bare dollar is then the American one.
        var party = named == CurrencyWords.Dollar && before is not null && inParentheses && before.Currency == CurrencyWords.Of(named, donor).Code ? "US" : donor;
        var (currency, guessed) = CurrencyWords.Of(named, party);
        var sound = value is > 0 and <= Money.Limit && decimal.Round(value, 2) == value;
        return sound ? new MoneyMention(value, low, currency, Qualifier(tokens, at, sentence, low), at, to, index, inParentheses, guessed && !inParentheses, unsure) : null;
    }

    private static decimal Scale(ReadNumber number, List<Token> tokens) =>
        NumberReader.Figures(tokens[number.From].Text, true) is ( > 0 and var figure, _) ? number.Value / figure : 1;

    /// <summary>The upper end of a range whose lower end was read: "to", "and" after "between", or a dash.</summary>
    private static ReadNumber? Upper(List<Token> tokens, ReadNumber low, Sentence sentence)
    {
        var at = low.To;
        if (at + 1 >= sentence.To)
        {
            return null;
        }

        var joined = tokens[at].Lower is "to" or "and" || tokens[at].IsDash;
        var between = low.From > sentence.From && (tokens[low.From - 1].Lower is "between" || (low.From - 1 > sentence.From && tokens[low.From - 2].Lower is "between"));
        if (!joined || (tokens[at].Lower == "and" && !between))
        {
            return null;
        }

        // "from 40 million to 60 million" raises; it is no range.
        if (tokens[at].Lower == "to" && low.From > sentence.From && (tokens[low.From - 1].Lower == "from" || (low.From - 1 > sentence.From && tokens[low.From - 2].Lower == "from")))
        {
            return null;
        }

        at++;
        if (CurrencyWords.Before(tokens[at]) is not null && at + 1 < sentence.To)
        {
            at++;
        }

        return tokens[at].IsNumber && NumberReader.At(tokens, at) is { } upper && upper.To <= sentence.To ? upper : null;
    }

    private static (string? Named, int To) AfterNumber(List<Token> tokens, int at, Sentence sentence, string? donor)
    {
        if (at >= sentence.To)
        {
            return (null, at);
        }

        // "the 2,000-pound bombs" weigh.
        if (tokens[at].IsDash)
        {
            return (null, at);
        }

        var adjective = at;
        while (adjective < sentence.To && adjective < at + 2 && (CountryAdjectives.Contains(tokens[adjective].Stem) || tokens[adjective].Lower == "new"))
        {
            adjective++;
        }

        if (adjective < sentence.To && CurrencyWords.After(tokens[adjective]) is { } named && !(tokens[adjective].Lower is "pound" && adjective + 1 < sentence.To && tokens[adjective + 1].IsWord))
        {
            var whose = string.Join(' ', Enumerable.Range(at, adjective - at).Select(i => tokens[i].Stem));
            var party = whose switch
            {
                "us" or "u.s." or "american" => "US",
                "canadian" => "CA",
                "australian" => "AU",
                "new zealand" => "NZ",
                "norwegian" => "NO",
                "swedish" => "SE",
                "danish" => "DK",
                "icelandic" => "IS",
                "czech" => "CZ",
                _ => donor,
            };
            return (named is CurrencyWords.Dollar or CurrencyWords.Crown && party != donor ? CurrencyWords.Of(named, party).Code : named, adjective + 1);
        }

        return (null, at);
    }

    /// <summary>"US$5 million dollars", "€5m euros".</summary>
    private static int PassRepeated(List<Token> tokens, int at, Sentence sentence) =>
        at < sentence.To && tokens[at].IsWord && tokens[at].Lower is "dollars" or "euros" or "pounds" ? at + 1 : at;

    private static bool Elliptic(List<Token> tokens, int at, Sentence sentence) =>
        at >= sentence.To || tokens[at].Kind == TokenKind.Mark
        || tokens[at].Lower is "will" or "is" or "are" or "was" or "were" or "goes" or "go" or "for" or "to" or "would" or "pays" or "of" or "in" or "from" or "on" or "and" or "more";

    private static AmountQualifier Qualifier(List<Token> tokens, int at, Sentence sentence, decimal? low)
    {
        if (low is not null)
        {
            return AmountQualifier.Between;
        }

        var one = at - 1 >= sentence.From ? tokens[at - 1].Lower : "";
        var two = at - 2 >= sentence.From ? tokens[at - 2].Lower : "";
        return (two, one) switch
        {
            ("up", "to") or ("as", "much") or ("at", "most") => AmountQualifier.UpTo,
            ("at", "least") => AmountQualifier.AtLeast,
            (_, "minimum") => AmountQualifier.AtLeast,
            ("more", "than") or (_, "over") or (_, "exceeding") or (_, "above") or ("excess", "of") => AmountQualifier.MoreThan,
            ("just", "under") or ("close", "to") or (_, "about") or (_, "around") or (_, "roughly") or (_, "approximately") or (_, "nearly") or (_, "almost")
                or (_, "some") or (_, "circa") or (_, "near") or (_, "under") or (_, "~") or (_, "approx") or ("approx", ".") or ("ca", ".") => AmountQualifier.Approximately,
            (_, "estimated") => AmountQualifier.Estimated,
            ("much", "as") => AmountQualifier.UpTo,
            _ => AmountQualifier.Exact,
        };
    }

    /// <summary>"P235 million": the peso's sign is a letter.</summary>
    private static decimal? IsPeso(List<Token> tokens, int at, Sentence sentence) =>
        tokens[at] is { IsWord: true, Text: ['P', .. { Length: > 0 } digits] } && digits.All(char.IsAsciiDigit) && at + 1 < sentence.To && tokens[at + 1].Lower is "million" or "billion"
        && NumberReader.Figures(digits, true) is var (value, _)
            ? value * (tokens[at + 1].Lower == "million" ? 1_000_000 : 1_000_000_000)
            : null;

    private static MoneyMention? Peso(List<Token> tokens, int at, Sentence sentence, int index, bool inParentheses) =>
        IsPeso(tokens, at, sentence) is { } value and <= Money.Limit
            ? new MoneyMention(value, null, "PHP", Qualifier(tokens, at, sentence, null), at, at + 2, index, inParentheses, false, false)
            : null;
}
