using System.Text.RegularExpressions;

namespace AidTracker.Domain.Texts;

/// <param name="Token">Its first token.</param>
/// <param name="To">The token after its last.</param>
/// <param name="Sentence">The sentence's place among all.</param>
/// <param name="Before">The word before it, a leading "the" passed over; empty at the beginning of a sentence.</param>
internal sealed record PartyMention(string Code, NameForm Form, int Token, int To, int Sentence, string Before);

/// <summary>
/// Who gives and who receives. Every mention is weighed by where it stands and by the words beside it; the heaviest giver is the donor,
/// and others join it only where the text says that they give together.
/// </summary>
internal static partial class PartyFinder
{
    /// <summary>Sentences of the text that tell who gives; what comes later is mostly background.</summary>
    private const int Lead = 3;

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

    /// <returns>Donors, the leading one first, and recipients, with every mention of any party.</returns>
    public static (List<PartyMention> Donors, List<PartyMention> Recipients, List<PartyMention> Mentions) Find(ReadText text)
    {
        var mentions = Mentions(text);
        var receiving = Receivers(text, mentions);
        var giving = Weigh(mentions, mention => GivingWeight(text, mention));
        AddPublisher(text, giving);

        // Whoever gives more than it receives is the donor, and of the others whoever receives most.
        var donor = giving.Where(pair => pair.Value > 0 && pair.Value > receiving.GetValueOrDefault(pair.Key))
            .OrderByDescending(pair => pair.Value - receiving.GetValueOrDefault(pair.Key)).ThenBy(pair => First(mentions, pair.Key)).Select(pair => pair.Key).FirstOrDefault();
        var recipient = receiving.Where(pair => pair.Key != donor && pair.Value >= 1)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => First(mentions, pair.Key)).Select(pair => pair.Key).FirstOrDefault();
        recipient ??= Named(text, mentions, donor);
        var donors = donor is null ? [] : WithPartners(text, mentions, donor, recipient);
        var recipients = recipient is null || recipient == donor ? [] : WithNeighbours(text, mentions, recipient, donors);
        return ([.. donors.Select(Mention)], [.. recipients.Select(Mention)], mentions);

