using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk.Reviewing;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>Takes a draft back from review, to go on with it: by its author, until somebody has decided.</summary>
public sealed class RecallDraft(NpgsqlDataSource database, Permissions permissions)
{
    /// <param name="version">The version that was sent.</param>
    /// <exception cref="DeskRefusal">It is not the person's, or somebody has published or returned it meanwhile.</exception>
    public async Task RunAsync(SignedIn who, Guid id, int version, CancellationToken cancel = default)
    {
        await permissions.RequireRoleAsync(who, [Roles.Editor], cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var draft = await connection.DraftAsync(id, cancel, locked: true) ?? throw new DeskRefusal(DeskSentences.NotThere());
        if (draft.Author != who.Person)
        {
            throw new DeskRefusal(DeskSentences.NotYours(draft.AuthorName));
        }

        if (draft.State != DraftState.InReview || draft.Version != version)
        {
            throw new DeskRefusal(draft.State == DraftState.InReview ? DeskSentences.Moved() : DeskSentences.Decided(DraftState.Words(draft.State)));
        }

        await InReview.RequireNotOnRecordAsync(connection, draft, cancel);
        await DeskRules.AskAsync(async () =>
        {
            await connection.RunAsync("update desk.review set outcome = 'recalled', closed_at = clock_timestamp() where draft_id = $1 and outcome is null", cancel, id);
            await connection.RunAsync("update desk.draft set state = 'draft' where id = $1 and state = 'in_review' and version = $2", cancel, id, version);
            await connection.StepAsync(id, "recalled", who, null, cancel);
            await transaction.CommitAsync(cancel);
        });
    }
}
