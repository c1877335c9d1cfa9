using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk.Drafts;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Reviewing;

/// <summary>Says something about a draft or one of its fields; its author and reviewers read it, the public does not.</summary>
public sealed class CommentOnDraft(NpgsqlDataSource database, Permissions permissions)
{
    /// <param name="comment">Made by who writes it: the same one again is the same comment.</param>
    /// <param name="field">As <see cref="Fields"/> names it; empty for the draft as a whole.</param>
    /// <exception cref="DeskRefusal">There is nothing in it, it is too long, or the person has nothing to do with the desk.</exception>
    public async Task RunAsync(SignedIn who, Guid id, Guid comment, string field, string body, CancellationToken cancel = default)
    {
        await permissions.RequireRoleAsync(who, Roles.Desk, cancel);
        if (body.Trim().Length is 0 or > DraftLimits.Words)
        {
            throw new DeskRefusal(body.Trim().Length == 0 ? DeskSentences.NoComment() : DeskSentences.TooLong("Comment", body.Trim().Length, DraftLimits.Words));
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await connection.DraftAsync(id, cancel) is null)
        {
            throw new DeskRefusal(DeskSentences.NotThere());
        }

        if ((await connection.ListAsync("select count(*)::int from desk.comment where draft_id = $1", row => row.GetInt32(0), cancel, id))[0] >= DraftLimits.Comments)
        {
            throw new DeskRefusal(DeskSentences.TooManyComments());
        }

        await connection.RunAsync(
            "insert into desk.comment (id, draft_id, field, body, by, by_name) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
            cancel, comment, id, field.Length is 0 or > 60 ? null : StartDraft.Kept(field), StartDraft.Kept(body.Trim()), who.Person, who.Name);
    }
}
