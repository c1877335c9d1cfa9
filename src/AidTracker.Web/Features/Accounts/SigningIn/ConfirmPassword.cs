using AidTracker.Web.Features.Accounts.Data;
using Microsoft.AspNetCore.Identity;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Before a password or a second factor is changed: that it is the person, and not who found their browser open.</summary>
internal sealed class ConfirmPassword(Tries tries)
{
    /// <returns>What is wrong; null where the password is right.</returns>
    public async Task<string?> RefusalAsync(Person person, string? password, CancellationToken cancel)
    {
        var allowed = await tries.CountAsync(person.Id, cancel);
        if (allowed == Allowed.No)
        {
            return $"There were {Tries.Most} wrong passwords in a row: wait {Tries.LockedFor.TotalMinutes:0} minutes, and try again.";
        }

        if (person.PasswordHash is null || password is null or { Length: > Passwords.Longest }
            || Passwords.Hasher.VerifyHashedPassword(person, person.PasswordHash, password) == PasswordVerificationResult.Failed)
        {
            return "This is not your password: type the one that you sign in with.";
        }

        await tries.ForgetAsync(person.Id, cancel);
        return null;
    }
}
