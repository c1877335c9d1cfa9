using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Texts;

namespace AidTracker.ReadingScore;

/// <summary>How one text was read. An amount matches within 0.5 % in the same currency; items match one to one.</summary>
internal sealed class Score
{
    private const decimal Near = 0.005m;

    private static readonly Dictionary<string, string[]> Categories = new(StringComparer.Ordinal)
    {
        ["ammunition"] = ["AMM"], ["munitions"] = ["AMM"], ["air_defence"] = ["ADS"], ["armour"] = ["ARM"], ["drones"] = ["UAS", "CUA"], ["artillery"] = ["ART"],
        ["missiles"] = ["MSL"], ["anti_armour"] = ["MSL"], ["aircraft"] = ["AIR"], ["naval"] = ["NAV"], ["small_arms"] = ["SAL"], ["protective_equipment"] = ["SAL"],
        ["c4isr"] = ["C4I", "EWF"], ["training"] = ["TRN"], ["maintenance"] = ["MRO"], ["logistics"] = ["LOG"], ["medical"] = ["MED"], ["engineering_demining"] = ["ENG"],
    };

    private Score(ExpectedReading expected) => Expected = expected;

    public ExpectedReading Expected { get; }

    public List<string> Misses { get; } = [];

    public bool Parties { get; private set; }

    public bool Headline { get; private set; }

    public bool Kind { get; private set; }

    /// <summary>No figure that the editor left out is proposed as money.</summary>
    public bool NoDistractor { get; private set; }

    public Matches Priced { get; private set; }

    public Matches Counted { get; private set; }

    public Matches Restated { get; private set; }

    /// <summary>Of matched items whose category in the file names one.</summary>
    public (int Right, int Of) Category { get; private set; }

    public static Score Of(ExpectedReading expected, ReadDraft draft)
    {
        var score = new Score(expected);
        score.CompareParties(draft);
        score.CompareHeadline(draft);
        score.CompareKind(draft);
        score.CompareItems(draft);
        score.CompareDistractors(draft);
        return score;
    }

    private void CompareParties(ReadDraft draft)
    {
        var donors = draft.Donors.Select(donor => donor.Value).ToHashSet();
        var recipients = draft.Recipients.Select(recipient => recipient.Value).ToHashSet();
        Parties = donors.SetEquals(Expected.Donors) && recipients.SetEquals(Expected.Recipients);
        Miss(Parties, $"parties: {string.Join(' ', donors)} → {string.Join(' ', recipients)}, not {string.Join(' ', Expected.Donors)} → {string.Join(' ', Expected.Recipients)}");
    }

    private void CompareHeadline(ReadDraft draft)
    {
        Headline = (Expected.HeadlineAmount, Expected.HeadlineRange, draft.Headline) switch
        {
            (null, [var low, var high], { Low: { } from } read) => Same(from, low) && Same(read.Amount, high) && read.Currency == Expected.Currency,
            (null, _, null) => true,
            ({ } amount, _, { } read) => Same(amount, read.Amount) && read.Currency == Expected.Currency,
            _ => false,
        };
        Miss(Headline, $"headline: {draft.Headline?.Amount:#,0.##} {draft.Headline?.Currency}, not {Expected.HeadlineAmount:#,0.##} {(Expected.HeadlineAmount is null ? "" : Expected.Currency)}");
        var restated = Match(Expected.Equivalents, draft.Equivalents, (one, other) => Same(one.Amount, other.Amount) && one.Currency == other.Currency, out _);
        Restated = restated;
    }

    /// <summary>As the data's description maps kinds: an agreement with money is announced, a pause suspends, a delivery delivers or pays.</summary>
    private void CompareKind(ReadDraft draft)
    {
        AnnouncementKind[] right = Expected.Kind switch
        {
            "new" => [AnnouncementKind.Announced],
            "detail" => [AnnouncementKind.Itemised],
            "reannouncement" => [AnnouncementKind.Reannounced],
            "topup" => [AnnouncementKind.ToppedUp],
            "agreement" => [Expected.HeadlineAmount is null ? AnnouncementKind.Agreed : AnnouncementKind.Announced],
            "cancellation" => [AnnouncementKind.Suspended, AnnouncementKind.Cancelled, AnnouncementKind.Reduced],
            "delivery" => [AnnouncementKind.Delivered, AnnouncementKind.Paid, AnnouncementKind.Resumed],
            _ => [],
        };
        Kind = right.Contains(draft.Kind.Value);
        Miss(Kind, $"kind: {draft.Kind.Value}, not {Expected.Kind}");
    }

