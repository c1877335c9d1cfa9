using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Overview;

/// <summary>How much of what is stated in one currency has a witness; nothing is converted, so values add up within it only.</summary>
public sealed record CurrencyCoverage(string Currency, Coverage Coverage)
{
    /// <summary>By currency code.</summary>
    public static async Task<IReadOnlyList<CurrencyCoverage>> LoadAsync(LedgerContext context, AsOf asOf, CancellationToken cancel) =>
        (await context.CoverageAt(asOf).OrderBy(row => row.Currency).ToListAsync(cancel))
        .ConvertAll(row => new CurrencyCoverage(row.Currency, row.ToCoverage()));

    /// <summary>Of all currencies together: only its numbers of figures mean anything.</summary>
    public static Coverage Of(IEnumerable<CurrencyCoverage> rows) => rows.Aggregate(Coverage.None, (sum, row) => sum + row.Coverage);
}
