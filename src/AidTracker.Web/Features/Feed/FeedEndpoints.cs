using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Shell.Filtering;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Feed;

/// <summary>What comes onto the record, for feed readers, by the filter of the announcements' page.</summary>
internal static class FeedEndpoints
{
    private const string Path = "/announcements.atom";

    /// <summary>How many versions of announcements it has, the latest recorded first; for all there are files and the API.</summary>
    public const int MostEntries = 50;

    /// <summary>Its order is its own.</summary>
    private static readonly LedgerView View = LedgerView.Announcements with { Name = "the feed", Sorts = [] };

    public static void MapFeed(this IEndpointRouteBuilder endpoints) => endpoints.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], ServeAsync);

    private static async Task ServeAsync(HttpContext http, FilterParser parser, IDbContextFactory<LedgerContext> contexts, ReferenceLists lists, TimeProvider time)
    {
        var cancel = http.RequestAborted;
        var (filter, errors, isCanonical, _) = await parser.ParseAsync(http, View);
        if (errors.Count > 0)
        {
            await ExportEndpoints.RefuseAsync(http, errors);
            return;
        }

        var self = http.Request.PathBase + Path + filter.ToQuery();
        if (!isCanonical)
        {
            http.Response.Redirect(self, permanent: true);
            return;
        }

        await using var state = await LedgerState.OpenAsync(contexts, cancel);
        var head = state.Head;
        var tag = LedgerTag.Of(head, time);
        http.Response.Headers.ETag = tag;
        http.Response.Headers[LedgerHead.HeaderName] = head.ToString();
        http.Response.Headers.CacheControl = "no-cache";
        if (LedgerTag.IsHeldBy(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        // News are corrections too, whatever counts now.
        var news = filter with { AllVersions = !filter.OnlyCorrections, Sort = "-recorded", Page = 1 };
        var page = await state.Context.AnnouncementPageAsync(news, MostEntries, cancel);
        http.Response.ContentType = "application/atom+xml; charset=utf-8";
        await http.Response.Body.WriteAsync(AtomFeed.Write(
            page.Rows, [.. Choice.Of(filter, lists).Select(choice => choice.Label)], head, $"{http.Request.Scheme}://{http.Request.Host}", self, filter.Lens), cancel);
    }
}
