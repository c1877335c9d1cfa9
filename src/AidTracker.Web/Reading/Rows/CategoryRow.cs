namespace AidTracker.Web.Reading.Rows;

/// <summary>What the lines of one category add up to now, whoever gives them, in one currency. Table <c>ledger.category_now</c>.</summary>
public sealed class CategoryRow
{
    public required string Currency { get; init; }

    /// <summary>One of <see cref="LineRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Empty on the two reserved lines.</summary>
    public required string Category { get; init; }

    /// <summary>One of <see cref="Rows.Counting"/>.</summary>
    public required string Counting { get; init; }

    /// <summary>How many lines are priced.</summary>
    public long Lines { get; init; }
    public decimal Amount { get; init; }

    /// <summary>The least that it can mean.</summary>
    public decimal Floor { get; init; }

    /// <summary>How many of the lines mean that much or more.</summary>
    public long OpenEnded { get; init; }

    /// <summary>As far as a value is stated; so on the next three.</summary>
    public decimal Contracted { get; init; }
    public decimal Paid { get; init; }
    public decimal Delivered { get; init; }
    public decimal Undelivered { get; init; }
}
