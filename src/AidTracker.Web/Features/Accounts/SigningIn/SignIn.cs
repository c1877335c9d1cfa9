using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.SecondFactors;
using Microsoft.AspNetCore.Identity;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Signs somebody in by what they know. Says no more than that it did not work: not whether the name, the password or neither was right.</summary>
internal sealed class SignIn(UserManager<Person> people, Sessions sessions, Tries tries, AuditTrail trail, Authenticators authenticators)
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

    /// <summary>The second step of who has an authenticator.</summary>
    /// <param name="code">Six digits of the authenticator, or a recovery code; blanks and hyphens are passed over.</param>
    public async Task<SignInOutcome> WithCodeAsync(HttpContext http, string? code)
    {
        if (await SecondStep.PersonAsync(http) is not { } id || await people.FindByIdAsync(id.ToString()) is not { DisabledAt: null } person)
        {
            return SignInOutcome.Refused;
        }

        var typed = string.Concat((code ?? "").Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();
        var allowed = await tries.CountAsync(person.Id, http.RequestAborted);
        var proof = allowed == Allowed.No || typed.Length is 0 or > LongestCode ? null : await ProofAsync(person, typed);
        if (proof is null)
        {
            await trail.WriteAsync(AuditKind.SignInFailed, http, person.Id, person.DisplayName, allowed == Allowed.No ? "while locked" : "with a wrong code");
            if (allowed == Allowed.OnceMore)
            {
                await trail.WriteAsync(AuditKind.LockedOut, http, person.Id, person.DisplayName, $"for {Tries.LockedFor.TotalMinutes:0} minutes");
            }

            return SignInOutcome.CodeNeeded;
        }

        await tries.ForgetAsync(person.Id, http.RequestAborted);
        await SecondStep.EndAsync(http);
        await sessions.BeginAsync(http, person, proof.Value);
        await trail.WriteAsync(AuditKind.SignedIn, http, person.Id, person.DisplayName, proof == Proof.Code ? "with a password and a code" : "with a password and a recovery code");
        return SignInOutcome.SignedIn;
    }

    private async Task<Proof?> ProofAsync(Person person, string typed)
    {
        if (typed.All(char.IsAsciiDigit))
        {
            return await authenticators.AcceptsAsync(person, typed) ? Proof.Code : null;
        }

        return (await people.RedeemTwoFactorRecoveryCodeAsync(person, typed)).Succeeded ? Proof.RecoveryCode : null;
    }

    private const int LongestCode = 20;

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
