using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk.Drafts;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Reviewing;

/// <summary>Gives a draft back to its author, with the reason.</summary>
public sealed class ReturnDraft(NpgsqlDataSource database, Permissions permissions)
{
    /// <param name="version">The version that was looked at.</param>
    /// <param name="why">What is to be changed.</param>
    /// <exception cref="DeskRefusal">The person is no reviewer or its author, it was moved since, or no reason is given.</exception>
    public async Task RunAsync(SignedIn who, Guid id, int version, string why, CancellationToken cancel = default)
    {
        await permissions.RequireRoleAsync(who, [Roles.Reviewer], cancel);
        why = StartDraft.Kept(why);
        if (why.Trim().Length is 0 or > DraftLimits.Words)
        {
            throw new DeskRefusal(why.Trim().Length == 0 ? DeskSentences.NoReturnReason() : DeskSentences.TooLong("Comment", why.Trim().Length, DraftLimits.Words));
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var draft = await InReview.LockAsync(connection, id, version, cancel);
        await InReview.RequireNotOnRecordAsync(connection, draft, cancel);
        await DeskRules.AskAsync(async () =>
        {
            await connection.RunAsync("""
                update desk.review set reviewer = $2, reviewer_name = $3, outcome = 'returned', comment = $4, closed_at = clock_timestamp()
                where draft_id = $1 and outcome is null
                """, cancel, id, who.Person, who.Name, why.Trim());
            await connection.RunAsync("update desk.draft set state = 'returned' where id = $1 and state = 'in_review' and version = $2", cancel, id, version);
            await connection.StepAsync(id, "returned", who, why.Trim(), cancel);
            await transaction.CommitAsync(cancel);
        });
    }
}
