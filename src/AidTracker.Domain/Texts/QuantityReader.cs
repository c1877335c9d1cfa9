namespace AidTracker.Domain.Texts;

/// <summary>A number of goods or people.</summary>
/// <param name="From">Its number's first token.</param>
/// <param name="To">The token after the words that name the goods.</param>
/// <param name="Aside">The rule and reason where it is no part of the announcement; else null.</param>
internal sealed record CountedGoods(decimal Quantity, string Unit, string Category, int From, int To, int Sentence, (string Rule, string Reason)? Aside);

/// <summary>Finds numbers of goods and numbers that look like them: sizes, times, shares, years and the numbers in models' names.</summary>
internal static class QuantityReader
{
    /// <summary>The most numbers looked at in a text; the rest is passed over with a warning.</summary>
    public const int Limit = 1000;

    /// <summary>How many words may stand between a number and what it counts.</summary>
    private const int Reach = 9;

    private static readonly HashSet<string> Stops = [.. ("for to in on at by with from into that which who will would is are was were has have had as while than plus against until before after during under over "
        + "or per between through via near because but about without whose where when countries states nations allies members").Split(' ')];

    private static readonly HashSet<string> Verbs = [.. "train trains training trained invite invites instruct instructs teach teaches instructors course courses".Split(' ')];

    public static List<CountedGoods> Find(ReadText text, List<MoneyMention> money, Aside aside, List<LeftOut> leftOut)
    {
        var taken = new HashSet<int>(money.SelectMany(mention => Enumerable.Range(mention.From, mention.To - mention.From)));
        var found = new List<CountedGoods>();
        var looked = 0;
        for (var s = 0; s < text.Sentences.Count; s++)
        {
            var sentence = text.Sentences[s];
            for (var i = sentence.From; i < sentence.To && looked < Limit; i++)
            {
                if (taken.Contains(i) || NumberReader.At(text.Tokens, i) is not { } number || number.To > sentence.To)
                {
                    continue;
                }

                looked++;
                if (Measured(text, number, sentence) is var (rule, reason, end))
                {
                    leftOut.Add(new LeftOut(text.All[text.Tokens[i].Start..text.Tokens[end - 1].End], rule, reason, text.Place(text.Tokens[i].Start, text.Tokens[end - 1].End)));
                    i = end - 1;
                }
                else if (Counted(text, number, sentence, s, aside) is { } goods)
                {
                    found.Add(goods);
                    i = number.To - 1;
                }
            }
        }

        return Shared(Subtotals(found));
    }

    /// <summary>A size, a time, a share, a year, an ordinal or a part of a name.</summary>
    private static (string Rule, string Reason, int End)? Measured(ReadText text, ReadNumber number, Sentence sentence)
    {
        var tokens = text.Tokens;
        var at = number.To;
        if (at < sentence.To && tokens[at].IsDash && tokens[at].Glued && at + 1 < sentence.To)
        {
            at++;
        }

        if (at < sentence.To && (tokens[at].Is('%') || Measures.Are(tokens[at].Lower)))
        {
            var rule = Measures.Rule(tokens[at].Lower) ?? "percentage";
            return (rule, $"A {rule}, not a number of goods", at + 1);
        }

        var previous = number.From > sentence.From ? tokens[number.From - 1] : default;
        var whole = tokens[number.From].Text.Length == 4 && tokens[number.From].Text.All(char.IsAsciiDigit) && number.Value is >= 1900 and <= 2100;
        if (whole && !(at < sentence.To && Goods.At(tokens, at, sentence.To) is { Good.Unit: not null }))
        {
            return ("year", "A year", number.To);
        }

        if (previous.Kind == TokenKind.Word && previous.Text is not null && tokens[number.From].IsNumber)
        {
            if (previous.Lower is "resolution" or "section" or "article" or "paragraph" or "chapter" or "no")
            {
                return ("reference", "The number of a law or document", number.To);
            }

            // "Leopard 2", "Robot 70", "Storm 12 boats"; a name of a party or month, or a sentence's first word, is no model.
            if (previous.IsCapitalised && number.From - 1 > sentence.From && PartyNames.At(tokens, number.From - 1) is null && !Date(previous) && !number.Scaled && number.Value < 1000)
            {
                return ("model_number", "Part of a name", number.To);
            }

            if (Date(previous) || (at < sentence.To && Date(tokens[at])))
            {
                return ("date", "Part of a date", number.To);
            }
        }

        return null;
    }

    private static bool Date(Token token) => token.IsCapitalised
        && token.Lower is "january" or "february" or "march" or "april" or "may" or "june" or "july" or "august" or "september" or "october" or "november" or "december";

