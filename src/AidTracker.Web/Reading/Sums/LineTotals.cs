using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Sums;

/// <summary>What the lines of a view add up to in one currency, by every measure: the same lines that its export holds.</summary>
/// <param name="Lines">Priced or not.</param>
/// <param name="Repayable">The part of <paramref name="Committed"/> on lines that are loans or guarantees.</param>
/// <param name="Floor">The least that <paramref name="Committed"/> can mean.</param>
/// <param name="IsOpenEnded">Whether <paramref name="Committed"/> means that much or more: then it is no ceiling.</param>
/// <param name="Itemised">The part of it on named lines.</param>
public sealed record LineTotal(
    string Currency, int Lines, decimal Committed, decimal Repayable, decimal Floor, bool IsOpenEnded, decimal Itemised, decimal Contracted, decimal Paid, decimal Delivered, decimal Undelivered)
{
    /// <param name="measure">One of <see cref="PivotMeasure.Names"/>, but for packages.</param>
    public decimal Of(string measure) => measure switch
    {
        PivotMeasure.Floor => Floor,
        PivotMeasure.Itemised => Itemised,
        "contracted" => Contracted,
        "paid" => Paid,
        "delivered" => Delivered,
        "undelivered" => Undelivered,
        _ => Committed,
    };
}

/// <summary>Totals of a view of lines.</summary>
public static class LineTotals
{
    /// <summary>By currency code, as announced; in one currency where the filter names it, without what cannot be converted.</summary>
    public static async Task<IReadOnlyList<LineTotal>> LoadAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel = default)
    {
        var repayable = context.RepayableInstruments();
        return await context.RatedLines(filter)
            .Select(row => new
            {
                row.Currency,
                row.Rate,
                Committed = row.Line.Amount ?? 0,
                Repayable = repayable.Contains(row.Line.Instrument!) ? row.Line.Amount ?? 0 : 0,
                Floor = row.Line.Amount == null ? 0 : row.Line.Floor,
                IsOpenEnded = row.Line.Amount != null && !row.Line.HasCeiling,
                Itemised = row.Line.Role == LineRole.Named ? row.Line.Amount ?? 0 : 0,
                Contracted = row.Line.Contracted ?? 0,
                Paid = row.Line.Paid ?? 0,
                Delivered = row.Line.Delivered ?? 0,
                Undelivered = row.Line.Undelivered ?? 0,
            })
            .GroupBy(row => row.Currency)
            .OrderBy(group => group.Key)
            .Select(group => new LineTotal(
                group.Key, group.Count(),
                Math.Round(group.Sum(row => row.Committed * row.Rate), Conversions.Decimals),
                Math.Round(group.Sum(row => row.Repayable * row.Rate), Conversions.Decimals),
                Math.Round(group.Sum(row => row.Floor * row.Rate), Conversions.Decimals),
                group.Sum(row => row.IsOpenEnded ? 1 : 0) > 0,
                Math.Round(group.Sum(row => row.Itemised * row.Rate), Conversions.Decimals),
                Math.Round(group.Sum(row => row.Contracted * row.Rate), Conversions.Decimals),
                Math.Round(group.Sum(row => row.Paid * row.Rate), Conversions.Decimals),
                Math.Round(group.Sum(row => row.Delivered * row.Rate), Conversions.Decimals),
                Math.Round(group.Sum(row => row.Undelivered * row.Rate), Conversions.Decimals)))
            .ToListAsync(cancel);
    }
}
