using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk.Preview;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>Sends a draft to review, as it was saved last.</summary>
public sealed class SubmitDraft(NpgsqlDataSource database, Permissions permissions, PreviewDraft preview)
{
    /// <param name="version">The version that is submitted.</param>
    /// <param name="note">To the reviewer; empty where there is nothing to say.</param>
    /// <exception cref="DeskRefusal">It is not the person's, is not ready, was saved or moved since, or is in review already.</exception>
    public async Task RunAsync(SignedIn who, Guid id, int version, string note, CancellationToken cancel = default)
    {
        await permissions.RequireRoleAsync(who, [Roles.Editor], cancel);
        note = StartDraft.Kept(note);
        if (note.Trim().Length > DraftLimits.Words)
        {
            throw new DeskRefusal(DeskSentences.TooLong("Note", note.Trim().Length, DraftLimits.Words));
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var draft = await connection.DraftAsync(id, cancel, locked: true) ?? throw new DeskRefusal(DeskSentences.NotThere());
        if (draft.Author != who.Person)
        {
            throw new DeskRefusal(DeskSentences.NotYours(draft.AuthorName));
        }

        if (!draft.IsOpen || draft.Version != version)
        {
            throw new DeskRefusal(draft.IsOpen ? DeskSentences.Moved() : DeskSentences.Closed(draft.DiscardedAt is null ? DraftState.Words(draft.State) : "discarded"));
        }

        var shown = await preview.ReadAsync(id, who.Name, draft.Form, await connection.TextsAsync(id, cancel), cancel: cancel);
        if (!shown.IsReady)
        {
            throw new DeskRefusal(DeskSentences.NotReady(Math.Max(1, shown.Refusing)));
        }

        await DeskRules.AskAsync(async () =>
        {
            await connection.RunAsync("""
                insert into desk.review (draft_id, number, author, version, note)
                select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from desk.review where draft_id = $1
                """, cancel, id, who.Person, version, note.Trim().Length == 0 ? null : note.Trim());
            await connection.RunAsync("update desk.draft set state = 'in_review', seen_revision = $4 where id = $1 and version = $2 and author = $3 and state in ('draft', 'returned')", cancel, id, version, who.Person, shown.Revision);
            await connection.StepAsync(id, "submitted", who, note.Trim().Length == 0 ? null : note.Trim(), cancel);
            await transaction.CommitAsync(cancel);
        });
    }
}
