namespace AidTracker.Web.Reading;

/// <summary>What the lines of one kind add up to, for the same donors in one currency. View <c>ledger.total_read</c>.</summary>
public sealed class TotalRow
{
    /// <summary>Party codes; several make a joint package whose shares are not stated, which is nobody's alone.</summary>
    public required string[] Donors { get; init; }
    public required string Currency { get; init; }

    /// <summary>One of <see cref="LineRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Null on the two reserved lines, as is the instrument.</summary>
    public string? Category { get; init; }
    public string? Instrument { get; init; }

    /// <summary>How many are priced.</summary>
    public long Lines { get; init; }
    public decimal Amount { get; init; }

    /// <summary>The least that it can mean.</summary>
    public decimal Floor { get; init; }

    /// <summary>How many of the lines mean that much or more: with any, the amount is no ceiling.</summary>
    public long OpenEnded { get; init; }

    /// <summary>As far as a value is stated, of lines without a price as well; so on the next two.</summary>
    public decimal Contracted { get; init; }
    public decimal Paid { get; init; }
    public decimal Delivered { get; init; }

    /// <summary>Promised and not known to be delivered.</summary>
    public decimal Undelivered { get; init; }
}
