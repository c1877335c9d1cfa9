using System.Security.Claims;

namespace AidTracker.Web.Features.Accounts;

/// <summary>Who is acting, as their cookie or circuit says. What they may do is asked of the database (<see cref="Permissions"/>).</summary>
/// <param name="Name">As others see it.</param>
/// <param name="Session">The sign-in by which they act.</param>
public sealed record SignedIn(Guid Person, string Name, Guid Session)
{
    internal const string SessionClaim = "session";

    /// <summary>There when the person has an authenticator or a passkey.</summary>
    internal const string SecondFactorClaim = "second-factor";

    /// <returns>Null where nobody is signed in.</returns>
    public static SignedIn? Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name }
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
        && Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session)
            ? new SignedIn(person, name, session)
            : null;
}
