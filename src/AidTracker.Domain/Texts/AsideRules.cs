using System.Text.RegularExpressions;

namespace AidTracker.Domain.Texts;

/// <summary>Where a rule looks.</summary>
internal enum Look
{
    Sentence,
    Lead,
    Before,
    After,
    Clause,
    Rest,
}

/// <summary>Words that set a figure aside.</summary>
/// <param name="Rule">Short name.</param>
/// <param name="Reason">For the editor.</param>
/// <param name="Goods">Whether it sets aside numbers of goods as well as money.</param>
internal sealed record AsideRule(string Rule, string Reason, Look Look, Regex Words, bool Goods)
{
    public bool Holds(Surroundings around) => Words.IsMatch(Look switch
    {
        Look.Sentence => around.Sentence,
        Look.Lead => around.Lead,
        Look.Before => around.Before,
        Look.After => around.After,
        Look.Rest => around.Rest,
        _ => around.Clause,
    });
}

/// <summary>
/// The language of figures that are not what is announced: totals so far, earlier packages, the pot that it comes from, budgets, economies.
/// The first rule that holds gives the reason. In <see cref="Look.Clause"/> the figure itself is "#".
/// </summary>
internal static class AsideRules
{
    /// <summary>What is said to be done: recalled in a later sentence, announced in the first.</summary>
    public const string Done = "done";

    private const string Month = "(january|february|march|april|may|june|july|august|september|october|november|december)";
    private const string Help = "(aid|assistance|support|help|donations|contributions|commitments|deliveries|spending)";

