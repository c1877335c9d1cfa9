using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.Links;
using AidTracker.Web.Features.Accounts.SecondFactors;
using AidTracker.Web.Features.Accounts.SigningIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Features.Accounts.People;

/// <summary>What an administrator does with people. Each asks the database first whether they are one now.</summary>
internal sealed class ManagePeople(
    Permissions permissions, NpgsqlDataSource database, IDbContextFactory<AccountContext> contexts, UserManager<Person> identity,
    OneTimeLinks links, Sessions sessions, Authenticators authenticators, Passkeys passkeys, AuditTrail trail, TimeProvider time)
{
    public const int LongestNote = 120;

    /// <summary>Invitations that wait to be used, at most.</summary>
    public const int MostInvitations = 100;

    public const string LastAdministrator = "Without this administrator nobody could ever appoint another. Make somebody else an administrator first.";

    public const string NoRole = "The invitation has no role yet: tick at least one. “Reader” is for somebody who signs in and changes nothing.";

    /// <exception cref="NotPermittedException">Who asks is no administrator now.</exception>
    /// <returns>The invitation's address on this site, shown once; or what is wrong.</returns>
    public async Task<(string? Link, string? Wrong)> InviteAsync(HttpContext http, IReadOnlyList<string> roles, string? note)
    {
        var who = await AdministratorAsync(http);
        note = note?.Trim() ?? "";
        if (note.Length > LongestNote || note.Any(char.IsControl))
        {
            return (null, $"For whom it is has at most {LongestNote} characters on one line: shorten it.");
        }

        string[] known = [.. Roles.All.Where(roles.Contains)];
        if (known.Length == 0)
        {
            return (null, NoRole);
        }

        await using (var context = await contexts.CreateDbContextAsync())
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (await context.OneTimeLinks.CountAsync(link => link.Purpose == LinkPurpose.Invitation && link.UsedAt == null && link.WithdrawnAt == null && link.ExpiresAt > now) >= MostInvitations)
            {
                return (null, $"{MostInvitations} invitations wait to be used, which is as many as there can be: withdraw some.");
            }
        }

        var path = await links.MakeAsync(LinkPurpose.Invitation, who, roles: known, note: note);
        await trail.WriteAsync(AuditKind.Invited, http, who, $"{note}: {AccountWords.Roles(known)}");
        return (path, null);
    }

    /// <inheritdoc cref="InviteAsync"/>
    /// <returns>The address by which the person chooses a new password, shown once.</returns>
    public async Task<string> MakeResetLinkAsync(HttpContext http, Person person)
    {
        var who = await AdministratorAsync(http);
        // The newest one alone holds.
        await links.WithdrawAsync(link => link.PersonId == person.Id);
        var path = await links.MakeAsync(LinkPurpose.PasswordReset, who, person.Id);
        await trail.WriteAsync(AuditKind.ResetLinkMade, http, who, $"for {person.DisplayName}");
        return path;
    }

    /// <inheritdoc cref="InviteAsync"/>
    public async Task WithdrawLinkAsync(HttpContext http, Guid link)
    {
        var who = await AdministratorAsync(http);
        if (await links.WithdrawAsync(kept => kept.Id == link) > 0)
        {
            await trail.WriteAsync(AuditKind.LinkWithdrawn, http, who);
        }
    }

    /// <inheritdoc cref="InviteAsync"/>
    /// <returns>What is wrong; null where it is done.</returns>
    public async Task<string?> ChangeRolesAsync(HttpContext http, Person person, IReadOnlyList<string> roles)
    {
        var who = await AdministratorAsync(http);
        string[] wanted = [.. Roles.All.Where(roles.Contains)];
        var refusal = await ChangeAsync(async connection =>
        {
            await RunAsync(connection, "delete from account.person_role where person_id = $1 and role <> all ($2)", person.Id, wanted);
            await RunAsync(connection, "insert into account.person_role (person_id, role, given_at, given_by) select $1, role, $3, $4 from unnest($2) as role on conflict do nothing", person.Id, wanted, time.GetUtcNow().UtcDateTime, who.Person);
        });
        if (refusal is null)
        {
            await trail.WriteAsync(AuditKind.RolesChanged, http, who, $"{person.DisplayName}: {AccountWords.Roles(wanted)}");
        }

        return refusal;
    }

    /// <inheritdoc cref="ChangeRolesAsync"/>
    public async Task<string?> DisableAsync(HttpContext http, Person person)
    {
        var who = await AdministratorAsync(http);
        var refusal = await ChangeAsync(connection => RunAsync(connection, "update account.person set disabled_at = $2 where id = $1 and disabled_at is null", person.Id, time.GetUtcNow().UtcDateTime));
        if (refusal is null)
        {
            await sessions.EndAsync(person.Id);
            await links.WithdrawAsync(link => link.PersonId == person.Id);
            await trail.WriteAsync(AuditKind.Disabled, http, who, person.DisplayName);
        }

        return refusal;
    }

    /// <inheritdoc cref="ChangeRolesAsync"/>
    public async Task<string?> EnableAsync(HttpContext http, Person person)
    {
        var who = await AdministratorAsync(http);
        var refusal = await ChangeAsync(connection => RunAsync(connection, "update account.person set disabled_at = null where id = $1", person.Id));
        await trail.WriteAsync(AuditKind.Enabled, http, who, person.DisplayName);
        return refusal;
    }

    /// <inheritdoc cref="InviteAsync"/>
    /// <param name="which">Null: all of them.</param>
    public async Task EndSessionsAsync(HttpContext http, Person person, Guid? which)
    {
        var who = await AdministratorAsync(http);
        var ended = await sessions.EndAsync(person.Id, which);
        await trail.WriteAsync(AuditKind.SessionsEnded, http, who, $"{ended} of {person.DisplayName}");
    }

    /// <summary>For who has lost their devices: what is left is the password.</summary>
    /// <inheritdoc cref="InviteAsync"/>
    public async Task RemoveSecondFactorsAsync(HttpContext http, Guid id)
    {
        var who = await AdministratorAsync(http);
        if (await identity.FindByIdAsync(id.ToString()) is not { } person)
        {
            return;
        }

        await authenticators.RemoveAsync(http, person, $"by {who.Name}");
        foreach (var passkey in await identity.GetPasskeysAsync(person))
        {
            await passkeys.RemoveAsync(http, person, passkey, $", by {who.Name}");
        }
    }

    private async Task<SignedIn> AdministratorAsync(HttpContext http)
    {
        var who = SignedIn.Of(http.User);
        await permissions.RequireRoleAsync(who, Roles.Administrator);
        return who!;
    }

    /// <summary>In one transaction, at whose end the database sees that an administrator stays.</summary>
    private async Task<string?> ChangeAsync(Func<NpgsqlConnection, Task> change)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await change(connection);
            await transaction.CommitAsync();
            return null;
        }
        catch (PostgresException refused) when (refused.ConstraintName == "an_administrator_stays")
        {
            return LastAdministrator;
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
