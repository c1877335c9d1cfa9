using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Shell;

/// <summary>
/// A package's total as it may be said: an unknown one is never zero, and a floor is never shown as the whole.
/// </summary>
/// <param name="Committed">In the package's currency; null where no sum is stated.</param>
/// <param name="Floor">The least that it can mean.</param>
/// <param name="Qualifier">Null where no sum was ever spoken of.</param>
/// <param name="IsOpen">True while the donor's total is not known.</param>
public sealed record Total(decimal? Committed, decimal Floor, AmountQualifier? Qualifier, bool IsOpen, string Currency)
{
    public static Total Of(PackageRow row) =>
        new(row.Committed, row.Floor, row.Qualifier is null ? null : Qualifiers.FromCode(row.Qualifier), row.IsOpen, row.Currency);

    public static Total Of(Standing standing) =>
        new(standing.Committed, standing.Floor, standing.Qualifier, standing.IsOpen, standing.Currency.Code);

    /// <summary>Whether there is a figure to show at all.</summary>
    public bool IsStated => Known is not null;

    /// <summary>The figure behind the words; null where none is known.</summary>
    public decimal? Known => Qualifier switch
    {
        null => null,
        AmountQualifier.Undisclosed => Floor > 0 ? Floor : null,
        _ => IsOpen && Committed is { } committed ? Math.Max(committed, Floor) : Committed,
    };

    /// <summary>What stands before the figure: <c>at least</c>, <c>up to</c>; empty for an exact one.</summary>
    public string Prefix => Qualifier switch
    {
        null => "",
        AmountQualifier.Undisclosed => "at least ",
        _ when IsOpen && Floor > Committed => "at least ",
        AmountQualifier.Between => "",
        { } qualifier => Words.Qualifier(qualifier),
    };

    /// <summary>What stands in the figure's place where there is none.</summary>
    public string Unstated => Qualifier is null ? "no money stated" : "not disclosed";

    /// <summary>The lower end, where the total is a range.</summary>
    public decimal? RangeFrom => Qualifier == AmountQualifier.Between ? Floor : null;

    /// <summary>In one phrase with the exact figure: <c>up to GBP 1,600,000,000</c>, <c>not disclosed</c>.</summary>
    public string Phrase => Known is not { } known
        ? Unstated
        : RangeFrom is { } low
            ? $"{Currency} {Words.Exact(low)} to {Words.Exact(known)}"
            : Prefix + Words.Exact(known, Currency);
}
