using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading;

/// <summary>What the lines of a view add up to in one currency; nothing is converted.</summary>
/// <param name="Committed">All lines, the reserved ones included where the filter does not name categories, instruments or initiatives.</param>
/// <param name="Repayable">The part of it on lines that are loans or guarantees.</param>
/// <param name="Packages">Packages that state a sum in it.</param>
/// <param name="Floor">The least that <paramref name="Committed"/> can mean.</param>
/// <param name="OpenEnded">How many of the lines mean that much or more: with any, <paramref name="Committed"/> is no ceiling.</param>
public sealed record CurrencyTotal(string Currency, decimal Committed, decimal Repayable, int Packages, decimal Floor, int OpenEnded);

/// <summary>Totals of a view: the same lines that its export holds, added up.</summary>
public static class Totals
{
    /// <summary>By currency code.</summary>
    public static async Task<IReadOnlyList<CurrencyTotal>> ByCurrencyAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel = default)
    {
        var repayable = context.Instruments.Where(instrument => instrument.Repayable).Select(instrument => instrument.Code);
        var lines = context.LineItems(filter).Where(row => row.Line.Amount != null)
            .Select(row => new { row.Line.PackageId, row.Line.Currency, row.Line.Amount, row.Line.Floor, row.Line.HasCeiling, Repayable = repayable.Contains(row.Line.Instrument!) });
        return await lines
            .GroupBy(line => line.Currency)
            .OrderBy(group => group.Key)
            .Select(group => new CurrencyTotal(
                group.Key,
                group.Sum(line => line.Amount!.Value),
                group.Sum(line => line.Repayable ? line.Amount!.Value : 0),
                group.Select(line => line.PackageId).Distinct().Count(),
                group.Sum(line => line.Floor),
                group.Count(line => !line.HasCeiling)))
            .ToListAsync(cancel);
    }
}
