using System.Linq.Expressions;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Reading.Rows;

/// <summary>How a package stands as a whole. It has exactly one status: the first of these that holds (docs/methodology.md).</summary>
public static class PackageStatus
{
    /// <summary>One of its live announcements is a cancellation, and nothing is promised since that is not delivered.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Suspended, and neither resumed nor cancelled.</summary>
    public const string Suspended = "suspended";

    /// <summary>Its total is known, and of what is priced nothing is missing.</summary>
    public const string Delivered = "delivered";

    /// <summary>Its total is known, and all of it is on named lines.</summary>
    public const string Itemised = "itemised";

    /// <summary>All others: some of it is not yet itemised, or no sum is stated.</summary>
    public const string Open = "open";

    public static IReadOnlyList<string> All { get; } = [Open, Itemised, Delivered, Suspended, Cancelled];

    /// <summary>The rule, for queries and for rows alike.</summary>
    public static Expression<Func<PackageRow, string>> Of { get; } = row =>
        row.Kinds.Contains(nameof(AnnouncementKind.Cancelled)) && (row.Undelivered ?? 0) == 0 ? Cancelled
        : row.IsSuspended ? Suspended
        : row.IsOpen || row.Committed == null || row.Committed <= 0 ? Open
        : row.Undelivered == 0 ? Delivered
        : row.LineCount > 0 && row.NotYetItemised <= 0 ? Itemised
        : Open;
}
