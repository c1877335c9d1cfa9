using AidTracker.Web.Features.Accounts.SigningIn;

namespace AidTracker.Web.Features.Accounts;

/// <summary>Asked inside each command, of the database, each time: a role that was taken a moment ago is gone also for a circuit that is open.</summary>
public sealed class Permissions(Sessions sessions, AccountSettings settings)
{
    /// <summary>Does nothing where the person has one of the roles, is not disabled, and their session has not ended.</summary>
    /// <exception cref="NotPermittedException">Otherwise; nothing may be done.</exception>
    public async Task RequireRoleAsync(SignedIn? who, IEnumerable<string> anyOf, CancellationToken cancel = default)
    {
        if (who is null || await sessions.FindAsync(who.Session, cancel) is not { } now || now.Person != who.Person)
        {
            throw new NotPermittedException("You are not signed in any more: sign in again, and do it once more.");
        }

        if (!anyOf.Any(now.Roles.Contains))
        {
            throw new NotPermittedException($"This needs the role {string.Join(" or ", anyOf)}, which you do not have: ask an administrator for it.");
        }

        if (settings.RequireSecondFactor && !now.HasSecondFactor)
        {
            throw new NotPermittedException("This needs an authenticator or a passkey beside the password: add one under “Your account”, and do it once more.");
        }
    }

    /// <inheritdoc cref="RequireRoleAsync(SignedIn?, IEnumerable{string}, CancellationToken)"/>
    public Task RequireRoleAsync(SignedIn? who, params string[] anyOf) => RequireRoleAsync(who, anyOf, CancellationToken.None);
}

/// <summary>Somebody may not do what they asked for.</summary>
/// <param name="sentence">Why, and what to do.</param>
public sealed class NotPermittedException(string sentence) : Exception(sentence);
