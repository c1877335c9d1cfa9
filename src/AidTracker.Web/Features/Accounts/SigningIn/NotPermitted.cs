using Microsoft.AspNetCore.Authentication;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Whose role was taken between the opening of a page and what they did on it is led to the page that says so.</summary>
internal sealed class NotPermitted(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (NotPermittedException) when (!http.Response.HasStarted)
        {
            await http.ForbidAsync();
        }
    }
}
