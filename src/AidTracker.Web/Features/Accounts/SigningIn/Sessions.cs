using System.Security.Claims;
using AidTracker.Web.Features.Accounts.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Sign-ins, begun, looked up and ended in the database: what a cookie says is which of them it is, and nothing else.</summary>
public sealed class Sessions(IDbContextFactory<AccountContext> contexts, TimeProvider time)
{
    /// <summary>A session that nobody used for this long has ended.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>A session ends this long after it was begun, whatever is done with it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How exactly it is kept when a session was used last.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private const int LongestAgent = 300;

    /// <summary>Begins one and gives the browser its cookie.</summary>
    public async Task BeginAsync(HttpContext http, Person person, Proof proof)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var agent = http.Request.Headers.UserAgent.ToString();
        var session = new Session
        {
            Id = Guid.NewGuid(), PersonId = person.Id, StartedAt = now, SeenAt = now, ExpiresAt = now + Longest, Proof = proof,
            Address = http.Connection.RemoteIpAddress?.ToString(),
            Agent = agent.Length == 0 ? null : agent[..Math.Min(agent.Length, LongestAgent)],
        };
        await using (var context = await contexts.CreateDbContextAsync(http.RequestAborted))
        {
            context.Add(session);
            await context.SaveChangesAsync(http.RequestAborted);
        }

        await http.SignInAsync(IdentityConstants.ApplicationScheme, Principal(person.Id, session.Id));
    }

    /// <summary>Who a session is and what they may do now.</summary>
    /// <returns>Null where it is ended, expired or unknown, or its person is disabled.</returns>
    public async Task<CurrentSession?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await (
            from session in context.Sessions
            where session.Id == id && session.EndedAt == null && session.ExpiresAt > now && session.SeenAt > now - Idle
            join person in context.Users on session.PersonId equals person.Id
            where person.DisabledAt == null
            select new CurrentSession(
                session.Id, person.Id, person.DisplayName,
                context.PersonRoles.Where(role => role.PersonId == person.Id).OrderBy(role => role.Role).Select(role => role.Role).ToArray(),
                person.TwoFactorEnabled || context.UserPasskeys.Any(passkey => passkey.UserId == person.Id),
                session.SeenAt)).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (found is not null && now - found.SeenAt > SeenEvery)
        {
            await context.Sessions.Where(session => session.Id == id).ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenAt, now), cancel);
        }

        return found;
    }

    /// <summary>Ends sessions of a person that have not ended.</summary>
    /// <param name="which">Null: all of them.</param>
    /// <param name="except">One that goes on.</param>
    /// <returns>How many.</returns>
    public async Task<int> EndAsync(Guid person, Guid? which = null, Guid? except = null, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Sessions
            .Where(session => session.PersonId == person && session.EndedAt == null && session.ExpiresAt > now && (which == null || session.Id == which) && (except == null || session.Id != except))
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancel);
    }

    /// <summary>Those of a person that hold, the one used last first.</summary>
    public async Task<IReadOnlyList<Session>> OpenOfAsync(Guid person, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Sessions.AsNoTracking()
            .Where(session => session.PersonId == person && session.EndedAt == null && session.ExpiresAt > now && session.SeenAt > now - Idle)
            .OrderByDescending(session => session.SeenAt).ThenByDescending(session => session.StartedAt).Take(MostListed).ToListAsync(cancel);
    }

    private const int MostListed = 100;

    private static ClaimsPrincipal Principal(Guid person, Guid session) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, person.ToString()), new Claim(SignedIn.SessionClaim, session.ToString())], IdentityConstants.ApplicationScheme));
}

/// <summary>A session that holds.</summary>
/// <param name="Roles">In the order of the alphabet.</param>
/// <param name="HasSecondFactor">Whether the person has an authenticator or a passkey.</param>
/// <param name="SeenAt">When it was used last, before now.</param>
public sealed record CurrentSession(Guid Id, Guid Person, string Name, string[] Roles, bool HasSecondFactor, DateTime SeenAt)
{
    /// <summary>The person as pages and policies see them.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Person.ToString()),
            new Claim(ClaimTypes.Name, Name),
            new Claim(SignedIn.SessionClaim, Id.ToString()),
            .. Roles.Select(role => new Claim(ClaimTypes.Role, role)),
            .. HasSecondFactor ? [new Claim(SignedIn.SecondFactorClaim, "yes")] : Array.Empty<Claim>(),
        ],
        IdentityConstants.ApplicationScheme));
}
