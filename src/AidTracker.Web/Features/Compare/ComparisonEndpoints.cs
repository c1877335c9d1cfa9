using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Compare;

/// <summary>Serves comparisons as files, in the same forms as every other file and with the address's own question.</summary>
internal static class ComparisonEndpoints
{
    public static void MapComparison(this IEndpointRouteBuilder endpoints)
    {
        foreach (var format in ExportFormat.All)
        {
            endpoints.MapGet(LedgerView.Compare.Path + format.Ending,
                (HttpContext http, FilterParser parser, Comparing comparing, IDbContextFactory<LedgerContext> contexts, ReferenceLists lists, TimeProvider time) => ServeAsync(format, http, parser, comparing, contexts, lists, time));
        }
    }

    private static async Task ServeAsync(ExportFormat format, HttpContext http, FilterParser parser, Comparing comparing, IDbContextFactory<LedgerContext> contexts, ReferenceLists lists, TimeProvider time)
    {
        var parsed = await parser.ParseAsync(http, LedgerView.Compare with { Parameters = [.. LedgerView.Compare.Parameters, .. format.Choices.Keys] });
        var choices = ExportEndpoints.Choices(http.Request, format);
        parsed = parsed with { Errors = [.. parsed.Errors, .. choices.Errors] };
        var asked = Comparing.Read(http.Request.Query, parsed);
        if (asked.Errors.Count > 0 || !asked.IsAsked)
        {
            await ExportEndpoints.RefuseAsync(http, asked.Errors.Count > 0 ? asked.Errors : [new FilterError("a", "Say what is compared: “a”, such as a=2025-07-31, and “b” where it is not now.")]);
            return;
        }

        var address = http.Request.PathBase + LedgerView.Compare.Path + format.Ending
            + parsed.Filter.ToQuery([.. asked.Asked.Select(each => new KeyValuePair<string, string>(each.Name, each.Value)), .. choices.Given]);
        if (!parsed.IsCanonical)
        {
            http.Response.Redirect(address, permanent: true);
            return;
        }

        var cancel = http.RequestAborted;
        await using var state = await LedgerState.OpenAsync(contexts, cancel);
        var tag = LedgerTag.Of(state.Head, time);
        if (LedgerTag.IsHeldBy(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            http.Response.Headers.ETag = tag;
            return;
        }

        var comparison = await comparing.AnswerAsync(state.Context, asked, parsed.Filter, cancel);
        if (comparison.Errors.Count > 0)
        {
            await ExportEndpoints.RefuseAsync(http, comparison.Errors);
            return;
        }

        var about = ComparisonFile.About(comparison, parsed.Filter, state.Head, ExportEndpoints.SiteOf(http.Request), lists);
        await ExportEndpoints.SendAsync(http, format, LedgerView.Compare, new FileHead(address, state.Head, parsed.Filter, about), tag, ComparisonFile.Columns,
            ComparisonFile.RowsAsync(state.Context, comparison, lists, cancel), choices.Given);
    }
}
