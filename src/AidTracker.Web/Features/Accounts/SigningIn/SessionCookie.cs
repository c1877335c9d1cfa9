using System.Security.Claims;
using AidTracker.Web.Features.Accounts.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>
/// The cookie of a session. Over https its name begins with <c>__Host-</c>, which browsers accept from this very host alone; over http, which
/// is for one's own machine, they would refuse such a name.
/// </summary>
internal sealed partial class SessionCookie(Sessions sessions, AuditTrail trail, ILogger<SessionCookie> logger) : CookieAuthenticationEvents
{
    public const string Name = "AidTracker";

    /// <summary>Whether the request comes with one, whatever it is worth.</summary>
    public static bool IsIn(HttpRequest request) => request.Cookies.ContainsKey(CookieNames.Of(request, Name));

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        try
        {
            if (Guid.TryParse(context.Principal?.FindFirstValue(Accounts.SignedIn.SessionClaim), out var id)
                && await sessions.FindAsync(id, context.HttpContext.RequestAborted) is { } session)
            {
                context.ReplacePrincipal(session.ToPrincipal());
                return;
            }
        }
        catch (NpgsqlException unreachable)
        {
            // Who cannot be looked up is nobody, for this once: the page that says what is wrong has to be shown to them as well.
            CannotLookUp(logger, unreachable.Message);
            context.RejectPrincipal();
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    public override async Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        await trail.WriteAsync(AuditKind.Refused, context.HttpContext, Accounts.SignedIn.Of(context.HttpContext.User), $"{context.Request.Method} {context.Request.Path}");
        await base.RedirectToAccessDenied(context);
    }

    [LoggerMessage(LogLevel.Warning, "A session could not be looked up: {Reason}")]
    private static partial void CannotLookUp(ILogger logger, string reason);
}