        PartyMention Mention(string code) => mentions.Find(mention => mention.Code == code)
            ?? new PartyMention(code, NameForm.Name, -1, -1, -1, "");
    }

    private static List<PartyMention> Mentions(ReadText text)
    {
        var mentions = new List<PartyMention>();
        for (var s = 0; s < text.Sentences.Count; s++)
        {
            var sentence = text.Sentences[s];
            for (var i = sentence.From; i < sentence.To; i++)
            {
                if (PartyNames.At(text.Tokens, i) is var (code, form, to) && to <= sentence.To)
                {
                    var before = i > sentence.From ? text.Tokens[i - 1].Lower : "";
                    if (before == "the")
                    {
                        before = i - 1 > sentence.From ? text.Tokens[i - 2].Lower : "";
                    }

                    // "to Poland and Slovakia": what stands before a list stands before each of it.
                    if (mentions is [.., var last] && last.Sentence == s && last.To < i && text.Tokens.GetRange(last.To, i - last.To).TrueForAll(token => Joins(token.Lower))
                        && !(last.Before == "with" && last.To + 1 == i && text.Tokens[last.To].Is(',')))
                    {
                        before = last.Before;
                    }

                    mentions.Add(new PartyMention(code, form, i, to, s, before));
                    i = to - 1;
                }
            }
        }

        return mentions;
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
    private static Dictionary<string, decimal> Receivers(ReadText text, List<PartyMention> mentions)
    {
        decimal last = 0;
        PartyMention? before = null;
        return Weigh(mentions, mention =>
        {
            last = before is not null && before.Sentence == mention.Sentence && ListFrom(text, [before, mention], 0).Count == 2
                ? Math.Max(last, ReceivingWeight(text, mention))
                : ReceivingWeight(text, mention);
            before = mention;
            return last;
        });
    }

    /// <summary>Where no words say who receives: the country other than the donor that is named most, and earliest.</summary>
    private static string? Named(ReadText text, List<PartyMention> mentions, string? donor) =>
        mentions.Where(mention => mention.Code != donor && mention.Code is not ("RU" or "EU" or "NATO" or "EIB" or PartyNames.Group) && mention.Before is not ("with" or "by"))
            .GroupBy(mention => mention.Code).OrderByDescending(group => group.Sum(mention => Place(text.Sentences[mention.Sentence])))
            .Select(group => group.Key).FirstOrDefault();

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

    private static decimal Place(Sentence sentence) => sentence.InTitle ? 1.5m : sentence.Index switch { 0 => 2, < Lead => 1, < 6 => 0.5m, _ => 0.25m };

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

    private static List<string> WithPartners(ReadText text, List<PartyMention> mentions, string donor, string? recipient)
    {
        var donors = new List<string> { donor };
        for (var s = 0; s < text.Sentences.Count && text.Sentences[s].Index < Lead + 1; s++)
        {
            var words = text.Words(text.Sentences[s]);
            var here = mentions.FindAll(mention => mention.Sentence == s);
            // "A and B will jointly buy": a list of names that begins the sentence and that a giving verb follows.
            var list = ListFrom(text, here, 0);
            if (list.Count > 1 && list.Exists(mention => mention.Code == donor) && list.TrueForAll(mention => mention.Form != NameForm.Adjective)
                && GivesSoon(text, list[^1].To, text.Sentences[s].To, Jointly().IsMatch(words) ? 14 : 6) && !LeadsTogether().IsMatch(words))
            {
                Add(list);
            }

            foreach (Match match in GivesWith().Matches(words).Where(_ => !LeadsTogether().IsMatch(words)))
            {
                var after = text.Sentences[s].Start + match.Index + match.Length;
                var first = here.FindIndex(mention => text.Tokens[mention.Token].Start >= after - 1);
                if (first >= 0 && text.Tokens[here[first].Token].Start <= after + 5)
                {
                    Add(ListFrom(text, here, first));
                }
            }

            if (Backers().Match(words) is { Success: true } backers)
            {
                var end = text.Sentences[s].Start + backers.Index;
                var last = here.FindLastIndex(mention => text.Tokens[mention.To - 1].End <= end + 1);
                for (var first = 0; first >= 0 && first <= last; first++)
                {
                    var chief = ListFrom(text, here, first);
                    if (chief.Count > 0 && chief[^1] == here[last])
                    {
                        Add(chief);
                        break;
                    }
                }
            }
        }

        return donors;

        void Add(List<PartyMention> list)
        {
            foreach (var mention in list.Where(mention => mention.Code != recipient && mention.Code is not ("RU" or PartyNames.Group) && !donors.Contains(mention.Code)))
            {
                donors.Add(mention.Code);
            }
        }
    }

    private static List<string> WithNeighbours(ReadText text, List<PartyMention> mentions, string recipient, List<string> donors)
    {
        var recipients = new List<string> { recipient };
        for (var s = 0; s < text.Sentences.Count && text.Sentences[s].Index < Lead; s++)
        {
            var here = mentions.FindAll(mention => mention.Sentence == s);
            for (var first = 0; first < here.Count; first++)
            {
                var list = ListFrom(text, here, first);
                if (list.Count > 1 && list.Exists(mention => mention.Code == recipient) && list.TrueForAll(mention => !donors.Contains(mention.Code) && mention.Form != NameForm.Seat)
                    && here[first].Before is "to" or "for" or "of" or "between" or "with" or "support")
                {
                    recipients.AddRange(list.Select(mention => mention.Code).Where(code => !recipients.Contains(code) && code is not ("RU" or "NATO" or "EU" or "EIB" or PartyNames.Group)));
                }
            }
        }

        // "X's armed forces receive 10 million, Y's defence forces 20 million"
        foreach (var forces in mentions.Where(mention => text.Sentences[mention.Sentence].Index is >= 0 and < Lead && !donors.Contains(mention.Code) && mention.Code is not ("RU" or PartyNames.Group)
            && Word(text, mention.To) is "armed" or "defence" or "defense" or "army" or "forces").GroupBy(mention => mention.Sentence))
        {
            if (forces.Any(mention => mention.Code == recipient) && forces.Select(mention => mention.Code).Distinct().Count() > 2)
            {
                recipients.AddRange(mentions.Where(mention => mention.Sentence == forces.Key && mention.Form != NameForm.Seat && !donors.Contains(mention.Code) && !recipients.Contains(mention.Code)
                    && mention.Before is not "in").Select(mention => mention.Code).Distinct());
            }
        }

        return recipients;
    }

    /// <summary>Mentions that follow one another with nothing but commas, "and" and "the" between them.</summary>
    private static List<PartyMention> ListFrom(ReadText text, List<PartyMention> mentions, int first)
    {
        var list = new List<PartyMention>();
        for (var i = first; i < mentions.Count; i++)
        {
            if (i > first && !Enumerable.Range(mentions[i - 1].To, mentions[i].Token - mentions[i - 1].To).All(at => Joins(text.Tokens[at].Lower)))
            {
                break;
            }

            list.Add(mentions[i]);
        }

        return list;
    }

    private static bool Joins(string word) => word is "," or "and" or "the" or "&";

    private static bool GivesSoon(ReadText text, int from, int to, int within = 6)
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

    private static string Word(ReadText text, int at) => at < text.Tokens.Count ? text.Tokens[at].Lower : "";

    private static int First(List<PartyMention> mentions, string code) => mentions.Find(mention => mention.Code == code)?.Token ?? int.MaxValue;

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];

    [GeneratedRegex(@"\bjointly lead|\bto lead\b|\bco-lead|\blead(ing|s)? (an?|the)\b|\bsigned\b|\bagreed with\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LeadsTogether();

    [GeneratedRegex(@"\b(joint|jointly|together)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Jointly();

    [GeneratedRegex(@"\b((provided|financed|co-financed|funded|co-funded|donated|bought|purchased|delivered|given|paid|supplied|sent) (jointly |together )?with|(?<!(made|produced|built|developed|agreed) )([Jj]ointly|[Tt]ogether|[Ii]n cooperation|[Ii]n partnership) with|[Ww]ith the (financial )?(backing|support|help|participation|contribution) of|(partly|jointly|also|in part) (financed|funded|paid) by)\s", RegexOptions.CultureInvariant)]
    private static partial Regex GivesWith();

    [GeneratedRegex(@"\b(are|were|being) (\w+ )?(chief |main |largest |principal |biggest )?(backers|financiers|funders|contributors|sponsors|donors)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Backers();
}
