using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Who gave the right password and is still to give a code: a cookie of a few minutes that opens nothing by itself.</summary>
internal static class SecondStep
{
    public const string CookieName = "AidTracker-step";

    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    /// <summary>Passkeys use the same cookie for what they were asked: only what has this claim was begun by a password.</summary>
    private const string PersonClaim = "password-of";

    public static Task BeginAsync(HttpContext http, Guid person) => http.SignInAsync(
        IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(PersonClaim, person.ToString())], IdentityConstants.TwoFactorUserIdScheme)));

    /// <returns>Null where nobody is at this step, or it took too long.</returns>
    public static async Task<Guid?> PersonAsync(HttpContext http) =>
        Guid.TryParse((await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal?.FindFirstValue(PersonClaim), out var person) ? person : null;

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
