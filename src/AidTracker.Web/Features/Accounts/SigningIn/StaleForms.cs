using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Extensions;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>
/// A form belongs to who opened it. Sent by somebody else, after signing in or out in another tab for example, it is refused; where people work
/// signed in a page says so, instead of an empty answer.
/// </summary>
internal sealed class StaleForms(RequestDelegate next)
{
    public const string Path = "/account/stale";

    private static readonly string[] Work = ["/account", "/admin", "/desk"];

    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (http.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false }
            && http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            && Work.Any(path => http.Request.Path.StartsWithSegments(path))
            && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            http.Response.Redirect(Path + new QueryBuilder { { "returnUrl", http.Request.Path + http.Request.QueryString.ToUriComponent() } });
        }
    }
}
