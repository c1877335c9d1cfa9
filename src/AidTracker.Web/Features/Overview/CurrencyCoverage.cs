using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Reading;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Overview;

/// <summary>How much of what is stated in one currency has a witness; nothing is converted, so values add up within it only.</summary>
public sealed record CurrencyCoverage(string Currency, Coverage Coverage)
{
    /// <summary>By currency code.</summary>
    public static async Task<IReadOnlyList<CurrencyCoverage>> LoadAsync(LedgerContext context, AsOf asOf, CancellationToken cancel) =>
        (await context.WitnessesAt(asOf)
            .GroupBy(row => row.Currency)
            .OrderBy(group => group.Key)
            .Select(group => new
            {
                group.Key,
                Value = group.Sum(row => row.Value),
                ValueSourced = group.Sum(row => row.ValueSourced),
                ValueQuoted = group.Sum(row => row.ValueQuoted),
                ValueSummarised = group.Sum(row => row.ValueSummarised),
                ValueOfficial = group.Sum(row => row.ValueOfficial),
                Figures = group.Sum(row => row.Figures),
                FiguresSourced = group.Sum(row => row.FiguresSourced),
                FiguresQuoted = group.Sum(row => row.FiguresQuoted),
                FiguresSummarised = group.Sum(row => row.FiguresSummarised),
                FiguresOfficial = group.Sum(row => row.FiguresOfficial),
            })
            .ToListAsync(cancel))
        .ConvertAll(sum => new CurrencyCoverage(sum.Key, new Coverage(
            new Covered(sum.Value, sum.Figures),
            new Covered(sum.ValueSourced, sum.FiguresSourced),
            new Covered(sum.ValueQuoted, sum.FiguresQuoted),
            new Covered(sum.ValueSummarised, sum.FiguresSummarised),
            new Covered(sum.ValueOfficial, sum.FiguresOfficial))));
}
