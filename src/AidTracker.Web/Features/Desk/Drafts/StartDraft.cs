using AidTracker.Web.Features.Accounts;
using System.Text;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>Starts a draft, with the texts that it was read from.</summary>
public sealed class StartDraft(NpgsqlDataSource database, Permissions permissions)
{
    /// <param name="id">Made by who starts it: the same one again is the same draft.</param>
    /// <param name="texts">By position of their source, from 1.</param>
    /// <param name="seenRevision">Of the package that it is about; 0 where it opens one.</param>
    /// <exception cref="DeskRefusal">The roles do not allow it, or a bound is passed; nothing is kept.</exception>
    public async Task RunAsync(SignedIn who, Guid id, DraftForm form, IReadOnlyDictionary<int, string> texts, int seenRevision = 0, CancellationToken cancel = default)
    {
        await permissions.RequireRoleAsync(who, [Roles.Editor], cancel);
        var content = DraftJson.Write(form);
        foreach (var text in texts.Values)
        {
            RequireFit(text);
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        var open = (await connection.ListAsync("select count(*)::int from desk.draft where author = $1 and state <> 'published' and discarded_at is null", row => row.GetInt32(0), cancel, who.Person))[0];
        if (open >= DraftLimits.OpenDrafts)
        {
            throw new DeskRefusal(DeskSentences.TooManyDrafts(open));
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var made = await connection.RunAsync(
            "insert into desk.draft (id, author, author_name, content, seen_revision) values ($1, $2, $3, $4::jsonb, $5) on conflict (id) do nothing",
            cancel, id, who.Person, who.Name, content, seenRevision);
        if (made == 1)
        {
            foreach (var (source, text) in texts)
            {
                await connection.RunAsync("insert into desk.draft_text (draft_id, source, body) values ($1, $2, $3)", cancel, id, source, Kept(text));
            }

            await connection.StepAsync(id, "started", who, null, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>The text as the database can keep it: it has no zero character and no half of a surrogate pair.</summary>
    internal static string Kept(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    /// <exception cref="DeskRefusal">It is empty, or larger than <see cref="DraftLimits.TextBytes"/>.</exception>
    internal static void RequireFit(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > DraftLimits.TextBytes)
        {
            throw new DeskRefusal(DeskSentences.TextTooLarge(bytes));
        }
    }
}
