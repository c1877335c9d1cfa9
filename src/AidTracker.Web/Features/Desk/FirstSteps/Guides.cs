using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk.Drafts;
using Npgsql;

namespace AidTracker.Web.Features.Desk.FirstSteps;

/// <summary>How far somebody has come with their first announcement.</summary>
/// <param name="IsPutAside">True where they want no guide any more.</param>
/// <param name="Started">Whether they ever started a draft.</param>
/// <param name="Submitted">Whether they ever sent one to review.</param>
/// <param name="Published">Whether one of theirs is on record.</param>
public sealed record GuideState(bool IsPutAside, bool Started, bool Submitted, bool Published);

/// <summary>The guide through a first announcement, remembered for each account.</summary>
public sealed class Guides(NpgsqlDataSource database, Permissions permissions)
{
    public async Task<GuideState> OfAsync(Guid person, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return (await connection.ListAsync("""
            select exists (select from desk.guide g where g.person = $1), exists (select from desk.draft d where d.author = $1),
              exists (select from desk.review r join desk.draft d on d.id = r.draft_id where d.author = $1), exists (select from desk.draft d where d.author = $1 and d.state = 'published')
            """, row => new GuideState(row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3)), cancel, person))[0];
    }

    /// <summary>Puts it aside, or takes it out again.</summary>
    public async Task PutAsideAsync(SignedIn who, bool aside, CancellationToken cancel = default)
    {
        await permissions.RequireRoleAsync(who, Roles.Desk, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.RunAsync(aside ? "insert into desk.guide (person) values ($1) on conflict do nothing" : "delete from desk.guide where person = $1", cancel, who.Person);
    }
}
