using System.Globalization;
using System.Text;
using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using Microsoft.AspNetCore.Identity;

namespace AidTracker.Web.Features.Accounts.SecondFactors;

/// <summary>Codes that change every 30 seconds (TOTP), made by an application on a telephone from a key that both sides have.</summary>
internal sealed class Authenticators(UserManager<Person> people, AuditTrail trail)
{
    /// <summary>Each signs in once, for who has lost the telephone.</summary>
    public const int RecoveryCodes = 10;

    private const string LastCode = "last-code";
    private const string Provider = "AidTracker";

    /// <summary>The key to enrol with: the same one until it is used.</summary>
    public async Task<AuthenticatorKey> KeyAsync(Person person)
    {
        var key = await people.GetAuthenticatorKeyAsync(person);
        if (string.IsNullOrEmpty(key))
        {
            await people.ResetAuthenticatorKeyAsync(person);
            key = (await people.GetAuthenticatorKeyAsync(person))!;
        }

        return new AuthenticatorKey(Spaced(key), $"otpauth://totp/AidTracker:{Uri.EscapeDataString(person.UserName!)}?secret={key}&issuer=AidTracker&digits=6");
    }

    /// <summary>Whether a code is right, and was not used before: who looks over a shoulder has no use of it.</summary>
    public async Task<bool> AcceptsAsync(Person person, string code)
    {
        if (!await people.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, code)
            || await people.GetAuthenticationTokenAsync(person, Provider, LastCode) == code)
        {
            return false;
        }

        // Of two at once, the second is refused by the person's concurrency stamp.
        return (await people.SetAuthenticationTokenAsync(person, Provider, LastCode, code)).Succeeded;
    }

    /// <summary>Asks for codes from now on.</summary>
    /// <returns>The recovery codes, which are shown once; null where the code is not right.</returns>
    public async Task<IReadOnlyList<string>?> EnrolAsync(HttpContext http, Person person, string? code)
    {
        if (!await AcceptsAsync(person, string.Concat((code ?? "").Where(char.IsAsciiDigit))))
        {
            return null;
        }

        await people.SetTwoFactorEnabledAsync(person, true);
        await trail.WriteAsync(AuditKind.AuthenticatorAdded, http, person.Id, person.DisplayName);
        return await NewRecoveryCodesAsync(http, person);
    }

    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(HttpContext http, Person person)
    {
        var codes = await people.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes);
        await trail.WriteAsync(AuditKind.RecoveryCodesMade, http, person.Id, person.DisplayName);
        return [.. codes!];
    }

    /// <summary>Asks for no codes any more; the key and the recovery codes are thrown away.</summary>
    /// <param name="by">Who did it, in words of the trail; empty: the person.</param>
    public async Task RemoveAsync(HttpContext? http, Person person, string by = "")
    {
        await people.SetTwoFactorEnabledAsync(person, false);
        await people.ResetAuthenticatorKeyAsync(person);
        await people.GenerateNewTwoFactorRecoveryCodesAsync(person, 0);
        await trail.WriteAsync(AuditKind.AuthenticatorRemoved, http, person.Id, person.DisplayName, by);
    }

    /// <summary>In fours, to be typed from one screen into another.</summary>
    private static string Spaced(string key)
    {
        var text = new StringBuilder();
        for (var start = 0; start < key.Length; start += 4)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(start == 0 ? "" : " ")}{key[start..Math.Min(start + 4, key.Length)]}");
        }

        return text.ToString();
    }
}

/// <summary>What an authenticator is told.</summary>
/// <param name="Typed">Base 32, in groups of four.</param>
/// <param name="Address">An <c>otpauth</c> address with the same key.</param>
internal sealed record AuthenticatorKey(string Typed, string Address);
