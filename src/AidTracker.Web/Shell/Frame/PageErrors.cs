using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.OutputCaching;

namespace AidTracker.Web.Shell.Frame;

/// <summary>Gives people a page where something is missing or broken; exports, the API and health checks keep their bare status.</summary>
public static class PageErrors
{
    public static void UsePageErrors(this WebApplication app)
    {
        // An answer that has begun is aborted instead, so that half a file never looks whole.
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(async (context, next) =>
        {
            // Not UseWhen: a branch of the pipeline has a routing of its own, without any of the pages.
            var isForAPage = IsForAPage(context.Request);
            if (!isForAPage && context.Features.Get<IStatusCodePagesFeature>() is { } statusPages)
            {
                statusPages.Enabled = false;
            }

            await next(context);
            // A form's page has said what it would have answered in before the form was refused.
            var isEmpty = context.Response is { HasStarted: false, ContentLength: null } && (context.Response.ContentType is null || context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false });
            if (!isForAPage && isEmpty && SentenceFor(context) is { } sentence)
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
            }
        });
    }

    /// <summary>
    /// Answers a HEAD as the GET that pages and files are mapped for; the server sends no body to a HEAD, whatever is written.
    /// </summary>
    public static void UseHeadAsGet(this WebApplication app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method) && !context.Request.Path.StartsWithSegments("/_blazor"))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });

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

    /// <summary>What is said in place of an empty answer; null where the status says enough to who asks.</summary>
    private static string? SentenceFor(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method: ask with GET, or with HEAD for the headers.",
        StatusCodes.Status400BadRequest when HttpMethods.IsPost(context.Request.Method) => "Nothing was sent that this address takes: open the page, and send its own form from there. To read it, ask with GET.",
        StatusCodes.Status404NotFound when HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/health") => "There is nothing at this address: it may have been mistyped, or cut off where it was copied.",
        _ => null,
    };

    private static bool IsForAPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Path.HasExtension(request.Path.Value)
        && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/health")
        && !request.Path.StartsWithSegments("/_blazor");
}
