using AidTracker.Web.Features.Accounts;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>Puts a draft aside; <see cref="RestoreDraft"/> brings it back as it was.</summary>
public sealed class DiscardDraft(NpgsqlDataSource database, Permissions permissions)
{
    /// <exception cref="DeskRefusal">It is not the person's, or is in review or published.</exception>
    public Task RunAsync(SignedIn who, Guid id, CancellationToken cancel = default) => DiscardedDrafts.MoveAsync(database, permissions, who, id, discard: true, cancel);
}

/// <summary>Brings a discarded draft back as it was.</summary>
public sealed class RestoreDraft(NpgsqlDataSource database, Permissions permissions)
{
    /// <exception cref="DeskRefusal">It is not the person's.</exception>
    public Task RunAsync(SignedIn who, Guid id, CancellationToken cancel = default) => DiscardedDrafts.MoveAsync(database, permissions, who, id, discard: false, cancel);
}

internal static class DiscardedDrafts
{
    public static async Task MoveAsync(NpgsqlDataSource database, Permissions permissions, SignedIn who, Guid id, bool discard, CancellationToken cancel)
    {
        await permissions.RequireRoleAsync(who, [Roles.Editor], cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var draft = await connection.DraftAsync(id, cancel, locked: true) ?? throw new DeskRefusal(DeskSentences.NotThere());
        if (draft.Author != who.Person)
        {
            throw new DeskRefusal(DeskSentences.NotYours(draft.AuthorName));
        }

        if (draft.State is DraftState.InReview or DraftState.Published)
        {
            throw new DeskRefusal(DeskSentences.Closed(DraftState.Words(draft.State)));
        }

        // A double click asks for what is so already.
        if (discard == draft.DiscardedAt is null)
        {
            await connection.RunAsync($"update desk.draft set discarded_at = {(discard ? "clock_timestamp()" : "null")} where id = $1", cancel, id);
            await connection.StepAsync(id, discard ? "discarded" : "restored", who, null, cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
