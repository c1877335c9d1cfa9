using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Texts;

/// <summary>
/// Reads a pasted announcement into a draft, by rules about language: the same text gives the same draft, and every value has its
/// place and its reason. Nothing is asked of a network, a clock or a model; docs/reading-texts.md says how it works and how well.
/// </summary>
public static class AnnouncementReader
{
    /// <summary>In UTF-16 units: what is longer is read to here, with a warning.</summary>
    public const int TextLimit = 200_000;

    /// <summary>In UTF-16 units, likewise.</summary>
    public const int TitleLimit = 1000;

    /// <summary>The most items proposed.</summary>
    public const int ItemLimit = 200;

    /// <summary>The most figures listed as left out.</summary>
    public const int LeftOutLimit = 500;

    /// <summary>Never throws, whatever the text holds.</summary>
    public static ReadDraft Read(AnnouncementText announcement)
    {
        var warnings = new List<string>();
        var read = new ReadText(
            Cut("title", announcement.Title ?? "", TitleLimit, warnings),
            Cut("text", announcement.Text, TextLimit, warnings), announcement.Publisher, announcement.Date);

        var (donors, recipients, parties) = PartyFinder.Find(read);
        var donorCodes = donors.ConvertAll(mention => mention.Code);
        var recipientCodes = recipients.ConvertAll(mention => mention.Code);
        var aside = new Aside(read, parties, donorCodes, recipientCodes);
        var mentions = MoneyFinder.Find(read, donorCodes.FirstOrDefault());
        var money = MoneyReader.Read(read, mentions, aside, out var sum);
        var leftOut = new List<LeftOut>();
        var goods = QuantityReader.Find(read, mentions, aside, leftOut);

        var headline = money.Find(one => one.Role == MoneyRole.Headline);
        var items = ItemReader.Items(read, money, goods, headline);
        leftOut.AddRange(money.Where(one => one.Role == MoneyRole.Aside).Select(one => new LeftOut(
            Words(read, one.Mention.From, one.Mention.To), one.Rule, one.Why, Place(read, one.Mention.From, one.Mention.To))));
        leftOut.AddRange(goods.Where(one => one.Aside is not null).Select(one => new LeftOut(
            Words(read, one.From, one.To), one.Aside!.Value.Rule, one.Aside.Value.Reason, Place(read, one.From, one.To))));

        var stated = headline is null ? sum : Amount(read, headline);
        Warn(warnings, read, donors, recipients, headline, stated, money, items, mentions);
        return new ReadDraft(
            [.. donors.Select(mention => Party(read, mention, "It gives, by the words beside its name"))],
            [.. recipients.Select(mention => Party(read, mention, "It receives, by the words beside its name"))],
            announcement.Date is { } day ? new Found<DateOnly>(day, null, "Given beside the text") : YearsReader.Date(read),
            KindReader.Read(read, stated is not null, items.Count > 0),
            stated,
            [.. money.Where(one => one.Role == MoneyRole.Equivalent).Select(one => Amount(read, one) with { Why = "The headline's money in another currency" })],
            [.. items.Take(ItemLimit)],
            Channels.FindInitiatives(read),
            Channels.FindInstrument(read),
            YearsReader.Years(read),
            [.. leftOut.OrderBy(one => !one.Span.InTitle).ThenBy(one => one.Span.Start).Take(LeftOutLimit)],
            warnings);
    }

    private static string Cut(string what, string value, int limit, List<string> warnings)
    {
        if (value.Length <= limit)
        {
            return value;
        }

        warnings.Add($"The {what} has {value.Length} characters and is read to character {limit}: paste the part that matters.");
        return value[..(char.IsHighSurrogate(value[limit - 1]) ? limit - 1 : limit)];
    }

    private static Found<string> Party(ReadText text, PartyMention mention, string why) => mention.Token < 0
        ? new Found<string>(mention.Code, null, "Its publisher is the donor's office")
        : new Found<string>(mention.Code, Place(text, mention.Token, mention.To), why);

    private static ReadAmount Amount(ReadText text, JudgedMoney money) => new(
        money.Mention.Amount, money.Mention.Low, money.Mention.Currency, money.Mention.Qualifier, Place(text, money.Mention.From, money.Mention.To), money.Why);

    private static Span Place(ReadText text, int from, int to) => text.Place(text.Tokens[from].Start, text.Tokens[to - 1].End);

    private static string Words(ReadText text, int from, int to) => text.All[text.Tokens[from].Start..text.Tokens[to - 1].End];

    private static void Warn(List<string> warnings, ReadText text, List<PartyMention> donors, List<PartyMention> recipients, JudgedMoney? headline, ReadAmount? stated,
        List<JudgedMoney> money, List<ReadItem> items, List<MoneyMention> mentions)
    {
        if (donors.Count == 0)
        {
            warnings.Add("No donor was recognised: choose it.");
        }

        if (recipients.Count == 0)
        {
            warnings.Add("No recipient was recognised: choose it, or leave the announcement out of the ledger until one is named.");
        }

        if (stated is null)
        {
            warnings.Add(money.Count == 0 ? "The text states no amount." : "Every amount in the text was set aside: look at the figures that were left out.");
        }

        if (headline is null && stated is not null)
        {
            warnings.Add("The headline is a sum that the text does not state: check that its parts are all.");
        }

        if (headline is { Mention.Guessed: true })
        {
            warnings.Add($"The text does not say whose {(headline.Mention.Currency == "USD" ? "dollar" : "crown")} it means: {headline.Mention.Currency} was taken.");
        }

        if (mentions.Exists(mention => mention.Unsure))
        {
            warnings.Add("An amount can be read with thousands or with decimals: compare it with the text.");
        }

        if (mentions.Count >= MoneyFinder.Limit)
        {
            warnings.Add($"The text has {MoneyFinder.Limit} amounts or more: what follows was not read.");
        }

        if (items.Count > ItemLimit)
        {
            warnings.Add($"The text has {items.Count} items; the first {ItemLimit} are proposed.");
        }

        var priced = items.Where(item => item.Amount is not null && item.Currency == stated?.Currency).Sum(item => item.Amount!.Value);
        if (stated is { Qualifier: not (AmountQualifier.AtLeast or AmountQualifier.MoreThan) } && priced > stated.Amount)
        {
            warnings.Add("The parts come to more than the headline: one of them may be other money, or the headline is rounded.");
        }

        if (text.Date is null)
        {
            warnings.Add("No date was given: earlier money is recognised by words alone.");
        }
    }
}
