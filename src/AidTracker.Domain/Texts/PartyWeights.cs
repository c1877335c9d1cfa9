namespace AidTracker.Domain.Texts;

/// <summary>How much speaks for a party as giver, and as receiver: each mention by where it stands and by the words beside it.</summary>
internal static class PartyWeights
{
    /// <summary>Sentences of the text that tell who gives; what comes later is mostly background.</summary>
    public const int Lead = 3;

    private static readonly HashSet<string> Giving = Set(
        "give gives giving gave given provide provides providing provided send sends sending sent donate donates donating donated pledge pledges pledged announce announces announced "
        + "allocate allocates allocated approve approves approved approving supply supplies supplied deliver delivers delivered commit commits committed promise promises promised hand hands handing handed "
        + "buy buys bought pay pays paid grant grants granted adopt adopts adopted unveil unveils unveiled contribute contributes contributed decide decides decided prepare prepares preparing earmark earmarked "
        + "set sets back backs offer offers offered add adds added transfer transfers transferred release releases released order orders finance finances financed fund funds funded lend lends top tops spend spends "
        + "help helps guarantee guarantees authorise authorises authorize authorizes authorized launch launches pause pauses paused halt halts halted stop stops stopped suspend suspends suspended withhold withholds "
        + "refuse refuses refused reject rejects resume resumes resumed exempt put puts boost boosts plan plans finalise finalises finalize finalizes make makes extend extends sign signs signed raise raises earmarks agree agrees agreed clear clears propose proposes proposing proposed present presented proposal update updated bring brings");

    private static readonly HashSet<string> Offices = Set(
        "government administration cabinet ministry ministries parliament congress council defence defense foreign minister ministers president prime premier chancellor secretary package packages aid assistance "
        + "donation support military contribution grant officials decision announcement list project initiative arms share drawdown stocks inventories");

    private static readonly HashSet<string> Receiving = Set(
        "army forces armed troops soldiers military defenders needs defence defense navy police sailors security counterpart colleague front recruits pilots president capital crews national coast");

    private static readonly HashSet<string> Obtaining = Set("needs get gets receive receives received secure secures secured obtain obtains obtained uses wins");

    private static readonly HashSet<string> DoubleObject = Set(
        "provide provides provided providing send sends sending sent give gives giving gave given offer offers promised promise promises lend lends grant grants hand hands handed supply supplies reach reached reaches arming arm arms equip help helps assist assists");

    /// <summary>By code; below zero where more speaks against it.</summary>
    public static Dictionary<string, decimal> Givers(ReadText text, List<PartyMention> mentions)
    {
        var giving = Weigh(mentions, mention => GivingWeight(text, mention));
        AddPublisher(text, giving);
        return giving;
    }

    private static Dictionary<string, decimal> Weigh(List<PartyMention> mentions, Func<PartyMention, decimal> weight)
    {
        var weights = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var mention in mentions)
        {
            weights[mention.Code] = weights.GetValueOrDefault(mention.Code) + weight(mention);
        }

