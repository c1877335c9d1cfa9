using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.SigningIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Features.Accounts.Links;

/// <summary>Does what a one-time link is for, once: makes a person, or gives one a new password. They are signed in by it.</summary>
internal sealed class RedeemLink(UserManager<Person> people, AccountContext context, Sessions sessions, AuditTrail trail, TimeProvider time)
{
    /// <summary>Held while the first administrator is made, so that two links do not make two.</summary>
    private const int FirstAdministratorLock = 10;

    private const string Used = "This link holds no more: it was used, withdrawn or replaced, or it is too old. Ask an administrator for another one.";

    /// <returns>What is wrong, by field; empty where it is done.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(HttpContext http, OneTimeLink link, LinkForm form)
    {
        var wrong = await WrongAsync(link, form, http.RequestAborted);
        if (wrong.Count > 0)
        {
            return wrong;
        }

        // One context for Identity and for the link: both or neither.
        await using var transaction = await context.Database.BeginTransactionAsync(http.RequestAborted);
        var now = time.GetUtcNow().UtcDateTime;
        var taken = await context.OneTimeLinks
            .Where(kept => kept.Id == link.Id && kept.UsedAt == null && kept.WithdrawnAt == null && kept.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(kept => kept.UsedAt, now), http.RequestAborted);
        if (taken == 0 || !await MayBeFirstAsync(link, http.RequestAborted))
        {
            return Sentence("", Used);
        }

        Person person;
        try
        {
            person = link.PersonId is { } existing ? await ResetAsync(existing, form) : await MakeAsync(link, form, now);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: "person_user_name_key" })
        {
            return Sentence(nameof(form.Name), TakenName);
        }

        await transaction.CommitAsync(http.RequestAborted);
        if (link.PersonId is not null)
        {
            await sessions.EndAsync(person.Id);
        }

        await trail.WriteAsync(KindOf(link.Purpose), http, person.Id, person.DisplayName, link.Roles.Length == 0 ? "" : string.Join(", ", link.Roles));
        await sessions.BeginAsync(http, person, Proof.Link);
        return Nothing;
    }

    private async Task<bool> MayBeFirstAsync(OneTimeLink link, CancellationToken cancel)
    {
        if (link.Purpose != LinkPurpose.FirstAdministrator)
        {
            return true;
        }

        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(4112026, {FirstAdministratorLock})", cancel);
        return !await OneTimeLinks.HasAdministratorAsync(context, cancel);
    }

    private async Task<Person> MakeAsync(OneTimeLink link, LinkForm form, DateTime now)
    {
        var person = new Person { Id = Guid.NewGuid(), UserName = form.Name!.Trim(), DisplayName = form.DisplayName!.Trim(), CreatedAt = now };
        string[] roles = link.Purpose == LinkPurpose.FirstAdministrator ? [Roles.Administrator] : link.Roles;
        person.Roles.AddRange(roles.Select(role => new PersonRole { Role = role, GivenAt = now, GivenBy = link.MadeBy }));
        Succeed(await people.CreateAsync(person, form.Password!));
        return person;
    }

    private async Task<Person> ResetAsync(Guid id, LinkForm form)
    {
        var person = await context.Users.SingleAsync(person => person.Id == id);
        person.PasswordHash = Passwords.Hasher.HashPassword(person, form.Password!);
        person.AccessFailedCount = 0;
        person.LockoutEnd = null;
        Succeed(await people.UpdateSecurityStampAsync(person));
        return person;
    }

    private async Task<Dictionary<string, string>> WrongAsync(OneTimeLink link, LinkForm form, CancellationToken cancel)
    {
        var wrong = new Dictionary<string, string>();
        string?[] names;
        if (link.PersonId is { } id)
        {
            var person = await context.Users.AsNoTracking().SingleAsync(person => person.Id == id, cancel);
            names = [person.UserName, person.DisplayName];
        }
        else
        {
            names = [form.Name, form.DisplayName];
            if (!SignInName.Is(form.Name?.Trim()))
            {
                wrong[nameof(form.Name)] = $"A name to sign in with is {SignInName.Rule}: change it to one.";
            }
            else if (await people.FindByNameAsync(form.Name!.Trim()) is not null)
            {
                wrong[nameof(form.Name)] = TakenName;
            }

            if (DisplayNames.Refusal(form.DisplayName) is { } refusal)
            {
                wrong[nameof(form.DisplayName)] = refusal;
            }
        }

        if (Passwords.Refusal(form.Password, names) is { } weak)
        {
            wrong[nameof(form.Password)] = weak;
        }
        else if (form.Password != form.Again)
        {
            wrong[nameof(form.Again)] = "This is not the password above: type the same one in both.";
        }

        return wrong;
    }

    private const string TakenName = "Somebody signs in by this name already: choose another one.";

    private static readonly Dictionary<string, string> Nothing = [];

    private static Dictionary<string, string> Sentence(string field, string sentence) => new() { [field] = sentence };

    private static AuditKind KindOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.FirstAdministrator => AuditKind.FirstAdministrator,
        LinkPurpose.Invitation => AuditKind.InvitationAccepted,
        LinkPurpose.PasswordReset => AuditKind.PasswordReset,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
        }
    }
}

/// <summary>What is typed on the page of a link; name and display name only where a new person is made.</summary>
internal sealed class LinkForm
{
    public string? Name { get; set; }

    public string? DisplayName { get; set; }

    public string? Password { get; set; }

    public string? Again { get; set; }
}
