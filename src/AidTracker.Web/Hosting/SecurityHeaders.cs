using AidTracker.Web.Features.Embeds;

namespace AidTracker.Web.Hosting;

/// <summary>Headers that every answer carries, whatever it is.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, EmbedPolicy embeds)
{
    /// <summary>
    /// Nothing from elsewhere, no script in a page, and no page in a frame but embeds, which have a policy of their own. Only attributes may hold style: the grid of entries places
    /// its columns with them, and a page that Blazor's navigation fetches stands under the policy of the page before it.
    /// </summary>
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            context.Response.Headers.ContentSecurityPolicy = embeds.Of(context) ?? ContentPolicy;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
