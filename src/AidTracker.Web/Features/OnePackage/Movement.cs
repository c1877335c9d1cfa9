using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.OnePackage;

/// <summary>What an announcement moved, in words.</summary>
public static class Movement
{
    /// <summary>Such as “1,735,000,000 moved from Not yet itemised to three lines”, without the full stop.</summary>
    /// <param name="unit">The unit of a line's quantities; null where it has none.</param>
    public static string Of(Announcement announcement, Func<int, string> lineName, Func<int, string?> unit)
    {
        if (announcement.Withdrawn)
        {
            return "Withdrawn: it counts for nothing";
        }

        var sentence = announcement.Kind switch
        {
            AnnouncementKind.Announced => Promised(announcement, "promised"),
            AnnouncementKind.ToppedUp => Promised(announcement, "added"),
            AnnouncementKind.Disclosed => $"{Words.Capital(Figure(announcement))} disclosed",
            AnnouncementKind.Revalued => $"The same goods valued {Words.Exact(Math.Abs(announcement.Net))} {(announcement.Net > 0 ? "higher" : "lower")}",
            AnnouncementKind.Suspended => "Suspended; no money moved",
            AnnouncementKind.Resumed => "Resumed; no money moved",
            AnnouncementKind.Contracted or AnnouncementKind.Paid or AnnouncementKind.Delivered => Made(announcement, lineName, unit),
            AnnouncementKind.Reduced => $"{Words.Exact(-announcement.Net)} taken away from {Lines(Down(announcement), lineName)}",
            AnnouncementKind.Itemised => Itemised(announcement),
            AnnouncementKind.Reallocated => $"{Words.Exact(Sum(Up(announcement)))} moved from {Lines(Down(announcement), lineName)} to {Lines(Up(announcement), lineName)}",
            AnnouncementKind.Cancelled => announcement.Net >= 0 ? "Cancelled" : $"{Words.Exact(-announcement.Net)} withdrawn by the donor: all that was not delivered",
            AnnouncementKind.Reannounced => "The same money said again; nothing moved",
            _ => "No money stated; nothing moved",
        };
        var overlap = announcement.Entries.Where(entry => entry.LineNumber == LineItem.Overlap).Sum(entry => entry.Amount?.Amount ?? 0);
        var unpriced = announcement.Entries.Count(entry => entry.Amount is null);
        return sentence
            + (overlap != 0 ? $"; the lines exceed it by {Words.Exact(Math.Abs(overlap))}, which stands on Overlap and rounding" : "")
            + (unpriced > 0 && announcement.Kind != AnnouncementKind.Itemised ? $"; {Words.Count(unpriced, "line")} listed without a price" : "");
    }

    private static string Promised(Announcement announcement, string verb)
    {
        var named = Named(announcement).Where(entry => entry.Amount is not null).ToList();
        if (announcement.Headline is { Qualifier: AmountQualifier.Undisclosed })
        {
            return named.Count == 0 ? "The sum is not disclosed" : $"The sum is not disclosed; {Words.Exact(Sum(named))} of it on {Words.Count(named.Count, "line")}";
        }

        var open = announcement.Entries.Where(entry => entry.LineNumber == LineItem.NotYetItemised).Sum(entry => entry.Amount?.Amount ?? 0);
        return Words.Capital(Figure(announcement)) + " " + verb + (named.Count, open) switch
        {
            (0, _) => ", none of it itemised",
            (_, 0) => $", all of it on {Words.Count(named.Count, "line")}",
            _ => $": {Words.Exact(Sum(named))} on {Words.Count(named.Count, "line")}, {Words.Exact(open)} not yet itemised",
        };
    }

    private static string Figure(Announcement announcement) => announcement.Headline is { Low: { } low }
        ? $"{Words.Exact(low)} to {Words.Exact(announcement.Net)}"
        : Words.Qualifier(announcement.Headline?.Qualifier ?? AmountQualifier.Exact) + Words.Exact(announcement.Net);

    private static string Made(Announcement announcement, Func<int, string> lineName, Func<int, string?> unit)
    {
        var stage = Words.Kind(announcement.Kind).ToLowerInvariant();
        return announcement.Progress.Count > 3
            ? $"{Words.Capital(Words.Count(announcement.Progress.Count, "line"))} {stage}"
            : string.Join("; ", announcement.Progress.Select(progress =>
                $"{lineName(progress.LineNumber)}: {Words.Progress(progress.Quantity, unit(progress.LineNumber), progress.Value?.Amount, progress.Qualifier)} {stage}{(progress is { Final: true } and not { Value: null, Quantity: null } ? ", final" : "")}"));
    }

    private static string Itemised(Announcement announcement)
    {
        var named = Named(announcement).ToList();
        var priced = named.Where(entry => entry.Amount is not null).ToList();
        var unpriced = named.Count - priced.Count;
        var tail = unpriced == 0 ? "" : $"; {Words.Count(unpriced, "line")} listed without a price";
        return priced.Count == 0
            ? $"{Words.Capital(Words.Count(unpriced, "line"))} listed without a price; nothing moved"
            : $"{Words.Exact(Sum(priced))} moved from Not yet itemised to {Words.Count(priced.Count, "line")}{tail}";
    }

    private static IEnumerable<Entry> Named(Announcement announcement) => announcement.Entries.Where(entry => entry.LineNumber > LineItem.NotYetItemised);

    private static List<Entry> Up(Announcement announcement) => [.. announcement.Entries.Where(entry => entry.Amount is { Amount: > 0 })];

    private static List<Entry> Down(Announcement announcement) => [.. announcement.Entries.Where(entry => entry.Amount is { Amount: < 0 })];

    private static decimal Sum(IEnumerable<Entry> entries) => entries.Sum(entry => entry.Amount?.Amount ?? 0);

    private static string Lines(List<Entry> entries, Func<int, string> lineName) => entries.Count <= 3
        ? Words.List([.. entries.Select(entry => entry.LineNumber == LineItem.NotYetItemised ? lineName(0) : $"“{lineName(entry.LineNumber)}”")])
        : Words.Count(entries.Count, "line");
}
