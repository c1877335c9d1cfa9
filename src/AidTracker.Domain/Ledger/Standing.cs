using System.Globalization;
using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>One line of a package as it stands after some announcements.</summary>
/// <param name="Line">The line; its <see cref="LineItem.Description"/> says what it is.</param>
/// <param name="Amount">In the package's currency; null where nothing on it is priced.</param>
/// <param name="Qualifier">The least sure of the qualifiers of what is on it.</param>
/// <param name="Floor">The least that it can mean, in the package's currency; never below zero.</param>
/// <param name="Quantity">In the line's unit; null where none is stated.</param>
public sealed record LineStanding(LineItem Line, decimal? Amount, AmountQualifier Qualifier, decimal Floor, decimal? Quantity)
{
    public int Number => Line.Number;
}

/// <summary>A package after some of its announcements: named lines + Not yet itemised + Overlap and rounding = committed.</summary>
public sealed class Standing
{
    private readonly Package package;
    private readonly SortedDictionary<int, LineStanding> lines;
    private readonly decimal headlineFloor;

    private Standing(Package package, SortedDictionary<int, LineStanding> lines, bool isOpen, decimal headlineFloor, AmountQualifier? qualifier)
    {
        this.package = package;
        this.lines = lines;
        this.headlineFloor = headlineFloor;
        IsOpen = isOpen;
        Qualifier = qualifier;
    }

    public Currency Currency => package.Currency;

    /// <summary>The lines that anything was ever put on: named ones first, in order, then Not yet itemised, then Overlap and rounding.</summary>
    public IReadOnlyList<LineStanding> Lines => [.. Named, .. lines.Values.Where(line => !line.Line.IsNamed).Reverse()];

    public IEnumerable<LineStanding> Named => lines.Values.Where(line => line.Line.IsNamed);

    /// <summary>What is promised, in the package's currency; null where no sum is stated at all.</summary>
    public decimal? Committed => lines.Values.All(line => line.Amount is null) ? null : lines.Values.Sum(line => line.Amount ?? 0);

    /// <summary>
    /// The least that the promise can mean, in the package's currency: the larger of the headline's floor and the lines' floors,
    /// less what the lines are known to exceed it by (so that a floor is never above its total).
    /// </summary>
    public decimal Floor => Math.Max(headlineFloor, Named.Sum(line => line.Floor) + Overlap);

    /// <summary>How sure the total is; null where no sum was ever spoken of.</summary>
    public AmountQualifier? Qualifier { get; }

    /// <summary>While true the donor's total is not known: <em>Not yet itemised</em> means "at least this much more".</summary>
    public bool IsOpen { get; }

    /// <summary>The part on named lines, in the package's currency.</summary>
    public decimal Itemised => Named.Sum(line => line.Amount ?? 0);

    /// <summary>In the package's currency; below zero only while the package is open.</summary>
    public decimal NotYetItemised => AmountOn(LineItem.NotYetItemised);

    /// <summary>In the package's currency; never above zero.</summary>
    public decimal Overlap => AmountOn(LineItem.Overlap);

    public decimal AmountOn(int lineNumber) => lines.TryGetValue(lineNumber, out var line) ? line.Amount ?? 0 : 0;

    internal static Standing Empty(Package package) => new(package, [], false, 0, null);

    internal Standing After(Announcement announcement)
    {
        var after = new SortedDictionary<int, LineStanding>(lines);
        foreach (var entries in announcement.Entries.GroupBy(entry => entry.LineNumber))
        {
            after[entries.Key] = Moved(after.GetValueOrDefault(entries.Key), entries);
        }

        if (announcement.Kind == AnnouncementKind.Cancelled)
        {
            return new Standing(package, after, false, 0, Qualifier);
        }

        if (announcement.Headline is not { } headline)
        {
            return new Standing(package, after, IsOpen, headlineFloor, Qualifier);
        }

        var bringsMoney = KindRules.For(announcement.Kind).Net == Sign.Plus;
        var floor = Math.Max(0, headlineFloor + headline.Qualifier.Floor(announcement.Net, headline.Low));
        var qualifier = !bringsMoney ? Qualifier : Qualifier is { } known && known > headline.Qualifier ? known : headline.Qualifier;
        return new Standing(package, after, IsOpen || (bringsMoney && headline.Qualifier.LeavesOpen()), floor, qualifier);
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

    /// <summary>The line after all that one announcement puts on it: within an announcement the order says nothing.</summary>
    private LineStanding Moved(LineStanding? line, IGrouping<int, Entry> entries)
    {
        line ??= new LineStanding(package.Line(entries.Key), null, AmountQualifier.Exact, 0, null);
        var priced = entries.Where(entry => entry.Amount is not null).Sum(entry => entry.Amount!.Amount);
        var quantity = entries.Sum(entry => entry.Quantity);
        return line with
        {
            Amount = entries.All(entry => entry.Amount is null) ? line.Amount : (line.Amount ?? 0) + priced,
            Qualifier = entries.Select(entry => entry.Qualifier).Append(line.Qualifier).Max(),
            Floor = Math.Max(0, line.Floor + entries.Sum(entry => entry.Floor)),
            Quantity = entries.All(entry => entry.Quantity is null) ? line.Quantity : (line.Quantity ?? 0) + quantity,
        };
    }
}
