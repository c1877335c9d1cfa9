namespace AidTracker.Web.Features.Accounts.Audit;

/// <summary>
/// Files that somebody who is signed in takes away are on the trail. Those of readers are in the request log, like their pages: a trail of
/// everybody's reading is not kept.
/// </summary>
internal sealed class TrailExports(RequestDelegate next, AuditTrail trail)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (SignedIn.Of(http.User) is { } who)
        {
            // The audit file writes its own line, before it is read.
            http.Response.OnStarting(() => IsFile(http.Response) && http.Request.Path != AuditFile.Path
                ? trail.WriteAsync(AuditKind.Exported, http, who, http.Request.Path + http.Request.QueryString.ToUriComponent())
                : Task.CompletedTask);
        }

        await next(http);
    }

    private static bool IsFile(HttpResponse response) =>
        response.StatusCode == StatusCodes.Status200OK && response.Headers.ContentDisposition.ToString().StartsWith("attachment", StringComparison.Ordinal);
}
