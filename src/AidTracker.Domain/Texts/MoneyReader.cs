using System.Text.RegularExpressions;
using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Texts;

/// <summary>What an amount is in its announcement.</summary>
internal enum MoneyRole
{
    Candidate,
    Headline,
    Equivalent,
    Item,
    Aside,
}

/// <summary>An amount with what became of it.</summary>
internal sealed class JudgedMoney(MoneyMention mention)
{
    public MoneyMention Mention { get; } = mention;

    public MoneyRole Role { get; set; }

    /// <summary>The rule's short name where it is set aside.</summary>
    public string Rule { get; set; } = "";

    public string Why { get; set; } = "";

    /// <summary>The amount that this one restates in another currency; null where it restates none.</summary>
    public JudgedMoney? Of { get; set; }

    public void SetAside(string rule, string why) => (Role, Rule, Why) = (MoneyRole.Aside, rule, why);
}

/// <summary>Tells headline, parts, equivalents and figures of other things apart.</summary>
internal sealed partial class MoneyReader
{
    /// <summary>How far two statements of one amount may lie apart.</summary>
    private const decimal Near = 0.005m;

    /// <summary>How far rounded parts may come to more than their whole.</summary>
    private const decimal Overlap = 1.05m;

    private readonly ReadText _text;
    private readonly Aside _aside;

    private MoneyReader(ReadText text, Aside aside) => (_text, _aside) = (text, aside);

    /// <summary>Every amount with its role; the headline's is <see cref="MoneyRole.Headline"/>.</summary>
    /// <param name="sum">The headline as a sum of parts, where the text states the parts alone.</param>
    public static List<JudgedMoney> Read(ReadText text, List<MoneyMention> mentions, Aside aside, out ReadAmount? sum)
    {
        var reader = new MoneyReader(text, aside);
        var all = mentions.ConvertAll(mention => new JudgedMoney(mention));
        reader.SetAside(all);
        sum = null;
        if (reader.Headline(all) is { } headline)
        {
            (headline.Role, headline.Why) = (MoneyRole.Headline, headline.Why.Length > 0 ? headline.Why : "The first amount that nothing sets aside");
            reader.Divide(all, headline);
        }
        else
        {
            sum = reader.Sum(all);
            foreach (var money in all.Where(money => money.Role == MoneyRole.Candidate))
            {
                (money.Role, money.Why) = (MoneyRole.Item, "A part of the sum");
            }
        }

        return all;
    }

    private void SetAside(List<JudgedMoney> all)
    {
        for (var i = 0; i < all.Count; i++)
        {
            var money = all[i];
            var before = i > 0 && all[i - 1].Mention.Sentence == money.Mention.Sentence ? all[i - 1] : null;
            var between = before is null ? "" : _text.All[_text.Tokens[before.Mention.To - 1].End.._text.Tokens[money.Mention.From].Start].ToLowerInvariant();
            if (before is not null && Restates(before, money, between))
            {
                money.Of = before.Of ?? before;
                money.Role = MoneyRole.Equivalent;
            }
            else if (before is not null && between.Trim() == "to" && Lead(money) is var lead && FromTo().IsMatch(lead))
            {
                // "raised from 75 billion to 135 billion": the second is what now holds.
                before.SetAside("earlier", "What it was before the change");
                money.Why = "What it was raised to";
            }
            else if (_aside.Of(money.Mention.Sentence, money.Mention.From, money.Mention.To, false) is var (rule, reason))
            {
                money.SetAside(rule, reason);
            }
            else if (before is { Role: MoneyRole.Aside } && before.Rule is not ("earlier" or "rate" or "separate" or "own_forces") && !NewAssertion().IsMatch(between))
            {
                money.SetAside(before.Rule, before.Why);
            }
            else if (before is { Role: MoneyRole.Aside, Rule: "earlier" } && SameList().IsMatch(between))
            {
                money.SetAside(before.Rule, before.Why);
            }
        }

        // What restates a figure that is set aside goes with it.
        foreach (var money in all.Where(money => money.Of is { Role: MoneyRole.Aside }))
        {
            money.SetAside(money.Of!.Rule, money.Of.Why);
        }
    }

    private static bool Restates(JudgedMoney before, JudgedMoney money, string between)
    {
        var other = money.Mention.Currency != (before.Of ?? before).Mention.Currency;
        var brackets = money.Mention.InParentheses && (before.Of is not null || !before.Mention.InParentheses);
        return other && ((brackets && Opens().IsMatch(between)) || (before.Mention.InParentheses && money.Mention.InParentheses) || SaidOtherwise().IsMatch(between));
    }

    private string Lead(JudgedMoney money)
    {
        var sentence = _text.Sentences[money.Mention.Sentence];
        return _text.All[sentence.Start.._text.Tokens[money.Mention.From].Start].ToLowerInvariant();
    }

