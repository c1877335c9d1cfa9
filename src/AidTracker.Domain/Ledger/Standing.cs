using System.Globalization;
using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>One line of a package as it stands after some announcements.</summary>
/// <param name="Line">The line; its <see cref="LineItem.Description"/> says what it is.</param>
/// <param name="Amount">In the package's currency; null where nothing on it is priced.</param>
/// <param name="Qualifier">The least sure of the qualifiers of what is on it.</param>
/// <param name="Floor">
/// The least that it can mean, in the package's currency. <em>Not yet itemised</em> has the part of the package's floor that no
/// other line has, and <em>Overlap and rounding</em> is as sure as it stands, so that lines add up to the package's floor; only the latter is below zero.
/// </param>
/// <param name="Quantity">In the line's unit; null where none is stated.</param>
public sealed record LineStanding(LineItem Line, decimal? Amount, AmountQualifier Qualifier, decimal Floor, decimal? Quantity)
{
    public int Number => Line.Number;

    /// <summary>The most that it can mean, in the package's currency; null where it is that much or more, or is not priced.</summary>
    public decimal? Ceiling => HasCeiling ? Amount : null;

    internal bool HasCeiling { get; init; } = true;

    public LineProgress Contracted { get; init; } = LineProgress.None;

    public LineProgress Paid { get; init; } = LineProgress.None;

    public LineProgress Delivered { get; init; } = LineProgress.None;

    /// <summary>
    /// The part of its amount that was handed over, in the package's currency: all of it where delivery is complete and no
    /// value was stated; never more than is on the line, never below zero.
    /// </summary>
    public decimal DeliveredPart => Delivered is { Final: true, Value: null } ? Math.Max(0, Amount ?? 0) : Math.Max(0, Math.Min(Amount ?? 0, Delivered.Value ?? 0));

    internal LineStanding After(AnnouncementKind kind, Progress progress) => kind switch
    {
        AnnouncementKind.Contracted => this with { Contracted = Contracted.And(progress) },
        AnnouncementKind.Paid => this with { Paid = Paid.And(progress) },
        _ => this with { Delivered = Delivered.And(progress) },
    };
}

/// <summary>A package after some of its announcements: named lines + Not yet itemised + Overlap and rounding = committed.</summary>
public sealed class Standing
{
    private readonly Package package;
    private readonly SortedDictionary<int, LineStanding> lines;

    private Standing(Package package, SortedDictionary<int, LineStanding> lines) => (this.package, this.lines) = (package, lines);

    public Currency Currency => package.Currency;

    /// <summary>The lines that anything was ever put on: named ones first, in order, then Not yet itemised, then Overlap and rounding.</summary>
    public IReadOnlyList<LineStanding> Lines => [.. Named, .. lines.Values.Where(line => !line.Line.IsNamed).Reverse()];

    public IEnumerable<LineStanding> Named => lines.Values.Where(line => line.Line.IsNamed);

    /// <summary>What is promised, in the package's currency; null where no sum is stated at all.</summary>
    public decimal? Committed => Sum(lines.Values.Select(line => line.Amount));

    /// <summary>
    /// The least that the promise can mean, in the package's currency: the larger of the headline's floor and the lines' floors,
    /// less what the lines are known to exceed it by (so that a floor is never above its total).
    /// </summary>
    public decimal Floor => Math.Max(HeadlineFloor, Named.Sum(line => line.Floor) + Overlap);

    /// <summary>The most that the promise can mean, in the package's currency; null where it is that much or more, or no sum is stated.</summary>
    public decimal? Ceiling => IsOpen ? null : Committed;

    /// <summary>How sure the total is; null where no sum was ever spoken of.</summary>
    public AmountQualifier? Qualifier { get; private init; }

    /// <summary>While true the donor's total is not known: <em>Not yet itemised</em> means "at least this much more".</summary>
    public bool IsOpen { get; private init; }

    /// <summary>True from <c>Suspended</c> on, until <c>Resumed</c> or <c>Cancelled</c>.</summary>
    public bool IsSuspended { get; private init; }

    /// <summary>The part on named lines, in the package's currency.</summary>
    public decimal Itemised => Named.Sum(line => line.Amount ?? 0);

    /// <summary>In the package's currency; below zero only while the package is open.</summary>
    public decimal NotYetItemised => AmountOn(LineItem.NotYetItemised);

    /// <summary>In the package's currency; never above zero.</summary>
    public decimal Overlap => AmountOn(LineItem.Overlap);

    /// <summary>The values stated of contracts, in the package's currency; null where none is.</summary>
    public decimal? Contracted => Sum(lines.Values.Select(line => line.Contracted.Value));

    /// <summary>The values stated of payments, in the package's currency; null where none is.</summary>
    public decimal? Paid => Sum(lines.Values.Select(line => line.Paid.Value));

