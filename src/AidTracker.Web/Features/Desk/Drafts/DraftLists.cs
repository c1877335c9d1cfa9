using Npgsql;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>A draft as a list shows it.</summary>
/// <param name="Name">What there is to know it by: its title, its summary, its source's title.</param>
/// <param name="Package">The address of the package that it is about; empty where it opens one.</param>
/// <param name="Kind">The announcement's kind as typed, or one of <see cref="DraftAct"/>.</param>
/// <param name="Note">What was said with its last step; null where nothing was.</param>
public sealed record ListedDraft(Guid Id, string Name, string Package, string Kind, Guid Author, string AuthorName, string State, DateTimeOffset SavedAt, DateTimeOffset? DiscardedAt, long? Publication, string? Note);

/// <summary>A step of a draft.</summary>
public sealed record DraftStep(string What, string ByName, string? Note, DateTimeOffset At);

/// <summary>Something that was said about a draft.</summary>
/// <param name="Field">As <see cref="Fields"/> names it; null for the draft as a whole.</param>
public sealed record DraftComment(string? Field, string Body, string ByName, DateTimeOffset At);

/// <summary>A draft with all that is about it.</summary>
/// <param name="Texts">By position of their source, from 1.</param>
public sealed record DraftFile(Draft Draft, IReadOnlyDictionary<int, string> Texts, IReadOnlyList<DraftStep> Steps, IReadOnlyList<DraftComment> Comments);

/// <summary>What is on the desk.</summary>
public sealed class DraftLists(NpgsqlDataSource database)
{
    /// <summary>How many a list shows; beyond that there is older work to be finished first.</summary>
    public const int Most = 200;

    private const string Listed = """
        select d.id, left(coalesce(nullif(trim(d.content->>'title'), ''), nullif(trim(d.content->>'summary'), ''), nullif(trim(d.content#>>'{sources,0,title}'), ''), ''), 160),
          left(d.content->>'package', 80), left(coalesce(nullif(d.content->>'act', ''), d.content->>'kind'), 20), d.author, d.author_name, d.state, d.saved_at, d.discarded_at, d.publication,
          (select s.note from desk.step s where s.draft_id = d.id order by s.number desc limit 1)
        from desk.draft d
        """;

    /// <summary>A person's own that are not published, the one saved last first.</summary>
    public Task<List<ListedDraft>> OpenAsync(Guid author, CancellationToken cancel = default) =>
        ListAsync("where d.author = $1 and d.state <> 'published' and d.discarded_at is null order by d.saved_at desc limit 200", cancel, author);

    /// <summary>A person's own that were put aside, the last first.</summary>
    public Task<List<ListedDraft>> DiscardedAsync(Guid author, CancellationToken cancel = default) =>
        ListAsync("where d.author = $1 and d.discarded_at is not null order by d.discarded_at desc limit 20", cancel, author);

    /// <summary>A person's own that are on record, the last first.</summary>
    public Task<List<ListedDraft>> PublishedAsync(Guid author, CancellationToken cancel = default) =>
        ListAsync("where d.author = $1 and d.state = 'published' order by d.publication desc limit 10", cancel, author);

    /// <summary>What waits for review, whoever wrote it, the one that waits longest first.</summary>
    public Task<List<ListedDraft>> WaitingAsync(CancellationToken cancel = default) =>
        ListAsync("where d.state = 'in_review' order by (select r.submitted_at from desk.review r where r.draft_id = d.id and r.outcome is null), d.id limit 200", cancel);

    /// <returns>Null where there is no such draft.</returns>
    public async Task<DraftFile?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.DraftAsync(id, cancel) is not { } draft ? null : new DraftFile(
            draft,
            await connection.TextsAsync(id, cancel),
            await connection.ListAsync("select what, by_name, note, at from desk.step where draft_id = $1 order by number", row => new DraftStep(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)), cancel, id),
            await connection.ListAsync("select field, body, by_name, at from desk.comment where draft_id = $1 order by at, id", row => new DraftComment(row.IsDBNull(0) ? null : row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)), cancel, id));
    }

    private async Task<List<ListedDraft>> ListAsync(string which, CancellationToken cancel, params object?[] parameters)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ListAsync($"{Listed} {which}", row => new ListedDraft(
            row.GetGuid(0), row.GetString(1) is { Length: > 0 } name ? name : DraftAct.Words(row.GetString(3)) ?? "Nothing typed yet", row.GetString(2), row.GetString(3), row.GetGuid(4), row.GetString(5), row.GetString(6),
            row.GetFieldValue<DateTimeOffset>(7), row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetInt64(9), row.IsDBNull(10) ? null : row.GetString(10)), cancel, parameters);
    }
}