    private static CountedGoods? Counted(ReadText text, ReadNumber number, Sentence sentence, int index, Aside aside)
    {
        var tokens = text.Tokens;
        if (decimal.Round(number.Value, 3) != number.Value || number.Value <= 0 || number.Value > Amounts.Quantity.Limit)
        {
            return null;
        }

        string? unit = null;
        var weight = -1;
        var last = number.To;
        var named = false;
        for (var i = number.To; i < Math.Min(sentence.To, number.To + Reach); i++)
        {
            var token = tokens[i];
            if (token.Kind is TokenKind.Sign || (token.Kind == TokenKind.Mark && !token.IsDash && !token.Is('/') && !token.Is('"') && !token.Is('“') && !token.Is('”')) || (Stops.Contains(token.Lower) && last > number.To)
                || (token.Lower is "and" or "or" or "plus" && (unit is not null || last == number.To)) || (Stops.Contains(token.Lower) && token.Lower is not ("of" or "about")))
            {
                break;
            }

            // "sets of body armour" counts sets, and what they are of says what they are.
            if (token.Lower == "of" && unit is null)
            {
                break;
            }

            if (token.IsNumber && i > number.To && !tokens[i - 1].IsCapitalised && !(i + 1 < sentence.To && (tokens[i + 1].IsDash || Measures.Are(tokens[i + 1].Lower))))
            {
                break;
            }

            if (!token.IsWord || Goods.At(tokens, i, sentence.To) is not var (good, end))
            {
                named |= token.IsCapitalised;
                continue;
            }

            if (good.Unit is not null && !(weight >= 0 && tokens[i - 1].Lower == "of") && !Passed(tokens, number.To, i))
            {
                // The last head of the phrase counts: "artillery rounds", "Javelin missiles".
                (unit, weight) = (good.Unit, good.Weight);
            }

            last = end;
            i = end - 1;
        }

        if (unit is null)
        {
            // "30 Vector, 20 Heidrun and six Hornet drones": the list's last has the word.
            return named && tokens[number.To].IsCapitalised && PartyNames.At(tokens, number.To) is null && InList(tokens, number, sentence)
                ? new CountedGoods(number.Value, "", "", number.From, EndOfName(tokens, number.To, sentence), index, aside.Of(index, number.From, number.To, true))
                : null;
        }

        // "missiles for the Patriot system" are what the system is.
        var described = unit == "missile" && last < sentence.To && tokens[last].Lower == "for" ? Math.Min(sentence.To, last + 5) : last;
        var category = Goods.Category(tokens, number.To, described, out _) ?? "MIX";
        var reason = aside.Of(index, number.From, number.To, true);
        if (unit == "person" && category != "MED")
        {
            category = "TRN";
            var trained = Enumerable.Range(Math.Max(sentence.From, number.From - 14), Math.Min(sentence.To, number.To + 14) - Math.Max(sentence.From, number.From - 14)).Any(i => Verbs.Contains(tokens[i].Lower));
            if (!trained)
            {
                return null;
            }

            if (tokens.GetRange(sentence.From, number.From - sentence.From).Exists(token => token.Lower is "has" or "have" or "had"))
            {
                reason ??= ("earlier", "Training that is done");
            }
        }

        return new CountedGoods(number.Value, unit, category, number.From, last, index, reason);
    }

    /// <summary>Whether an "of" stands between the number and a token, so that the head came before it.</summary>
    private static bool Passed(List<Token> tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (tokens[i].Lower == "of")
            {
                return true;
            }
        }

        return false;
    }

    private static bool InList(List<Token> tokens, ReadNumber number, Sentence sentence)
    {
        var end = EndOfName(tokens, number.To, sentence);
        return end < sentence.To && (tokens[end].Is(',') || tokens[end].Lower is "and");
    }

    private static int EndOfName(List<Token> tokens, int at, Sentence sentence)
    {
        while (at < sentence.To && (tokens[at].IsCapitalised || tokens[at].IsNumber) && !(tokens[at].Lower is "and"))
        {
            at++;
        }

        return at;
    }

    /// <summary>A number without a word for its goods takes those of the next in its list.</summary>
    private static List<CountedGoods> Shared(List<CountedGoods> found)
    {
        for (var i = found.Count - 1; i >= 0; i--)
        {
            if (found[i].Unit.Length > 0)
            {
                continue;
            }

            var next = i + 1 < found.Count && found[i + 1].Sentence == found[i].Sentence && found[i + 1].Unit.Length > 0 && found[i + 1].From - found[i].To <= 2 ? found[i + 1] : null;
            if (next is null)
            {
                found.RemoveAt(i);
            }
            else
            {
                found[i] = found[i] with { Unit = next.Unit, Category = next.Category };
            }
        }

        return found;
    }

    /// <summary>"70 vehicles, namely 28 carriers, 14 … and 28 …": the first is the sum of those that follow.</summary>
    private static List<CountedGoods> Subtotals(List<CountedGoods> found)
    {
        for (var i = 0; i < found.Count; i++)
        {
            decimal sum = 0;
            for (var j = i + 1; j < found.Count && found[j].Sentence == found[i].Sentence; j++)
            {
                sum += found[j].Quantity;
                if (sum == found[i].Quantity && j > i + 1)
                {
                    found[i] = found[i] with { Aside = ("subtotal", "The sum of the numbers that follow") };
                    break;
                }
            }
        }

        return found;
    }
}
