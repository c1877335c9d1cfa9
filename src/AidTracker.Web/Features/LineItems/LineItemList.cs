using AidTracker.Web.Data;
using AidTracker.Web.Reading;
using AidTracker.Web.Shell.Filtering;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.LineItems;

/// <summary>One page of the lines that match, and what all that match add up to.</summary>
/// <param name="Totals">What <c>/line-items.csv</c> with the same query adds up to.</param>
/// <param name="Matching">How many lines match, whether they can be converted or not; <see cref="Rows"/> holds one page of them.</param>
/// <param name="WithoutRate">Packages that match, state a sum and are in no converted total.</param>
public sealed record LineItemList(FilterOptions Options, IReadOnlyList<PackageLine> Rows, int Matching, IReadOnlyList<LineTotal> Totals, int WithoutRate)
{
    public const int PageSize = 50;

    public int Pages => (Matching + PageSize - 1) / PageSize;

    /// <summary>With a query that cannot be used, the form's choices and no figures.</summary>
    public static async Task<LineItemList> LoadAsync(LedgerContext context, FilterOptions options, ParsedFilter parsed, CancellationToken cancel)
    {
        if (parsed.Errors.Count > 0)
        {
            return new LineItemList(options, [], 0, [], 0);
        }

        var totals = await LineTotals.LoadAsync(context, parsed.Filter, cancel);
        return new LineItemList(
            options,
            await context.LineItems(parsed.Filter).Skip((parsed.Filter.Page - 1) * PageSize).Take(PageSize).ToListAsync(cancel),
            parsed.Filter.Currency is null ? totals.Sum(total => total.Lines) : await context.MatchingLines(parsed.Filter).CountAsync(cancel),
            totals,
            await Reading.Totals.WithoutRateAsync(context, parsed.Filter, cancel));
    }
}
