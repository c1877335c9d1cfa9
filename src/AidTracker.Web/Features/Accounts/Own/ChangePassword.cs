using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.SigningIn;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.Own;

/// <summary>Changes somebody's own password, and ends what is signed in elsewhere.</summary>
internal sealed class ChangePassword(ConfirmPassword confirm, IDbContextFactory<AccountContext> contexts, Sessions sessions, AuditTrail trail)
{
    /// <returns>What is wrong, by field; empty where it is done.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(HttpContext http, SignedIn who, PasswordForm form)
    {
        await using var context = await contexts.CreateDbContextAsync(http.RequestAborted);
        var person = await context.Users.AsNoTracking().SingleAsync(person => person.Id == who.Person, http.RequestAborted);
        var wrong = new Dictionary<string, string>();
        if (Passwords.Refusal(form.Password, person.UserName, person.DisplayName) is { } weak)
        {
            wrong[nameof(form.Password)] = weak;
        }
        else if (form.Password != form.Again)
        {
            wrong[nameof(form.Again)] = "This is not the password above: type the same one in both.";
        }

        if (await confirm.RefusalAsync(person, form.Current, http.RequestAborted) is { } refusal)
        {
            wrong[nameof(form.Current)] = refusal;
        }

        if (wrong.Count > 0)
        {
            return wrong;
        }

        var hash = Passwords.Hasher.HashPassword(person, form.Password!);
        await context.Users.Where(person => person.Id == who.Person).ExecuteUpdateAsync(set => set
            .SetProperty(person => person.PasswordHash, hash)
            .SetProperty(person => person.SecurityStamp, Guid.NewGuid().ToString()));
        await sessions.EndAsync(who.Person, except: who.Session);
        await trail.WriteAsync(AuditKind.PasswordChanged, http, who);
        return wrong;
    }
}

internal sealed class PasswordForm
{
    public string? Current { get; set; }

    public string? Password { get; set; }

    public string? Again { get; set; }
}
