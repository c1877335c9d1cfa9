using System.Globalization;
using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.Api;

/// <summary>The explorer's table, cell by cell. A page goes on after a cell's place, which is the same at the same point of both clocks.</summary>
internal static class TableTotals
{
    public static ApiOperation Operation { get; } = new(
        "/totals", "listTotals", "Totals by two dimensions: the cells of the explorer's table. Military aid that is not repaid, unless `counting` says otherwise.",
        LedgerView.Explore with { Name = "totals" }, [ApiParameter.Limit, ApiParameter.After, ApiParameter.Fields], ExportColumns.Explore, AnswerAsync) { Example = "rows=donor&columns=year&measure=committed&currency=EUR" };

    private static async Task<ApiAnswer> AnswerAsync(ApiQuestion asked, CancellationToken cancel)
    {
        var skipped = 0;
        if (asked.Given.TryGetValue(ApiParameter.After, out var after) && !int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out skipped))
        {
            return new ApiAnswer([]) { Refusal = (StatusCodes.Status400BadRequest, new FilterError(ApiParameter.After, "“after” is not a place in this table: leave it out to begin at the first page, and follow “next” from there.")) };
        }

        var cells = await ExploredCell.LoadAsync(asked.Context, asked.Filter, cancel).Skip(skipped).Take(asked.Limit + 1).ToListAsync(cancel);
        return new ApiAnswer(ApiOperations.Rows(ExportColumns.Explore, cells.Take(asked.Limit)))
        {
            NextSays = cells.Count > asked.Limit ? new(ApiParameter.After, (skipped + asked.Limit).ToString(CultureInfo.InvariantCulture)) : null,
        };
    }
}