        return weights;
    }

    /// <summary>What is said of one party of a list is said of the next: "to Taiwan and Lebanon".</summary>
    public static Dictionary<string, decimal> Receivers(ReadText text, List<PartyMention> mentions)
    {
        decimal last = 0;
        PartyMention? before = null;
        return Weigh(mentions, mention =>
        {
            last = before is not null && before.Sentence == mention.Sentence && PartyMentions.ListFrom(text, [before, mention], 0).Count == 2
                ? Math.Max(last, ReceivingWeight(text, mention))
                : ReceivingWeight(text, mention);
            before = mention;
            return last;
        });
    }

    private static decimal GivingWeight(ReadText text, PartyMention mention)
    {
        if (mention.Code is PartyNames.Group or "RU")
        {
            return 0;
        }

        var next = Word(text, mention.To);
        var sentence = text.Sentences[mention.Sentence];
        if (IsDateline(text, mention, sentence) || ReceivesSoon(text, mention))
        {
            return 0;
        }

        decimal weight = mention.Before is "to" or "for" or "against" or "on" or "into" ? -1
            : mention.Before is "in" or "at" or "near" or "with" or "than" or "by" ? 0.25m
            // "the defence ministers of Germany and Denmark"
            : mention.Before is "of" && Enumerable.Range(Math.Max(sentence.From, mention.Token - 6), mention.Token - Math.Max(sentence.From, mention.Token - 6)).Any(i => text.Tokens[i].Lower is "ministers" or "minister" or "governments" or "government" or "leaders") ? 1
            : mention.Before is "from" && mention.Form == NameForm.Name ? 0.9m
            : mention.Before is "from" or "of" ? 0.5m
            : 1;
        if (weight >= 0.25m)
        {
            var subject = weight == 1;
            if (mention.Form == NameForm.Adjective || Possessive(text, mention) ? Offices.Contains(next) : subject && GivesSoon(text, mention.To, sentence.To))
            {
                weight += 2;
            }

            if (subject && mention.Token <= sentence.From + 1)
            {
                weight += next == ":" ? 3 : 1;
            }
        }

        // An institution is named in passing far more often than it gives.
        if (mention.Code == "NATO")
        {
            weight -= 2;
        }

        return weight * Place(sentence);
    }

    private static decimal ReceivingWeight(ReadText text, PartyMention mention)
    {
        if (mention.Code is PartyNames.Group or "RU" or "EU" or "NATO" or "EIB")
        {
            return 0;
        }

        var next = Word(text, mention.To);
        var before = mention.Before;
        // "send Ukraine tanks", "the armed forces of Moldova"
        decimal weight = before is "to" or "for" ? 3
            : mention.Form != NameForm.Adjective && !Possessive(text, mention) && DoubleObject.Contains(before) ? 3
            : before is "of" && mention.Token > 1 && Enumerable.Range(Math.Max(0, mention.Token - 4), Math.Min(4, mention.Token)).Any(i => text.Tokens[i].Lower is "forces" or "army") ? 3
            : before is "help" or "helps" or "arm" or "support" or "behind" or "into" ? 1.5m : 0;
        if ((mention.Form == NameForm.Adjective || Possessive(text, mention)) && Receiving.Contains(next))
        {
            weight += 1.5m;
        }

        if (ReceivesSoon(text, mention))
        {
            weight += 3;
        }

        return weight * Place(text.Sentences[mention.Sentence]);
    }

    /// <summary>"Israel secures …", "Lebanon's army is to get …".</summary>
    private static bool ReceivesSoon(ReadText text, PartyMention mention)
    {
        for (var i = mention.To; mention.Before is "" or "," or "and" or "while" && i < Math.Min(text.Tokens.Count, mention.To + 5); i++)
        {
            if (Obtaining.Contains(text.Tokens[i].Lower))
            {
                return true;
            }

            if (text.Tokens[i].Kind == TokenKind.Mark)
            {
                break;
            }
        }

        return false;
    }

    public static decimal Place(Sentence sentence) => sentence.InTitle ? 1.5m : sentence.Index switch { 0 => 2, < Lead => 1, < 6 => 0.5m, _ => 0.25m };

    /// <summary>The publisher is the donor's own where it is named as an office: "Government of Norway", "The White House".</summary>
    private static void AddPublisher(ReadText text, Dictionary<string, decimal> giving)
    {
        var tokens = Tokenizer.Read(text.Publisher.Length > 300 ? text.Publisher[..300] : text.Publisher);
        var office = tokens.Exists(token => token.Lower is "government" or "ministry" or "department" or "house" or "council" or "affairs" or "office" or "president" or "commission");
        for (var i = 0; office && i < tokens.Count; i++)
        {
            if (PartyNames.At(tokens, i) is var (code, _, to) && code is not "NATO")
            {
                giving[code] = giving.GetValueOrDefault(code) + 4;
                i = to - 1;
            }
        }
    }

    public static bool GivesSoon(ReadText text, int from, int to, int within = 6)
    {
        for (var i = from; i < Math.Min(to, from + within); i++)
        {
            if (Giving.Contains(text.Tokens[i].Lower))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Possessive(ReadText text, PartyMention mention) => text.Tokens[mention.To - 1].Lower is [.., '\'', 's'] or [.., 's', '\''];

    /// <summary>"WASHINGTON - …": where it was written.</summary>
    private static bool IsDateline(ReadText text, PartyMention mention, Sentence sentence) =>
        mention.Token == sentence.From && mention.Form == NameForm.Seat && text.Tokens[mention.Token].Text.All(character => !char.IsLower(character));

    public static string Word(ReadText text, int at) => at < text.Tokens.Count ? text.Tokens[at].Lower : "";

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
