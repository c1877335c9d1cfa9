using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>
/// Who an open circuit belongs to, asked anew each second: from when their session ends, they are disabled or their roles change, the circuit
/// belongs to nobody. Its commands ask for themselves (<see cref="Permissions"/>); this is what its pages show.
/// </summary>
internal sealed class CircuitPerson(Sessions sessions, ILoggerFactory loggers) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        SignedIn.Of(authenticationState.User) is { } who
        && await sessions.FindAsync(who.Session, cancellationToken) is { } now
        && now.Person == who.Person
        && now.Roles.ToHashSet().SetEquals(authenticationState.User.FindAll(ClaimTypes.Role).Select(role => role.Value));
}
