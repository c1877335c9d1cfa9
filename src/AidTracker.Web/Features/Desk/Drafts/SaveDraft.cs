using AidTracker.Web.Features.Accounts;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>What became of a save.</summary>
/// <param name="Saved">The draft as it is stored now: with what was sent, or what somebody else saved before.</param>
/// <param name="IsStale">True where nothing was written because the draft was saved elsewhere since it was read.</param>
public sealed record SavedDraft(Draft Saved, bool IsStale);

/// <summary>Keeps what was typed, unless the draft was saved elsewhere since it was read: then nothing is overwritten, and both are there.</summary>
public sealed class SaveDraft(NpgsqlDataSource database, Permissions permissions)
{
    /// <param name="seenVersion">The version that was read or saved last.</param>
    /// <param name="texts">Texts that changed, by position of their source; an empty one is taken away.</param>
    /// <param name="seenRevision">Of the package, where the author has looked at another; null where it stays.</param>
    /// <exception cref="DeskRefusal">It is not the person's, is closed, or a bound is passed; nothing is kept.</exception>
    public async Task<SavedDraft> RunAsync(SignedIn who, Guid id, int seenVersion, DraftForm form, IReadOnlyDictionary<int, string>? texts = null, int? seenRevision = null, CancellationToken cancel = default)
    {
        await permissions.RequireRoleAsync(who, [Roles.Editor], cancel);
        var content = DraftJson.Write(form);
        foreach (var text in texts?.Values ?? [])
        {
            StartDraft.RequireFit(text);
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var saved = await connection.RunAsync("""
            update desk.draft set content = $1::jsonb, version = version + 1, saved_at = clock_timestamp(), seen_revision = coalesce($2, seen_revision)
            where id = $3 and author = $4 and version = $5 and state in ('draft', 'returned') and discarded_at is null
            """, cancel, content, seenRevision, id, who.Person, seenVersion);
        foreach (var (source, text) in saved == 1 && texts is not null ? texts.AsEnumerable() : [])
        {
            await connection.RunAsync("delete from desk.draft_text where draft_id = $1 and source = $2", cancel, id, source);
            if (text.Length > 0)
            {
                await connection.RunAsync("insert into desk.draft_text (draft_id, source, body) values ($1, $2, $3)", cancel, id, source, StartDraft.Kept(text));
            }
        }

        var now = await connection.DraftAsync(id, cancel);
        await transaction.CommitAsync(cancel);
        return now switch
        {
            null => throw new DeskRefusal(DeskSentences.NotThere()),
            _ when now.Author != who.Person => throw new DeskRefusal(DeskSentences.NotYours(now.AuthorName)),
            { IsOpen: false } => throw new DeskRefusal(DeskSentences.Closed(now.DiscardedAt is null ? DraftState.Words(now.State) : "discarded")),
            _ => new SavedDraft(now, IsStale: saved == 0),
        };
    }
}