    /// <summary>The values stated of deliveries, in the package's currency; null where none is.</summary>
    public decimal? Delivered => Sum(lines.Values.Select(line => line.Delivered.Value));

    /// <summary>Promised, not yet delivered, in the package's currency: what <see cref="UndeliveredOn"/> adds up to; null where nothing is priced.</summary>
    public decimal? Undelivered => Sum(lines.Keys.Select(UndeliveredOn));

    /// <summary>
    /// The day from which the oldest of what is not delivered is promised: the first money that came in counts as the first
    /// that was delivered or taken away. Null where nothing is known to be missing.
    /// </summary>
    public DateOnly? UndeliveredSince
    {
        get
        {
            if (Undelivered is not > 0)
            {
                return null;
            }

            var missing = Undelivered.Value;
            DateOnly? since = null;
            for (var i = Tranches.Count - 1; i >= 0; i--)
            {
                since = Tranches[i].On;
                missing -= Tranches[i].Amount;
                if (missing <= 0)
                {
                    break;
                }
            }

            return since;
        }
    }

    /// <summary>
    /// The days at whose rates its money came in, in order, each with its part; the parts add up to 1. Empty before any money is
    /// spoken of. Money that comes in moves it, and nothing else does; after a cut to nothing the next money starts it afresh.
    /// </summary>
    public IReadOnlyList<(DateOnly On, decimal Weight)> Basis { get; private init; } = [];

    private decimal HeadlineFloor { get; init; }

    /// <summary>What brought money in, in the order in which it counts.</summary>
    private IReadOnlyList<(DateOnly On, decimal Amount)> Tranches { get; init; } = [];

    /// <summary>The one rate at which the package and each of its lines is converted, so that they add up in every currency.</summary>
    /// <returns>Units of <paramref name="currency"/> for one of the package's; null where it cannot be converted, which is never zero.</returns>
    public decimal? RateInto(Currency currency, Rates rates, RateMode mode) => rates.Average(Currency, currency, Basis, mode);

    /// <summary>Null where nothing was ever put on the line.</summary>
    public LineStanding? Line(int lineNumber) => lines.GetValueOrDefault(lineNumber);

    public decimal AmountOn(int lineNumber) => lines.TryGetValue(lineNumber, out var line) ? line.Amount ?? 0 : 0;

    /// <summary>Whether anything was ever put on the line, priced or not.</summary>
    public bool Holds(int lineNumber) => lines.ContainsKey(lineNumber);

    /// <summary>The part of the line that was handed over; what a cancellation leaves of it.</summary>
    public decimal DeliveredOf(int lineNumber) => lineNumber != LineItem.Overlap && lines.TryGetValue(lineNumber, out var line) ? line.DeliveredPart : 0;

    /// <summary>
    /// Promised on a line and not yet delivered, in the package's currency: none where delivery is complete; null where it is
    /// not priced. What the lines exceed their headline by is taken off as far as anything is missing.
    /// </summary>
    public decimal? UndeliveredOn(int lineNumber) => lines.GetValueOrDefault(lineNumber) switch
    {
        null or { Amount: null } => null,
        { Number: LineItem.Overlap } overlap => Math.Max(overlap.Amount.Value, -lines.Keys.Where(number => number != LineItem.Overlap).Sum(number => UndeliveredOn(number) ?? 0)),
        { Delivered.Final: true } => 0,
        var line => Math.Max(0, line.Amount.Value - (line.Delivered.Value ?? 0)),
    };

    /// <summary>How long the oldest of what is not delivered has been promised, in days.</summary>
    /// <param name="on">The day on which it is asked.</param>
    /// <returns>Null where nothing is known to be missing; never below zero.</returns>
    public int? UndeliveredDays(DateOnly on) => UndeliveredSince is { } since ? Math.Max(0, on.DayNumber - since.DayNumber) : null;

    internal static Standing Empty(Package package) => new(package, []);

    internal Standing After(Announcement announcement)
    {
        var after = new SortedDictionary<int, LineStanding>(lines);
        foreach (var entries in announcement.Entries.GroupBy(entry => entry.LineNumber))
        {
            after[entries.Key] = Moved(after.GetValueOrDefault(entries.Key), entries);
        }

        foreach (var progress in announcement.Progress)
        {
            after[progress.LineNumber] = (after.GetValueOrDefault(progress.LineNumber) ?? Nothing(progress.LineNumber)).After(announcement.Kind, progress);
        }

        var bringsMoney = KindRules.For(announcement.Kind).Net == Sign.Plus;
        var isOpen = OpenAfter(announcement, bringsMoney);
        var headlineFloor = announcement.Kind == AnnouncementKind.Cancelled ? Math.Max(0, after.Values.Sum(line => line.Amount ?? 0)) : FloorAfter(announcement);
        Bound(after, headlineFloor, isOpen);
        return new Standing(package, after)
        {
            IsOpen = isOpen,
            IsSuspended = announcement.Kind switch
            {
                AnnouncementKind.Suspended => true,
                AnnouncementKind.Resumed or AnnouncementKind.Cancelled => false,
                _ => IsSuspended,
            },
            HeadlineFloor = headlineFloor,
            Qualifier = bringsMoney ? QualifierAfter(announcement) : Qualifier,
            Basis = bringsMoney ? Ledger.Basis.After(Basis, Committed ?? 0, announcement.Net, announcement.On) : Basis,
            Tranches = bringsMoney ? [.. Tranches, (announcement.On, announcement.Net)] : Tranches,
        };
    }