    private void CompareItems(ReadDraft draft)
    {
        var priced = Expected.Items.FindAll(item => item.Amount is not null);
        var read = draft.Items.Where(item => item.Amount is not null).ToList();
        // A headline repeated as a single item counts as neither.
        if (priced is [{ Amount: var alone }] && Expected.HeadlineAmount is { } headline && Same(alone!.Value, headline))
        {
            priced = [];
        }

        if (read is [{ Amount: var only }] && draft.Headline is { } stated && Same(only!.Value, stated.Amount))
        {
            read = [];
        }

        Priced = Match(priced, read, (one, other) => Same(one.Amount!.Value, other.Amount!.Value) && (one.Currency ?? Expected.Currency) == other.Currency, out var byAmount);
        var counted = Expected.Items.FindAll(item => item.Quantity is not null);
        var numbers = draft.Items.Where(item => item.Quantity is not null).ToList();
        Counted = Match(counted, numbers, (one, other) => Same(one.Quantity!.Value, other.Quantity!.Value), out var byQuantity);
        var matched = byAmount.Concat(byQuantity).Where(pair => pair.Expected.Category is { } category && Categories.ContainsKey(category)).ToList();
        var right = matched.FindAll(pair => Categories[pair.Expected.Category!].Contains(pair.Read.Category));
        Category = (right.Count, matched.Count);
        foreach (var (one, other) in matched.Except(right))
        {
            Misses.Add($"category: {other.Category}, not {one.Category}, of “{other.Description}” ({one.Description})");
        }

        List(priced.Except(byAmount.Select(pair => pair.Expected)), one => $"priced item missed: {one.Amount:#,0.##} {one.Description}");
        List(read.Except(byAmount.Select(pair => pair.Read)), one => $"priced item too many: {one.Amount:#,0.##} {one.Currency} {one.Description}");
        List(counted.Except(byQuantity.Select(pair => pair.Expected)), one => $"quantity missed: {one.Quantity:#,0.##} {one.Unit} ({one.Description})");
        List(numbers.Except(byQuantity.Select(pair => pair.Read)), one => $"quantity too many: {one.Quantity:#,0.##} {one.Unit} ({one.Description})");
    }

    /// <summary>Every amount proposed must be one that the editor read: the headline, one of its equivalents, a part, or an end of its range.</summary>
    private void CompareDistractors(ReadDraft draft)
    {
        var own = Expected.Items.Where(item => item.Amount is not null).Select(item => new ExpectedMoney(item.Amount!.Value, item.Currency ?? Expected.Currency ?? ""))
            .Concat(Expected.Equivalents).ToList();
        if (Expected.HeadlineAmount is { } headline)
        {
            own.Add(new ExpectedMoney(headline, Expected.Currency!));
        }

        own.AddRange((Expected.HeadlineRange ?? []).Select(end => new ExpectedMoney(end, Expected.Currency!)));
        var proposed = draft.Items.Where(item => item.Amount is not null).Select(item => new ExpectedMoney(item.Amount!.Value, item.Currency!)).ToList();
        proposed.AddRange(draft.Equivalents.Select(one => new ExpectedMoney(one.Amount, one.Currency)));
        if (draft.Headline is { } stated)
        {
            proposed.Add(new ExpectedMoney(stated.Amount, stated.Currency));
        }

        var strange = proposed.FindAll(one => !own.Exists(other => other.Currency == one.Currency && Same(other.Amount, one.Amount)));
        NoDistractor = strange.Count == 0;
        List(strange, one => $"distractor: {one.Amount:#,0.##} {one.Currency}");
    }

    private void Miss(bool right, string sentence)
    {
        if (!right)
        {
            Misses.Add(sentence);
        }
    }

    private void List<T>(IEnumerable<T> missed, Func<T, string> sentence) => Misses.AddRange(missed.Select(sentence));

    private static Matches Match<TExpected, TRead>(IReadOnlyCollection<TExpected> expected, IReadOnlyCollection<TRead> read, Func<TExpected, TRead, bool> same, out List<(TExpected Expected, TRead Read)> pairs)
    {
        pairs = [];
        var left = read.ToList();
        foreach (var one in expected)
        {
            var at = left.FindIndex(other => same(one, other));
            if (at >= 0)
            {
                pairs.Add((one, left[at]));
                left.RemoveAt(at);
            }
        }

        return new Matches(pairs.Count, expected.Count, read.Count);
    }

    private static bool Same(decimal one, decimal other) => Math.Abs(one - other) <= Math.Abs(one) * Near;
}

/// <param name="Right">Found and expected.</param>
internal readonly record struct Matches(int Right, int Expected, int Read)
{
    public double F1 => Expected + Read == 0 ? 1 : 2.0 * Right / (Expected + Read);

    public static Matches operator +(Matches one, Matches other) => new(one.Right + other.Right, one.Expected + other.Expected, one.Read + other.Read);
}
