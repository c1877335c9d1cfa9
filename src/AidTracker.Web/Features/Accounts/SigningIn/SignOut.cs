using AidTracker.Web.Features.Accounts.Audit;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Ends the session, and not the cookie alone: a copy of the cookie opens nothing afterwards.</summary>
internal static class SignOut
{
    public static void MapSignOut(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/account/logout", RunAsync).WithMetadata(new RequireAntiforgeryTokenAttribute());

    private static async Task<IResult> RunAsync(HttpContext http, Sessions sessions, AuditTrail trail)
    {
        if (SignedIn.Of(http.User) is not { } who)
        {
            return Results.LocalRedirect("/");
        }

        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
        {
            // Sent by another site, or by a page from before this sign-in.
            return Results.LocalRedirect("/account");
        }

        await sessions.EndAsync(who.Person, who.Session);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await trail.WriteAsync(AuditKind.SignedOut, http, who);
        return Results.LocalRedirect("/");
    }
}