    public static IReadOnlyList<AsideRule> All { get; } =
    [
        .. Of("economy", "The size of an economy or a share of it, not aid",
            (Look.Clause, @"\b(gdp|gross domestic product|economy|economic output|national income|national output)\b")),
        .. Of("exchange_rate", "An exchange rate", (Look.After, @"^\s*="), (Look.Before, @"=\s*$")),
        .. Of("frozen_assets", "Frozen assets or a loan on them, not what is announced here",
            (Look.After, @"^\s*(of|in|worth of) (\w+ ){0,2}(assets|reserves)\b"),
            (Look.Clause, @"\b(loan|credit|credit line)\b[^#]{0,60}\b(backed|secured|serviced|repaid)\b|\bservice an? loan of\b"),
            (Look.After, @"^\s*(loan|credit line|credit)\b.*\b(backed|secured|g7|assets)\b")),
        .. Of("reward", "A reward or a fine", (Look.Clause, @"\b(reward|bounty|ransom|fined?|penalty)\b")),
        .. Of("civil", "Civil money, not military",
            (Look.After, @"^\W{0,3}(is|are)?\W{0,3}(an? )?(\w+ )?(loan|credit|grant)?\W{0,3}(for|to|in) (rebuild\w*|reconstruct\w*|budget support|economic|humanitarian|infrastructure)\b"),
            (Look.After, @"^\W*(in )?(humanitarian|reconstruction|civilian|economic|development|budget(ary)?)\b(?! and military)")),
        .. Of("separate", "Said to be separate from what is announced",
            (Look.Sentence, @"^\W*(separately|in a separate)\b"), (Look.Before, @"\b(separate|separately|unrelated)\b")),
        .. Of("own_forces", "For the donor's own forces",
            (Look.Clause, @"\b(own|home) (\w+ )?(armed )?(forces|army|armies|military|navy|air force|troops|defen[cs]e forces)\b"),
            (Look.Clause, @"\bdefen[cs]e (budget|outlays|expenditure)\b"),
            (Look.Before, @"\bdefen[cs]e spending\b")),
        .. Of("budget", "A budget, a request or a law, not this announcement",
            (Look.Clause, @"\b(budget request|draft budget|(ask|asks|asked|request|requests|requested) (\w+ ){0,2}for (an? )?(extra|additional|more)\b|supplemental\b|appropriations?|spending (bill|law)|(aid|spending|appropriations) (law|bill|act)|legislation)"),
            (Look.Before, @"\b(year's request|request (\w+ ){0,3}asks|budget\b.*\b(from|to|of|holds|has|have|doubled|grown|is))\b"),
            (Look.Before, @"\b(lawmakers|congress|parliament|deputies|senators)\b (have |has |had )?(authori[sz]ed|set aside|passed|approved|voted|appropriated)\b")),
        .. Of("part_of_wider", "The wider pot that it is part of",
            (Look.Before, @"\b(fraction|sliver|slice|share|portion|tranche|part|use) of (the|a|an|its|that|this|their|our)\b[^#]{0,30}$"),
            (Look.Before, @"\b(drawn|paid|taken|comes|come|financed|funded|stems?|met|allocated) (out of|from|under|by)\b (\w+ ){0,4}(the|a|an|its|this|their|of)?\s*(\w+ ){0,2}$"),
            (Look.Before, @"(illion|bn|\)) (out )?of (the|a|an|its|this|that)\s*$"),
            (Look.Before, @"\baccess to( up to)?( about)?\s*$"),
            (Look.Before, @"\bgoal\b|\btarget of\b"),
            (Look.After, @"^\s*(\w+ ){0,2}(envelope|framework|facility|frame)\b"),
            (Look.After, @"^\s*[^,]{0,40}\b(set aside|earmarked|created|established) (in|last|during|back in) " + Month),
            (Look.After, @"^\s*(left|remaining|remains|is left|are left)\b"),
            (Look.After, @"^[^,]{0,30}\b(shared|split) (with|among|between) (the )?(other|several|many|all)\b"),
            (Look.Rest, @"^[^.]{0,20}, shared with (the )?(other|several)\b")),
        .. Of("rate", "So much a time or a piece, not a sum",
            (Look.After, @"^\s*(each|apiece|per \w+|an? (year|month|day|week|piece|shell|round)|every (year|month)|annually|yearly)\b|^[^,]{0,30}\bannually\b|^[^,]{0,40}\b(every year|each year|a year|a month)\b"),
            (Look.Before, @"\b(annual|yearly|monthly)\b( \w+){0,3}( of)?( about| at least)?\s*$|\bin lots of\b")),
        .. Of("cumulative", "A total over many announcements",
            (Look.Lead, @"\b(bring|brings|bringing|brought|take|takes|taking|lift|lifts|lifting|push|pushes|pushing)\b[^;.]{0,110}\b(to|past|above|over|beyond)\b[^;.,]{0,40}$"),
            (Look.Before, @"\b(raise|raises|raising)\b[^;.]{0,60}\b(total|overall|aid|support|assistance)\b[^;.]{0,60}\bto\b[^;.,]{0,24}$"),
            (Look.Lead, @"\b(total|overall|cumulative|combined|wartime)\b (\w+ )?(\w+ ){0,3}" + Help + @"\b"),
            (Look.Lead, @"\btotal\b[^;.]{0,40}\b(stands?|reach\w*|exceed\w*|reads|comes|rises?|climbs?|adds?)\b"),
            (Look.Lead, @"\b(sum|figure|amount|total)\b[^;.]{0,60}\b(rises?|climbs?|grows|increases) to\b[^;.,]{0,20}$"),
            (Look.Lead, @"\b" + Help + @"\b(?! (measures?|packages?|programmes?|programs?))[^;.]{0,70}\b(comes?|came|stands?|stood|reach\w*|exceeds?|exceeded|exceed|pass(es|ed)|surpass\w*|totals|totall?ed|rises?|rose|had reached|to date)\b[^;.]{0,30}$"),
            (Look.Sentence, @"^\W*(since (the (start|beginning|outbreak|full|invasion|war|russian)|early|late|mid|then|russia|\d{4}|" + Month + @")|all told|altogether|in all|counting|so far|to date|under (previous|earlier|former)|with (it|this|that|the latest), total)\b"),
            (Look.Sentence, @"^\W*between \w+ \d{4} and\b"),
            (Look.Sentence, @"^\W*by (\d+ )?" + Month + @"\b.*\b(had|reckoned|has|have|stood|was|were)\b"),
            (Look.Clause, @"(?<!\b(\w+th|\w+st|\w+nd|\w+rd|first|second|third|time|ever|largest|biggest|yet) )\bsince (the|its|early|late|mid|then|russia|\d{4}|" + Month + ")"),
            (Look.Clause, @"\b(has|have|had|having)\b[^#]{0,40}\b(so far|to date|already|thus far)\b|\bso far (given|spent|provided|sent|donated|delivered)\b|\bto date\b|\bin total so far\b"),
            (Look.Clause, @"\b(aid|assistance|support|help)\b[^#]{0,20}\bso far\b"),
            (Look.Clause, @"\bnow counts?\b|\bcounting (all|every|military)\b|\bby \w+'s count\b"),
            (Look.Clause, @"\b(first|earlier|previous|prior|preceding|all|\d+|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty\S*) (\w+ )?packages\b"),
            (Look.Before, @"\bmak(es|ing)\b( it| that)?\s*(\w+ )?$"),
            (Look.After, @"^[^,]{0,50}\b(in|over|within|during) the (past|last) (\w+ )?(week|month|year|years|months|weeks)\b"),
            (Look.After, @"^\s*(in|of) (\w+ )?(total )?(aid|support|assistance) (so far|to date|altogether)\b"),
            (Look.Clause, @"\b(this|the (new|latest|present)) (package|drawdown|tranche|contribution|donation) included\b"),
            (Look.Sentence, @"\bthis (package|drawdown|tranche|contribution|donation) included\b")),
        .. Of("earlier", "Earlier money or goods, recalled",
            (Look.Before, @"\b(on top of|over and above|in addition to|followed|follows?|complements?|complementing|dwarfs?|than|compared (with|to)|up from|added to|besides) [^#]{0,60}$"),
            (Look.Before, @"\bafter( an?| the)?( about| roughly| some)?\s*$"),
            (Look.Clause, @"\b(earlier|older|previously|previous|last (year|month|week|spring|summer|autumn|fall|winter|" + Month[1..^1] + @")('s)?|(days|weeks|months|years?) ago|before today|already (provided|given|sent|delivered|promised|announced|pledged|handed))\b"),
            (Look.After, @"^[^,]{0,20}\breserved before\b"),
            (Look.Sentence, @"^\W*(already|previously|earlier|last (week|month|year)|less than \w+ (weeks|months) ago)\b"),
            (Look.Sentence, @"^\W*(together|along|combined) with\b.*\b(before|earlier|previous)"),
            (Look.Clause, @"\bhad (already |previously |earlier )?(received|given|provided|been (given|trained|provided|sent)|sent|said)\b"),
            (Look.Clause, @"\breserved before\b")),
        .. Of(Done, "Earlier money or goods, recalled", (Look.Clause, @"\b(has|have) (also |already )?(handed over|been (given|handed over))\b")),
        .. Of("follow_on", "Money that may follow, not announced here",
            (Look.After, @"^[^,]{0,60}\b(should|could|may|might|will|expected to|due to) follow\b"), (Look.Before, @"\b(next|second|later) (instalment|tranche)\b"),
            (Look.After, @"^[^,]{0,40}\bmore is expected\b")),
        .. Of("blocked", "Money that is held up elsewhere", (Look.Before, @"\b(blocks?|blocking|blocked|vetoe[sd]|vetoing)\b")),
        .. OfGoods("battle", "The war itself, not aid",
            (Look.Clause, @"\b(barrage|overnight attack|launched|fired|shot down|destroyed|knocked out|sunk|captured|struck by|strikes?|attacked|lost)\b"),
            (Look.After, @"^[^,]{0,20}\bon (kyiv|ukrain\w+|cities)\b")),
        .. OfGoods("need", "What is needed, asked for or aimed at, not what is given",
            (Look.Before, @"\b(needs?|requires?|asked for|asks for|requested|wants?|lacks?|goal|target|aim|hopes? for)\b"), (Look.After, @"^[^,]{0,30}\b(needed|required|requested)\b"),
            (Look.Sentence, @"\bgoal is\b")),
        .. OfGoods("stays", "Goods that stay with the donor, are lent, or replace what is given",
            (Look.Clause, @"\b(lend|lends|lending|lent|keeps?|fleet of|replaced (by|with)|replacing)\b"), (Look.After, @"\btraining cent(re|er)\b"),
            (Look.Before, @"\baboard\b"), (Look.Rest, @"^[^,]{0,20}\bbring \S+ tons")),
        .. OfGoods("rate", "So many a time, not a number given", (Look.After, @"^[^,]{0,20}\ba (month|day|week|year)\b")),
        .. OfGoods("sanctions", "Sanctions, not aid", (Look.Clause, @"\b(sanction\w*|blacklist\w*|shadow fleet|listed vessels)\b")),
        .. OfGoods("unconfirmed", "Reported and not confirmed", (Look.Sentence, @"\b(did|does|do|would) not confirm\b|\bunconfirmed\b|\bnot been confirmed\b")),
        .. OfGoods("located", "Goods found or to be had, not given", (Look.Before, @"\b(located|found|identified)\b")),
    ];

    private static IEnumerable<AsideRule> Of(string rule, string reason, params (Look Look, string Words)[] cases) => Make(rule, reason, false, cases);

    private static IEnumerable<AsideRule> OfGoods(string rule, string reason, params (Look Look, string Words)[] cases) => Make(rule, reason, true, cases);

    private static IEnumerable<AsideRule> Make(string rule, string reason, bool goods, (Look Look, string Words)[] cases) =>
        cases.Select(one => new AsideRule(rule, reason, one.Look, new Regex(one.Words, RegexOptions.CultureInvariant), goods));
}
