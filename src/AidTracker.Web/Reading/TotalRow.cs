namespace AidTracker.Web.Reading;

/// <summary>What the priced lines of one kind add up to, for the same donors in one currency. View <c>ledger.total_read</c>.</summary>
public sealed class TotalRow
{
    /// <summary>Party codes; several make a joint package whose shares are not stated, which is nobody's alone.</summary>
    public required string[] Donors { get; init; }
    public required string Currency { get; init; }

    /// <summary>One of <see cref="LineRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Null on the two reserved lines.</summary>
    public string? Category { get; init; }

    /// <summary>Loans and guarantees, which are never added to grants (product rule 9).</summary>
    public bool Repayable { get; init; }
    public long Lines { get; init; }
    public decimal Amount { get; init; }

    /// <summary>The least that it can mean.</summary>
    public decimal Floor { get; init; }

    /// <summary>How many of the lines mean that much or more: with any, the amount is no ceiling.</summary>
    public long OpenEnded { get; init; }
}
