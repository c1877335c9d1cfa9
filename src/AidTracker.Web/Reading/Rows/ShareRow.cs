namespace AidTracker.Web.Reading.Rows;

/// <summary>
/// What the lines of one category, of those who give together, or given in one way come to in one currency, at their packages' rates; what has no
/// rate is not in it. View <c>ledger.share_euro_read</c>, which is kept for euro and now; function <c>ledger.share_in</c> for all else, with six decimals; and view
/// <c>ledger.category_read</c>, by category as announced.
/// </summary>
public sealed class ShareRow
{
    /// <summary>The currency in which shares are kept: the rates are the European Central Bank's, so each is one of it.</summary>
    public const string KeptIn = "EUR";

    public const string OfCategory = "category";
    public const string OfDonors = "donors";
    public const string OfInstrument = "instrument";

    /// <summary>Which of the three it is a share of.</summary>
    public required string By { get; init; }

    /// <summary>A code; those of who give together, with spaces between; empty where a line has none.</summary>
    public required string Key { get; init; }

    /// <summary>Of all amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>One of <see cref="LineRole"/>.</summary>
    public required string Role { get; init; }

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