    private JudgedMoney? Headline(List<JudgedMoney> all)
    {
        var candidates = all.FindAll(money => money.Role == MoneyRole.Candidate);
        var inText = candidates.FindAll(money => !_text.Sentences[money.Mention.Sentence].InTitle);
        var inTitle = candidates.FindAll(money => _text.Sentences[money.Mention.Sentence].InTitle);
        if (inTitle.Count > 0)
        {
            // A title that names the parts: the text states their sum.
            var sum = inTitle.Sum(money => money.Mention.Amount);
            var restated = inTitle.Count > 1 ? inText.Find(money => Same(money.Mention.Amount, sum)) : null;
            restated ??= inText.Find(money => inTitle.Exists(title => Same(title.Mention, money.Mention)));
            // A title may name a part of what the first sentence announces.
            var opening = inText.Count > 0 && _text.Sentences[inText[0].Mention.Sentence].Index == 0 ? inText[0] : null;
            if (restated is not null && opening is not null && opening.Mention.Currency == restated.Mention.Currency && opening.Mention.Amount > restated.Mention.Amount)
            {
                return opening;
            }

            if (restated is not null)
            {
                restated.Why = "The title and the text state it";
                return restated;
            }
        }

        if (Announced(inText) is { } several && inText.Count >= several && inText.Take(several).All(money => money.Mention.Currency == inText[0].Mention.Currency))
        {
            var sum = inText.Take(several).Sum(money => money.Mention.Amount);
            return inTitle.Find(money => Same(money.Mention.Amount, sum));
        }

        if (inText.Count == 0)
        {
            return inTitle.Count > 0 ? inTitle[0] : OfWhole(all);
        }

        // "4.3 billion … Of that, 2 billion is military": what is military is the headline.
        var first = inText[0];
        var military = inText.Find(money => money != first && money.Mention.Sentence <= first.Mention.Sentence + 1
            && OfThat().IsMatch(Surrounding(money).Lead) && Military().IsMatch(Surrounding(money).After)
            && all.Exists(other => other.Rule == "civil"));
        if (military is not null)
        {
            first.SetAside("part_of_wider", "The whole, of which a part is military");
            military.Why = "The military part of what is announced";
            return military;
        }

        return first;
    }

    /// <summary>An earlier package that the text says this is a part of, where it states no other amount.</summary>
    private JudgedMoney? OfWhole(List<JudgedMoney> all)
    {
        var whole = all.Find(money => money is { Role: MoneyRole.Aside, Rule: "earlier" or "part_of_wider" } && PartOf().IsMatch(Surrounding(money).Lead));
        if (whole is not null)
        {
            whole.Why = "The promise that this is a part of";
        }

        return whole;
    }

    /// <summary>How many parts a sentence before the first amount says there are ("two measures"); null where none does.</summary>
    private int? Announced(List<JudgedMoney> inText)
    {
        if (inText.Count < 2)
        {
            return null;
        }

        foreach (var sentence in _text.Sentences.Where(sentence => !sentence.InTitle && sentence.Index < _text.Sentences[inText[0].Mention.Sentence].Index))
        {
            if (SeveralParts().Match(_text.Words(sentence)) is { Success: true } match)
            {
                return match.Groups["count"].Value.ToLowerInvariant() switch { "two" => 2, "three" => 3, "four" => 4, "five" => 5, _ => null };
            }
        }

        return null;
    }

    private ReadAmount? Sum(List<JudgedMoney> all)
    {
        var parts = all.FindAll(money => money.Role == MoneyRole.Candidate && !_text.Sentences[money.Mention.Sentence].InTitle);
        if (Announced(parts) is not { } count || parts.Count < count)
        {
            return null;
        }

        var summed = parts.GetRange(0, count);
        var total = summed.Sum(money => money.Mention.Amount);
        return summed.TrueForAll(money => money.Mention.Currency == summed[0].Mention.Currency) && total <= Money.Limit
            ? new ReadAmount(total, null, summed[0].Mention.Currency,
                summed.TrueForAll(money => money.Mention.Qualifier == summed[0].Mention.Qualifier) && summed[0].Mention.Low is null ? summed[0].Mention.Qualifier : AmountQualifier.Exact,
                Place(summed[0].Mention), $"The sum of the {count} parts that the text states")
            : null;
    }

