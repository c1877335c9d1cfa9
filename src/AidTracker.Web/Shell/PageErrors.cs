using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.OutputCaching;

namespace AidTracker.Web.Shell;

/// <summary>Gives people a page where something is missing or broken; exports, the API and health checks keep their bare status.</summary>
public static class PageErrors
{
    public static void UsePageErrors(this WebApplication app)
    {
        // An answer that has begun is aborted instead, so that half a file never looks whole.
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // Not UseWhen: a branch of the pipeline has a routing of its own, without any of the pages.
            if (!IsForAPage(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } statusPages)
            {
                statusPages.Enabled = false;
            }

            return next(context);
        });
    }

    /// <summary>
    /// Answers with the page as it is rendered, under this status. Set only as the answer begins: Blazor throws away what
    /// is rendered while the status is 404, for a general page to take its place.
    /// </summary>
    public static void AnswerWith(this HttpContext context, int status)
    {
        // What is kept of answers sees the status before it is set here.
        if (context.Features.Get<IOutputCacheFeature>() is { } kept)
        {
            kept.Context.AllowCacheStorage = false;
        }

        context.Response.OnStarting(() =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
    }

    private static bool IsForAPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Path.HasExtension(request.Path.Value)
        && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/health")
        && !request.Path.StartsWithSegments("/_blazor");
}
