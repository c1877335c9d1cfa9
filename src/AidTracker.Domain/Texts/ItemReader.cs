using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Texts;

/// <summary>Makes items of the amounts that are parts and of the numbers of goods.</summary>
internal static class ItemReader
{
    private const int DescriptionWords = 14;

    private static readonly HashSet<string> Joining = [.. ("for to of in into toward towards on will would is are was be buy buys pay pays go goes back backs a an the and worth "
        + "set aside earmarked reserved allocated used spent at first given as more another additional further military").Split(' ')];

    public static List<ReadItem> Items(ReadText text, List<JudgedMoney> money, List<CountedGoods> goods, JudgedMoney? headline)
    {
        var items = new List<(int From, ReadItem Item)>();
        var counted = goods.FindAll(one => one.Aside is null && !text.Sentences[one.Sentence].InTitle);
        counted.AddRange(goods.Where(one => one.Aside is null && text.Sentences[one.Sentence].InTitle
            && !goods.Exists(other => other.Quantity == one.Quantity && !text.Sentences[other.Sentence].InTitle)));
        // "The 61 tons will equip …": the same number of the same unit in a later sentence is the same goods.
        counted.RemoveAll(one => counted.Exists(other => other.Sentence < one.Sentence && !text.Sentences[other.Sentence].InTitle && other.Quantity == one.Quantity && other.Unit == one.Unit
            && (one.Category == other.Category || one.Category == "MIX")));

        foreach (var part in money.Where(one => one.Role == MoneyRole.Item))
        {
            var (from, to) = Described(text, part.Mention, money);
            var category = Goods.Category(text.Tokens, from, to, out _) ?? Goods.Category(text.Tokens, Start(text, part.Mention), End(text, part.Mention), out _)
                ?? Goods.Category(text.Tokens, text.Sentences[part.Mention.Sentence].From, part.Mention.From, out _) ?? "MIX";
            items.Add((part.Mention.From, new ReadItem(
                category, Description(text, from, to), part.Mention.Amount, part.Mention.Currency, part.Mention.Qualifier, null, null,
                Place(text, part.Mention.From, part.Mention.To), part.Why)));
        }

        foreach (var one in counted)
        {
            items.Add((one.From, new ReadItem(
                one.Category, Description(text, one.From, one.To), null, null, AmountQualifier.Exact, one.Quantity, one.Unit, Place(text, one.From, one.To),
                "A number of goods that nothing sets aside")));
        }

        // One kind of goods and one price: "49 tanks, a gift worth 245 million".
        if (headline is not null && items is [var only] && only.Item.Quantity is not null)
        {
            return [only.Item with { Amount = headline.Mention.Amount, Currency = headline.Mention.Currency, Qualifier = headline.Mention.Qualifier, Why = "The only goods that the headline is said to buy" }];
        }

        return [.. items.OrderBy(item => item.From).Select(item => item.Item)];
    }

    /// <summary>The words that say what an amount is for: those after it to the next amount or break, else those before it.</summary>
    private static (int From, int To) Described(ReadText text, MoneyMention mention, List<JudgedMoney> money)
    {
        var sentence = text.Sentences[mention.Sentence];
        var next = money.Where(other => other.Mention.Sentence == mention.Sentence && other.Mention.From > mention.From).Select(other => other.Mention.From).DefaultIfEmpty(sentence.To).Min();
        var from = mention.To;
        if (from < sentence.To && text.Tokens[from].Is('('))
        {
            while (from < sentence.To && !text.Tokens[from].Is(')'))
            {
                from++;
            }

            from = Math.Min(from + 1, sentence.To);
            next = Math.Max(next, from);
        }

        while (from < next && Joining.Contains(text.Tokens[from].Lower))
        {
            from++;
        }

        var to = from;
        while (to < next && to - from < DescriptionWords && !text.Tokens[to].Is(';') && !text.Tokens[to].Is('(')
            && !(text.Tokens[to].Is(',') && to + 1 < next && text.Tokens[to + 1].Lower is "and" or "while" or "but" or "which"))
        {
            to++;
        }

        while (to > from && (text.Tokens[to - 1].Kind == TokenKind.Mark || Joining.Contains(text.Tokens[to - 1].Lower)))
        {
            to--;
        }

        return to - from >= 1 ? (from, to) : (Start(text, mention), mention.From);
    }

    private static int Start(ReadText text, MoneyMention mention)
    {
        var sentence = text.Sentences[mention.Sentence];
        var start = mention.From;
        while (start > sentence.From && mention.From - start < DescriptionWords && !text.Tokens[start - 1].Is(',') && !text.Tokens[start - 1].Is(';'))
        {
            start--;
        }

        return start;
    }

    private static int End(ReadText text, MoneyMention mention)
    {
        var sentence = text.Sentences[mention.Sentence];
        var end = mention.To;
        while (end < sentence.To && end - mention.To < DescriptionWords * 2 && !text.Tokens[end].Is(';'))
        {
            end++;
        }

        return end;
    }

    private static string Description(ReadText text, int from, int to)
    {
        if (from >= to)
        {
            return "";
        }

        var words = text.All[text.Tokens[from].Start..text.Tokens[to - 1].End].ReplaceLineEndings(" ");
        return words.Length <= Ledger.LineDescription.DescriptionLimit ? words : words[..Ledger.LineDescription.DescriptionLimit];
    }

    private static Span Place(ReadText text, int from, int to) => text.Place(text.Tokens[from].Start, text.Tokens[to - 1].End);
}
