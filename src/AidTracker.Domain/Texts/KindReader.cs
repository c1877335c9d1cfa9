using System.Text.RegularExpressions;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Texts;

/// <summary>What an announcement says happened, by its title and first sentences. The first rule that holds decides.</summary>
internal static class KindReader
{
    /// <summary>Sentences of the text that say what happened.</summary>
    private const int Lead = 2;

    private const string Goods = "(shipments?|deliver(y|ies)|weapons|arms|aid|assistance|transfers?|bombs?|munitions|support)";

    private static readonly (AnnouncementKind Kind, string Why, Regex Words, int Sentences)[] Rules =
    [
        Rule(AnnouncementKind.Resumed, "It says that deliveries resume", Lead, @"\b(resum(e|es|ed|ing)|lift(s|ed)? the (pause|freeze|suspension))\b[^.]{0,60}\b" + Goods + @"\b|\b" + Goods + @"\b[^.]{0,30}\bresum(e|es|ed)\b"),
        Rule(AnnouncementKind.Reannounced, "It says that the money is not new", 5, @"\b(not new|(not|no) (\w+ ){0,2}new (commitments?|money|funds|spending|pledges?)|belongs? to (the |an? )?(aid|packages?|support|pledges?) (pledged|announced|promised)|are not fresh|previously announced|already announced|announced (it |them )?again|reaffirm\w*|repeat(s|ed) (its|the) pledge|(were|was) among the last approved|exempt(ed)? from (the )?(\w+ )?freeze|is the one (whose|that|which)|first shipments of [^.]{0,40}\bpackage|reiterat\w+)\b"),
        Rule(AnnouncementKind.Suspended, "It says that something is held up", Lead, @"\b(paus(e|es|ed|ing)|halt(s|ed|ing)?|suspend(s|ed|ing)?|stop(s|ped)|freez(e|es|ing)|froze|puts? on hold)\b [^.]{0,50}\b" + Goods + @"\b"),
        Rule(AnnouncementKind.Cancelled, "It says that the package is refused or withdrawn", Lead, @"\b(vot(es|ed) down|refus(es|ed) to (approve|send|give)|reject(s|ed)|cancel(s|led|ed)|scrap(s|ped)|withdr(aws|ew))\b[^.]{0,60}\b(package|" + Goods[1..] + @"\b"),
        Rule(AnnouncementKind.Paid, "It says that the money is paid out", Lead, @"\b(paid out|(?<!\bbe )disburs(es|ed|ing|ement)|begun transferring|has transferred|transfer(s|red) the (first|second|third|next))\b"),
        Rule(AnnouncementKind.Itemised, "It says what a known promise is spent on", 4, @"\b(spells? out|spelled out|sets? out (how|where|what)|(how|where) (\S+ ){0,8}will (be spent|go)\b|breaks? down|(gives?|gave|publish(es|ed)?|releas(es|ed)|reveal(s|ed)) (the )?(\w+ )?details of (?!an? )|(not|is not|isn't) additional|comes? out of (a|an|the) (wider )?|(first|second|third) (project|part|contract|order|tranche) (under|of|from) the|to its own (\w+ )?initiative)\b"),
        Rule(AnnouncementKind.ToppedUp, "It says that more is added to a known promise", 4, @"\b(top(s|ped)?[- ]up|tops up|comes on top of|on top of the|is (being )?added to the|rais(e|es|ed|ing) [^.]{0,90}\bfrom [^.]{0,40}\bto\b|bring(s|ing)? the number|together with \S+ [^.]{0,30}(reserved|pledged|promised|given) (before|earlier)|rais(es|ed) \w+ spending|increas(es|ed|ing) its (pledge|contribution|commitment|donation)|grows to|in addition to the \S+ [^.]{0,40}(already|previously|earlier)|adds? \w+ [^.]{0,30}, making)\b"),
        Rule(AnnouncementKind.Delivered, "It says that goods arrive or are handed over", Lead, @"\b((hand(ed|s)|turn(ed|s)) over (?!(a |the )?(\w+ )?lists?\b)|(were|was|been) handed (over )?to|handed to (ukraine|the)|hands \w+ (army|forces|troops)|(have|has) (now )?(reached|arrived|been delivered)|reached \w+ on|(delivery|deliveries) list|has shipped|bring \S+ tons|took off|leave for|(these items|first) (have|has) arrived|(was|were|been) delivered|arrived in)\b"),
    ];

    public static Found<AnnouncementKind> Read(ReadText text, bool statesMoney, bool statesGoods)
    {
        foreach (var (kind, why, words, sentences) in Rules)
        {
            foreach (var sentence in text.Sentences.Where(sentence => sentence.Index < sentences))
            {
                if (words.Match(text.Words(sentence).Replace('’', '\'')) is { Success: true } match)
                {
                    return new Found<AnnouncementKind>(kind, text.Place(sentence, match.Index, match.Length), why);
                }
            }
        }

        foreach (var sentence in text.Sentences.Where(sentence => !statesMoney && !statesGoods && sentence.Index < Lead))
        {
            if (Agreement.Match(text.Words(sentence)) is { Success: true } match)
            {
                return new Found<AnnouncementKind>(AnnouncementKind.Agreed, text.Place(sentence, match.Index, match.Length), "An agreement that states no money");
            }
        }

        return new Found<AnnouncementKind>(AnnouncementKind.Announced, null, "Nothing says that it is other than a first promise");
    }

    private static readonly Regex Agreement = Make(@"\b(agreement|pact|accord|treaty|memorandum of understanding|exchange(d)? (of )?notes)\b");

    private static (AnnouncementKind Kind, string Why, Regex Words, int Sentences) Rule(AnnouncementKind kind, string why, int sentences, string words) => (kind, why, Make(words), sentences);

    private static Regex Make(string words) => new(words, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
