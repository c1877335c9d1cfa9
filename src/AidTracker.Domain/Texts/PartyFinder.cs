using System.Text.RegularExpressions;

namespace AidTracker.Domain.Texts;

/// <summary>
/// Who gives and who receives. Every mention is weighed by where it stands and by the words beside it; the heaviest giver is the donor,
/// and others join it only where the text says that they give together.
/// </summary>
internal static partial class PartyFinder
{
    /// <returns>Donors, the leading one first, and recipients, with every mention of any party.</returns>
    public static (List<PartyMention> Donors, List<PartyMention> Recipients, List<PartyMention> Mentions) Find(ReadText text)
    {
        var mentions = PartyMentions.Find(text);
        var receiving = PartyWeights.Receivers(text, mentions);
        var giving = PartyWeights.Givers(text, mentions);

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

    /// <summary>Where no words say who receives: the country other than the donor that is named most, and earliest.</summary>
    private static string? Named(ReadText text, List<PartyMention> mentions, string? donor) =>
        mentions.Where(mention => mention.Code != donor && mention.Code is not ("RU" or "EU" or "NATO" or "EIB" or PartyNames.Group) && mention.Before is not ("with" or "by"))
            .GroupBy(mention => mention.Code).OrderByDescending(group => group.Sum(mention => PartyWeights.Place(text.Sentences[mention.Sentence])))
            .Select(group => group.Key).FirstOrDefault();

    private static List<string> WithPartners(ReadText text, List<PartyMention> mentions, string donor, string? recipient)
    {
        var donors = new List<string> { donor };
        for (var s = 0; s < text.Sentences.Count && text.Sentences[s].Index < PartyWeights.Lead + 1; s++)
        {
            var words = text.Words(text.Sentences[s]);
            var here = mentions.FindAll(mention => mention.Sentence == s);
            // "A and B will jointly buy": a list of names that begins the sentence and that a giving verb follows.
            var list = PartyMentions.ListFrom(text, here, 0);
            if (list.Count > 1 && list.Exists(mention => mention.Code == donor) && list.TrueForAll(mention => mention.Form != NameForm.Adjective)
                && PartyWeights.GivesSoon(text, list[^1].To, text.Sentences[s].To, Jointly().IsMatch(words) ? 14 : 6) && !LeadsTogether().IsMatch(words))
            {
                Add(list);
            }

            foreach (Match match in GivesWith().Matches(words).Where(_ => !LeadsTogether().IsMatch(words)))
            {
                var after = text.Sentences[s].Start + match.Index + match.Length;
                var first = here.FindIndex(mention => text.Tokens[mention.Token].Start >= after - 1);
                if (first >= 0 && text.Tokens[here[first].Token].Start <= after + 5)
                {
                    Add(PartyMentions.ListFrom(text, here, first));
                }
            }

            if (Backers().Match(words) is { Success: true } backers)
            {
                var end = text.Sentences[s].Start + backers.Index;
                var last = here.FindLastIndex(mention => text.Tokens[mention.To - 1].End <= end + 1);
                for (var first = 0; first >= 0 && first <= last; first++)
                {
                    var chief = PartyMentions.ListFrom(text, here, first);
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
        for (var s = 0; s < text.Sentences.Count && text.Sentences[s].Index < PartyWeights.Lead; s++)
        {
            var here = mentions.FindAll(mention => mention.Sentence == s);
            for (var first = 0; first < here.Count; first++)
            {
                var list = PartyMentions.ListFrom(text, here, first);
                if (list.Count > 1 && list.Exists(mention => mention.Code == recipient) && list.TrueForAll(mention => !donors.Contains(mention.Code) && mention.Form != NameForm.Seat)
                    && here[first].Before is "to" or "for" or "of" or "between" or "with" or "support")
                {
                    recipients.AddRange(list.Select(mention => mention.Code).Where(code => !recipients.Contains(code) && code is not ("RU" or "NATO" or "EU" or "EIB" or PartyNames.Group)));
                }
            }
        }

        // "X's armed forces receive 10 million, Y's defence forces 20 million"
        foreach (var forces in mentions.Where(mention => text.Sentences[mention.Sentence].Index is >= 0 and < PartyWeights.Lead && !donors.Contains(mention.Code) && mention.Code is not ("RU" or PartyNames.Group)
            && PartyWeights.Word(text, mention.To) is "armed" or "defence" or "defense" or "army" or "forces").GroupBy(mention => mention.Sentence))
        {
            if (forces.Any(mention => mention.Code == recipient) && forces.Select(mention => mention.Code).Distinct().Count() > 2)
            {
                recipients.AddRange(mentions.Where(mention => mention.Sentence == forces.Key && mention.Form != NameForm.Seat && !donors.Contains(mention.Code) && !recipients.Contains(mention.Code)
                    && mention.Before is not "in").Select(mention => mention.Code).Distinct());
            }
        }

        return recipients;
    }

    private static int First(List<PartyMention> mentions, string code) => mentions.Find(mention => mention.Code == code)?.Token ?? int.MaxValue;

    [GeneratedRegex(@"\bjointly lead|\bto lead\b|\bco-lead|\blead(ing|s)? (an?|the)\b|\bsigned\b|\bagreed with\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LeadsTogether();

    [GeneratedRegex(@"\b(joint|jointly|together)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Jointly();

    [GeneratedRegex(@"\b((provided|financed|co-financed|funded|co-funded|donated|bought|purchased|delivered|given|paid|supplied|sent) (jointly |together )?with|(?<!(made|produced|built|developed|agreed) )([Jj]ointly|[Tt]ogether|[Ii]n cooperation|[Ii]n partnership) with|[Ww]ith the (financial )?(backing|support|help|participation|contribution) of|(partly|jointly|also|in part) (financed|funded|paid) by)\s", RegexOptions.CultureInvariant)]
    private static partial Regex GivesWith();

    [GeneratedRegex(@"\b(are|were|being) (\w+ )?(chief |main |largest |principal |biggest )?(backers|financiers|funders|contributors|sponsors|donors)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Backers();
}
