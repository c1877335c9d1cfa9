namespace AidTracker.Web.Reading.Rows;

/// <summary>
/// What the lines of a package add up to that count in one way, in its currency; null where no line has any of it. Table
/// <c>ledger.package_sum_now</c>; of the past nothing of the kind is kept.
/// </summary>
public sealed class PackageSumRow
{
    public long PackageId { get; init; }

    /// <summary>One of <see cref="Rows.Counting"/>.</summary>
    public required string Counting { get; init; }
    public decimal? Committed { get; init; }

    /// <summary>The least that <see cref="Committed"/> can mean.</summary>
    public decimal? Floor { get; init; }

    /// <summary>How many of the lines mean that much or more.</summary>
    public long OpenEnded { get; init; }

    /// <summary>Of named lines only, as are the next two.</summary>
    public decimal? Itemised { get; init; }
    public decimal? ItemisedFloor { get; init; }
    public long ItemisedOpenEnded { get; init; }
    public decimal? Contracted { get; init; }
    public decimal? Paid { get; init; }
    public decimal? Delivered { get; init; }
    public decimal? Undelivered { get; init; }
}
