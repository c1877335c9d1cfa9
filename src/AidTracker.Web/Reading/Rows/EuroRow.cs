namespace AidTracker.Web.Reading.Rows;

/// <summary>
/// What all lines of the ledger come to now, by what counts how, in euro at the packages' rates; those of packages without a rate in their
/// own currency. View <c>ledger.euro_read</c>. Amounts have six decimals.
/// </summary>
public sealed class EuroRow
{
    /// <summary>The currency in which these sums are kept: the rates are the European Central Bank's, so each is one of it.</summary>
    public const string Reporting = "EUR";

    /// <summary>One of <see cref="Rows.Counting"/>.</summary>
    public required string Counting { get; init; }

    /// <summary>EUR, or that of packages which there is no rate for.</summary>
    public required string Currency { get; init; }

    /// <summary>Packages that have any line that counts so.</summary>
    public long Packages { get; init; }

    /// <summary>Packages that state a sum, each with one of its rows only, so that they add up over what counts how.</summary>
    public long Stated { get; init; }
    public decimal Committed { get; init; }

    /// <summary>The least that it can mean.</summary>
    public decimal Floor { get; init; }

    /// <summary>How many of the lines mean that much or more.</summary>
    public long OpenEnded { get; init; }

    /// <summary>The part on named lines.</summary>
    public decimal Itemised { get; init; }
    public decimal ItemisedFloor { get; init; }
    public long ItemisedOpenEnded { get; init; }

    /// <summary>As far as a value is stated; so on the next three.</summary>
    public decimal Contracted { get; init; }
    public decimal Paid { get; init; }
    public decimal Delivered { get; init; }
    public decimal Undelivered { get; init; }
}
