using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.DataPackage;

/// <summary>Serves the whole record as an archive, at a point on both clocks.</summary>
internal static class DataPackageEndpoints
{
    public const string Path = "/dataset.zip";

    private static readonly LedgerView View = new("the data package", "/dataset", ["announcedBy", "knownAt"], []);

    public static void MapDataPackage(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, ServeAsync);

    private static async Task ServeAsync(HttpContext http, FilterParser parser, IDbContextFactory<LedgerContext> contexts)
    {
        var cancel = http.RequestAborted;
        var (filter, errors, _, _) = await parser.ParseAsync(http, View);
        if (errors.Count > 0)
        {
            await ExportEndpoints.RefuseAsync(http, errors);
            return;
        }

        await using var state = await LedgerState.OpenAsync(contexts, cancel);
        // What it is an extract of is the publication that is asked for, and not what came after it.
        var head = await state.HeadAtAsync(filter.AsOf, cancel);
        // A point in the past does not change with the day.
        var tag = LedgerTag.Of(head, filter.AsOf.AnnouncedBy ?? DateOnly.MinValue);
        http.Response.Headers.ETag = tag;
        http.Response.Headers[LedgerHead.HeaderName] = state.Head.ToString();
        http.Response.Headers.CacheControl = "no-cache";
        if (LedgerTag.IsHeldBy(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = "application/zip";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"aidtracker-{head.Seq}{(filter.AsOf.AnnouncedBy is { } by ? $"-{by:yyyy-MM-dd}" : "")}.zip\"";
        await DataPackageFile.WriteAsync(http.Response.Body, state.Context, filter.AsOf with { KnownAt = head.Seq }, head, cancel);
    }
}
