namespace AidTracker.Web.Reading.Sums;

/// <summary>What lines add up to in one currency, with what must not be mixed kept apart (product rule 9).</summary>
/// <param name="Military">Grants and other military aid that is not repaid.</param>
/// <param name="Repayable">Loans and guarantees of any category.</param>
/// <param name="Civil">Outside military totals, not repaid.</param>
/// <param name="MilitaryFloor">The least that <paramref name="Military"/> can mean.</param>
/// <param name="IsOpenEnded">Whether <paramref name="Military"/> means that much or more: then it is no ceiling.</param>
public sealed record AidTotal(string Currency, decimal Military, decimal Repayable, decimal Civil, decimal MilitaryFloor, bool IsOpenEnded)
{
    /// <summary>Of <see cref="Military"/>, what stands on named lines.</summary>
    public decimal Itemised { get; init; }

    /// <summary>Of the military lines, as far as a value is stated; so are the next three.</summary>
    public decimal Contracted { get; init; }
    public decimal Paid { get; init; }
    public decimal Delivered { get; init; }

    /// <summary>Promised and not known to be delivered.</summary>
    public decimal Undelivered { get; init; }

    /// <summary>One a currency, by code; nothing for lines without a price.</summary>
    public static IReadOnlyList<AidTotal> Of(IEnumerable<AidSum> sums) =>
    [
        .. sums.Where(sum => sum.Lines > 0 || sum.Contracted + sum.Paid + sum.Delivered > 0)
            .GroupBy(sum => sum.Currency)
            .OrderBy(currency => currency.Key, StringComparer.Ordinal)
            .Select(currency => Of(currency.Key, [.. currency])),
    ];

    /// <summary>Of sums that are all in one currency; zero throughout where there are none.</summary>
    public static AidTotal Of(string currency, IReadOnlyList<AidSum> sums)
    {
        var military = sums.Where(sum => sum.Counting == Counting.Military).ToList();
        return new AidTotal(
            currency,
            military.Sum(sum => sum.Amount),
            sums.Where(sum => sum.Counting == Counting.Repayable).Sum(sum => sum.Amount),
            sums.Where(sum => sum.Counting == Counting.Civil).Sum(sum => sum.Amount),
            military.Sum(sum => sum.Floor),
            military.Any(sum => sum.OpenEnded > 0))
        {
            Itemised = military.Where(sum => sum.Role == LineRole.Named).Sum(sum => sum.Amount),
            Contracted = military.Sum(sum => sum.Contracted),
            Paid = military.Sum(sum => sum.Paid),
            Delivered = military.Sum(sum => sum.Delivered),
            Undelivered = military.Sum(sum => sum.Undelivered),
        };
    }
}
