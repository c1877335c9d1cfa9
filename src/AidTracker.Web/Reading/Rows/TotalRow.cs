namespace AidTracker.Web.Reading.Rows;

/// <summary>What the lines of one kind add up to, for the same donors in one currency. View <c>ledger.total_read</c>.</summary>
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

/// <summary>What the lines that are given in one way add up to, in one currency. Table <c>ledger.instrument_now</c>.</summary>
public sealed class InstrumentRow
{
    public required string Currency { get; init; }

    /// <summary>One of <see cref="LineRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Empty on the two reserved lines.</summary>
    public required string Instrument { get; init; }

    /// <summary>One of <see cref="Rows.Counting"/>.</summary>
    public required string Counting { get; init; }

    /// <summary>How many lines there are, priced or not.</summary>
    public long OfLines { get; init; }

    /// <summary>How many are priced.</summary>
    public long Lines { get; init; }
    public decimal Amount { get; init; }

    /// <summary>The least that it can mean.</summary>
    public decimal Floor { get; init; }

    /// <summary>How many of the lines mean that much or more.</summary>
    public long OpenEnded { get; init; }
}

/// <summary>How many packages those have who give together. Table <c>ledger.donors_now</c>.</summary>
public sealed class DonorsRow
{
    /// <summary>Codes, the leading donor first.</summary>
    public required string[] Donors { get; init; }
    public long Packages { get; init; }

    /// <summary>Those that state a promise and not how much.</summary>
    public long Undisclosed { get; init; }

    /// <summary>The sum of the packages' ids: where there is one package, its id.</summary>
    public long PackageIds { get; init; }
}

/// <summary>Who something is promised to together, each set of parties once. View <c>ledger.recipients_now</c>.</summary>
public sealed class RecipientsRow
{
    /// <summary>Codes, in the order of the packages that name them.</summary>
    public required string[] Recipients { get; init; }
}
