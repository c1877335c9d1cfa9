using AidTracker.Web.Features.Accounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Preview;
using AidTracker.Web.Features.Publishing;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Reviewing;

/// <summary>Puts a reviewed draft on the ledger: one guarded step, by somebody else than its author.</summary>
/// <remarks>
/// The draft's row is held, the review is closed (where the database refuses an author), the ledger is written under the draft's own id,
/// and the draft is marked. A process killed between the last two leaves a draft in review whose publication is on record: publishing
/// again finds it by its id and only marks the draft.
/// </remarks>
public sealed class PublishDraft(NpgsqlDataSource database, Permissions permissions, PreviewDraft preview, PublishRevision publish, DeskSettings settings, ReferenceLists lists)
{
    /// <param name="version">The draft's version that was looked at.</param>
    /// <param name="revision">The package's revision that was looked at; 0 where the draft opens it.</param>
    /// <returns>The publication's number, and the package's address.</returns>
    /// <exception cref="DeskRefusal">The person may not, the draft or the package was changed since, or the ledger refuses it.</exception>
    public async Task<(long Seq, string Slug)> RunAsync(SignedIn who, Guid id, int version, int revision, CancellationToken cancel = default)
    {
        await permissions.RequireRoleAsync(who, [Roles.Reviewer], cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var draft = await InReview.LockAsync(connection, id, version, cancel);
        var isOwn = draft.Author == who.Person;
        await DeskRules.AskAsync(() => connection.RunAsync("""
            update desk.review set reviewer = $2, reviewer_name = $3, outcome = 'published', own_review = $4, closed_at = clock_timestamp()
            where draft_id = $1 and outcome is null
            """, cancel, id, who.Person, who.Name, isOwn && settings.OwnReview));

        var editor = isOwn ? $"{Short(draft.AuthorName)}, reviewed by nobody else" : $"{Short(draft.AuthorName)}, reviewed by {Short(who.Name)}";
        var shown = await preview.ReadAsync(id, editor, draft.Form, await connection.TextsAsync(id, cancel), cancel: cancel);
        var known = await OnRecordAsync(connection, id, cancel);
        if (known is null && shown.Revision != revision)
        {
            throw new DeskRefusal(DeskSentences.PackageChanged());
        }

        if (known is null && !shown.IsReady)
        {
            throw new DeskRefusal(DeskSentences.NotReady(Math.Max(1, shown.Refusing)));
        }

        var seq = known ?? await WriteAsync(shown.Command!);
        await DeskRules.AskAsync(async () =>
        {
            // Whoever pressed the button may have gone: what is on the ledger is marked all the same.
            await connection.RunAsync("update desk.draft set state = 'published', publication = $3 where id = $1 and state = 'in_review' and version = $2", CancellationToken.None, id, version, seq);
            await connection.StepAsync(id, "published", who, isOwn ? "By its author, as this installation allows." : null, CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        });
        if (draft.Form.Listings.Count > 0)
        {
            // The page that shows it next already says the new names.
            await Database.RenewAsync(database, lists, CancellationToken.None);
        }

        return (seq, draft.Form.Package.Trim() is { Length: > 0 } slug ? slug : draft.Form.Slug.Trim());
    }

    private async Task<long> WriteAsync(CommandForm command)
    {
        try
        {
            return await command.PublishAsync(publish);
        }
        catch (LedgerRefusal refusal)
        {
            throw new DeskRefusal(refusal.Rule == "package_revision_pkey" ? DeskSentences.PackageChanged() : DeskSentences.Refused(refusal.Message));
        }
    }

    private static async Task<long?> OnRecordAsync(NpgsqlConnection connection, Guid id, CancellationToken cancel) =>
        (await connection.ListAsync("select seq from ledger.publication where command_id = $1", row => (long?)row.GetInt64(0), cancel, id)).SingleOrDefault();

    /// <summary>Two names fit where the ledger has 120 characters for who answers.</summary>
    private static string Short(string name) => name.Length <= 48 ? name : name[..(char.IsHighSurrogate(name[47]) ? 47 : 48)] + "…";
}
