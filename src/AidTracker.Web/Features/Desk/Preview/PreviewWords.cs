using AidTracker.Domain.Ledger;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Desk.Preview;

/// <summary>What a draft would do to its package, in words.</summary>
internal static class PreviewWords
{
    /// <summary>Such as “Moves CAD 1.74bn from Not yet itemised to three lines; the total stays CAD 2.0bn.”; empty where nothing can be shown.</summary>
    public static string Of(DraftPreview preview)
    {
        if (preview is not { After: { } after })
        {
            return "";
        }

        var currency = after.Currency.Code;
        if (preview is { Reworded: { Count: > 0 } reworded })
        {
            return $"Changes the package's {Words.List([.. reworded.Select(part => part.What.ToLowerInvariant())])}; {Total(preview.Before?.Committed, after.Committed, currency)}.";
        }

        // Announcements of no publication yet: what a merge takes back, or states again.
        var moved = preview.Package!.Announcements.Count(each => each.Publication is { Seq: 0 });
        if (preview.Package.Merges is [.., { Publication.Seq: 0, IntoSlug: var slug }])
        {
            return slug is null
                ? $"States {Words.Count(moved, "announcement")} again, as before the merge; {Total(preview.Before?.Committed, after.Committed, currency)}, and the address shows the package again."
                : $"Takes {Words.Count(moved, "announcement")} back, so that the money counts once: on “{preview.Into?.Description.Title ?? slug}”, which stays as it is. This package's address leads there from then on.";
        }

        return preview.Announcement is not { } announcement ? "" : $"{Words.Capital(Moved(announcement, currency))}; {Total(preview.Before?.Committed, after.Committed, currency)}.";
    }

    private static string Moved(Announcement announcement, string currency)
    {
        if (announcement.Withdrawn)
        {
            return "takes the announcement back, so that it counts for nothing";
        }

        var correction = announcement.Version > 1 ? $"restates announcement {announcement.Number}: " : "";
        var up = announcement.Entries.Where(entry => entry.Amount is { Amount: > 0 }).ToList();
        var down = announcement.Entries.Where(entry => entry.Amount is { Amount: < 0 }).ToList();
        var unpriced = announcement.Entries.Count(entry => entry.Amount is null);
        var listed = unpriced == 0 ? "" : $"{(up.Count + down.Count == 0 ? "" : ", and ")}lists {Words.Count(unpriced, "line")} without a price";
        return correction + ((up.Count, down.Count) switch
        {
            (0, 0) when announcement.Progress.Count > 0 => $"says how far {Words.Count(announcement.Progress.Count, "line")} came",
            (0, 0) => unpriced == 0 ? "moves no money" : "",
            (_, 0) => $"puts {Sum(up, currency)} on {Places(up)}",
            (0, _) => $"takes {Sum(down, currency)} from {Places(down)}",
            _ => $"moves {Sum(down, currency)} from {Places(down)} to {Places(up)}",
        }) + listed;
    }

    private static string Sum(List<Entry> entries, string currency) => Words.Brief(Math.Abs(entries.Sum(entry => entry.Amount!.Amount)), currency);

    private static string Places(List<Entry> entries)
    {
        var named = entries.Count(entry => entry.LineNumber > LineItem.NotYetItemised);
        List<string> places =
        [
            .. named > 0 ? [Words.Count(named, "line")] : Array.Empty<string>(),
            .. entries.Exists(entry => entry.LineNumber == LineItem.NotYetItemised) ? ["Not yet itemised"] : Array.Empty<string>(),
            .. entries.Exists(entry => entry.LineNumber == LineItem.Overlap) ? ["Overlap and rounding"] : Array.Empty<string>(),
        ];
        return Words.List(places);
    }

    private static string Total(decimal? before, decimal? after, string currency) => (before, after) switch
    {
        (null, null) => "no sum is stated",
        (null, { } now) => $"the total is {Words.Brief(now, currency)}",
        ({ } then, { } now) when then == now => $"the total stays {Words.Brief(now, currency)}",
        ({ } then, null) => $"no sum is stated any more, where {Words.Brief(then, currency)} stood",
        ({ } then, { } now) => $"the total goes from {Words.Brief(then, currency)} to {Words.Brief(now, currency)}",
    };
}
