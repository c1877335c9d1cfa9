using AidTracker.Web.Data;
using AidTracker.Web.Shell.Filtering;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.LineItems;

/// <summary>One page of the lines that match, and what all that match add up to.</summary>
/// <param name="Totals">What <c>/line-items.csv</c> with the same query adds up to.</param>
/// <param name="Matching">How many lines match, whether they can be converted or not; <see cref="Page"/> holds some of them.</param>
/// <param name="WithoutRate">Packages that match, state a sum and are in no converted total.</param>
public sealed record LineItemList(FilterOptions Options, ListPage<PackageLine> Page, int Matching, IReadOnlyList<LineTotal> Totals, int WithoutRate)
{
    /// <summary>With a query that cannot be used, the form's choices and no figures.</summary>
    public static async Task<LineItemList> LoadAsync(LedgerContext context, FilterOptions options, ParsedFilter parsed, CancellationToken cancel)
    {
        if (parsed.Errors.Count > 0)
        {
            return new LineItemList(options, new ListPage<PackageLine>([], null), 0, [], 0);
        }

        var totals = await LineTotals.LoadAsync(context, parsed.Filter, cancel);
        return new LineItemList(
            options,
            await context.LinePageAsync(parsed.Filter, cancel: cancel),
            parsed.Filter.Currency is null ? totals.Sum(total => total.Lines) : await context.MatchingLines(parsed.Filter).CountAsync(cancel),
            totals,
            await Reading.Sums.Totals.WithoutRateAsync(context, parsed.Filter, cancel));
    }
}
