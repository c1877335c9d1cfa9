using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using Microsoft.AspNetCore.Identity;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Signs somebody in by what they know. Says no more than that it did not work: not whether the name, the password or neither was right.</summary>
internal sealed class SignIn(UserManager<Person> people, Sessions sessions, Tries tries, AuditTrail trail)
{
    public static readonly string Refusal =
        $"This name and password do not fit. Check both and try again; after {Tries.Most} wrong tries in a row an account is locked for {Tries.LockedFor.TotalMinutes:0} minutes.";

    public async Task<SignInOutcome> WithPasswordAsync(HttpContext http, string? name, string? password)
    {
        password = password is { Length: <= Passwords.Longest } ? password : "";
        var person = SignInName.Is(name?.Trim()) ? await people.FindByNameAsync(name!.Trim()) : null;
        if (person is not { PasswordHash: not null })
        {
            // As much work as for a name that there is. The name is not kept: it may be a password in the wrong field.
            Passwords.Hasher.VerifyHashedPassword(Nobody, NobodysHash.Value, password);
            await trail.WriteAsync(AuditKind.SignInFailed, http, null, "by a name that is not known");
            return SignInOutcome.Refused;
        }

        var allowed = await tries.CountAsync(person.Id, http.RequestAborted);
        var fits = Passwords.Hasher.VerifyHashedPassword(person, person.PasswordHash, password) != PasswordVerificationResult.Failed;
        if (allowed == Allowed.No || !fits || person.DisabledAt is not null)
        {
            await trail.WriteAsync(AuditKind.SignInFailed, http, person.Id, person.DisplayName, allowed == Allowed.No ? "while locked" : fits ? "while disabled" : "with a wrong password");
            if (allowed == Allowed.OnceMore)
            {
                await trail.WriteAsync(AuditKind.LockedOut, http, person.Id, person.DisplayName, $"for {Tries.LockedFor.TotalMinutes:0} minutes");
            }

            return SignInOutcome.Refused;
        }

        if (person.TwoFactorEnabled)
        {
            await SecondStep.BeginAsync(http, person.Id);
            return SignInOutcome.CodeNeeded;
        }

        await tries.ForgetAsync(person.Id, http.RequestAborted);
        await sessions.BeginAsync(http, person, Proof.Password);
        await trail.WriteAsync(AuditKind.SignedIn, http, person.Id, person.DisplayName, "with a password");
        return SignInOutcome.SignedIn;
    }

    private static readonly Person Nobody = new() { DisplayName = "", CreatedAt = default };

    /// <summary>Of no password that there is, made as costly as those of people.</summary>
    private static readonly Lazy<string> NobodysHash = new(() => Passwords.Hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
}

internal enum SignInOutcome
{
    Refused,

    /// <summary>The password was right; who has an authenticator is asked for its code.</summary>
    CodeNeeded,

    SignedIn,
}