    /// <summary>In the form "2000 = AMM 835 + not yet itemised 1165", amounts in whole and decimal units of the package's currency.</summary>
    public override string ToString()
    {
        var parts = Lines.Where(line => line.Amount is not (null or 0)).Select(line => line.Number switch
        {
            LineItem.NotYetItemised => $"not yet itemised {Plain(line.Amount!.Value)}",
            LineItem.Overlap => $"overlap {Plain(line.Amount!.Value)}",
            _ => $"{line.Line.Description!.Category} {Plain(line.Amount!.Value)}",
        });
        return $"{(Committed is { } committed ? Plain(committed) : "undisclosed")} = {string.Join(" + ", parts)}".TrimEnd();
    }

    private static string Plain(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Unlike LINQ's, null of nothing: unknown is never zero.</summary>
    private static decimal? Sum(IEnumerable<decimal?> amounts)
    {
        var known = amounts.Where(amount => amount is not null).ToList();
        return known.Count == 0 ? null : known.Sum();
    }

    private bool OpenAfter(Announcement announcement, bool bringsMoney) => announcement.Kind switch
    {
        AnnouncementKind.Cancelled => false,
        AnnouncementKind.Disclosed => announcement.Headline!.Qualifier.LeavesOpen(),
        _ => IsOpen || (bringsMoney && announcement.Headline!.Qualifier.LeavesOpen()),
    };

    /// <summary>Another value of the same goods moves the headline's floor as its entries say; whatever else states no sum leaves it.</summary>
    private decimal FloorAfter(Announcement announcement) => announcement switch
    {
        { Headline: { } headline } => Math.Max(0, HeadlineFloor + headline.Qualifier.Floor(announcement.Net, headline.Low)),
        { Kind: AnnouncementKind.Revalued } => Math.Max(0, HeadlineFloor + announcement.Entries.Sum(entry => entry.Floor)),
        _ => HeadlineFloor,
    };

    /// <summary>A disclosed total is as sure as it says; otherwise the least sure of what came in.</summary>
    private AmountQualifier QualifierAfter(Announcement announcement) =>
        announcement.Kind != AnnouncementKind.Disclosed && Qualifier is { } known && known > announcement.Headline!.Qualifier ? known : announcement.Headline!.Qualifier;

    private LineStanding Nothing(int lineNumber) => new(package.Line(lineNumber), null, AmountQualifier.Exact, 0, null);

    /// <summary>What the two reserved lines mean at least and at most hangs on the package as a whole.</summary>
    private static void Bound(SortedDictionary<int, LineStanding> lines, decimal headlineFloor, bool isOpen)
    {
        if (lines.TryGetValue(LineItem.Overlap, out var overlap))
        {
            lines[LineItem.Overlap] = overlap with { Floor = overlap.Amount ?? 0, HasCeiling = true };
        }

        if (lines.TryGetValue(LineItem.NotYetItemised, out var open))
        {
            var others = lines.Values.Where(line => line.Number != LineItem.NotYetItemised).Sum(line => line.Floor);
            lines[LineItem.NotYetItemised] = open with { Floor = Math.Max(0, headlineFloor - others), HasCeiling = !isOpen };
        }
    }

    /// <summary>The line after all that one announcement puts on it: within an announcement the order says nothing.</summary>
    private LineStanding Moved(LineStanding? line, IGrouping<int, Entry> entries)
    {
        line ??= Nothing(entries.Key);
        var priced = entries.Where(entry => entry.Amount is not null).Sum(entry => entry.Amount!.Amount);
        var quantity = entries.Sum(entry => entry.Quantity);
        var qualifier = entries.Select(entry => entry.Qualifier).Append(line.Qualifier).Max();
        return line with
        {
            HasCeiling = !qualifier.LeavesOpen(),
            Amount = entries.All(entry => entry.Amount is null) ? line.Amount : (line.Amount ?? 0) + priced,
            Qualifier = qualifier,
            Floor = Math.Max(0, line.Floor + entries.Sum(entry => entry.Floor)),
            Quantity = entries.All(entry => entry.Quantity is null) ? line.Quantity : (line.Quantity ?? 0) + quantity,
        };
    }
}