    private void Divide(List<JudgedMoney> all, JudgedMoney headline)
    {
        var total = headline.Mention;
        decimal placed = 0;
        foreach (var money in all.Where(money => money.Role is MoneyRole.Candidate or MoneyRole.Equivalent))
        {
            var mention = money.Mention;
            if (money.Role == MoneyRole.Equivalent)
            {
                if (money.Of is { } of && of != headline && !Same(of.Mention, total))
                {
                    money.SetAside("equivalent", "Another currency for an amount that is read");
                }

                continue;
            }

            if (_text.Sentences[mention.Sentence].InTitle || Same(mention, total))
            {
                money.SetAside("headline_again", "The headline's amount again");
            }
            else if (InAddition().IsMatch(Surrounding(money).Lead))
            {
                money.SetAside("in_addition", "Said to come in addition to the headline");
            }
            else if (AnotherFigure().IsMatch(Surrounding(money).Clause))
            {
                money.SetAside("another_figure", "Another figure for what is read already");
            }
            else if (mention.Currency == total.Currency && mention.Amount > total.Amount * (1 + Near) && !LeavesOpen(total.Qualifier))
            {
                money.SetAside("beyond_headline", "More than the headline, so no part of it");
            }
            else
            {
                (money.Role, money.Why) = (MoneyRole.Item, "A part of the headline's amount");
                placed += mention.Currency == total.Currency ? mention.Amount : 0;
            }
        }

        // Parts that do not fit: the sentence that goes beyond the headline is about other money.
        if (placed > total.Amount * Overlap && !LeavesOpen(total.Qualifier))
        {
            placed = 0;
            foreach (var group in all.Where(money => money.Role == MoneyRole.Item && money.Mention.Currency == total.Currency).GroupBy(money => money.Mention.Sentence))
            {
                var sum = group.Sum(money => money.Mention.Amount);
                if (placed + sum <= total.Amount * Overlap)
                {
                    placed += sum;
                    continue;
                }

                foreach (var money in group)
                {
                    money.SetAside("beyond_headline", "With it the parts come to more than the headline");
                }
            }
        }
    }

    private static bool LeavesOpen(AmountQualifier qualifier) => qualifier is AmountQualifier.AtLeast or AmountQualifier.MoreThan;

    private Surroundings Surrounding(JudgedMoney money) => Surroundings.Of(_text, _text.Sentences[money.Mention.Sentence], money.Mention.From, money.Mention.To);

    private Span Place(MoneyMention mention) => _text.Place(_text.Tokens[mention.From].Start, _text.Tokens[mention.To - 1].End);

    private static bool Same(MoneyMention one, MoneyMention other) => one.Currency == other.Currency && Same(one.Amount, other.Amount);

    private static bool Same(decimal one, decimal other) => Math.Abs(one - other) <= Math.Max(one, other) * Near;

    [GeneratedRegex(@"^\s*\(\W*(\w+ ){0,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Opens();

    [GeneratedRegex(@"\b(translated|converted|converts|equivalent|equals|equal to|that is|i\.e\.)\b|^[\s,]*or (about |roughly |nearly |around |approximately |some |almost )?$|^ and another\b", RegexOptions.CultureInvariant)]
    private static partial Regex SaidOtherwise();

    [GeneratedRegex(@"\b(will|is|are|gives?|pledg\w+|announc\w+|provid\w+|sends?|allocat\w+|adds?|goes|buys?|pays?)\b(?!.*\bwhich\b)(?!.*\bof (that|it|them|which)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex NewAssertion();

    [GeneratedRegex(@"^[^a-z]*(\S+ ){0,8}?(and|,|:)\s*(another|about|roughly|over|more than|a|an|some)?\s*$|\b(each|which|of it)\b", RegexOptions.CultureInvariant)]
    private static partial Regex SameList();

    [GeneratedRegex(@"\bfrom (about |roughly |some |around )?\S*\s?\S* ?\S* ?to $", RegexOptions.CultureInvariant)]
    private static partial Regex FromTo();

    [GeneratedRegex(@"\bof (that|this|it|which|the sum|the total)\b", RegexOptions.CultureInvariant)]
    private static partial Regex OfThat();

    [GeneratedRegex(@"^\W*(\w+ ){0,4}(military|weapons|arms|defen[cs]e|lethal)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Military();

    [GeneratedRegex(@"\b(project|part|phase|stage|tranche|delivery|contract|order|instalment|batch) (under|of|in|from) (the|a|an|its)\b", RegexOptions.CultureInvariant)]
    private static partial Regex PartOf();

    [GeneratedRegex(@"\b(?<count>two|three|four|five)\s+(\w+\s+){0,2}(measures|authorities|drawdowns|contributions|grants|decisions|contracts|programmes|programs|donations|projects)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SeveralParts();

    [GeneratedRegex(@"\b(in addition|additionally|over and above)\b", RegexOptions.CultureInvariant)]
    private static partial Regex InAddition();

    [GeneratedRegex(@"\b(outlet|printed|misprint\w*|convert\w*|put the (value|figure|worth)|puts the (value|figure)|according to another|other reports?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex AnotherFigure();
}
