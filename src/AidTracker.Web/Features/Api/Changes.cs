using System.Globalization;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Api;

/// <summary>What one publication put on record: an announcement's version, words or rates.</summary>
/// <remarks>Named as the query's columns are, which EF does not rename.</remarks>
internal sealed record Change(
    long Publication, DateTime RecordedAt, DateTime LoadedAt, string Editor, string Hash, string? Package, int? Announcement, int? Version, string Did, string? Kind, DateOnly? AnnouncedOn, string? Summary, string? Reason);

/// <summary>What was published since a head, in the order of publications: how a copy is kept up to date.</summary>
internal static class Changes
{
    private const string Since = "since";

    private static readonly ExportColumn<Change>[] Fields =
    [
        new("publication", "Its sequence number.", change => change.Publication),
        new("recorded_at", "When it was put on record, UTC.", change => change.RecordedAt),
        new("loaded_at", "When this database wrote it, UTC; later in a replay.", change => change.LoadedAt),
        new("editor", "Who answers for it.", change => change.Editor),
        new("hash", "The hash of its row of the journal, which stands for everything up to it.", change => change.Hash),
        new("package", "The package's stable address; null for exchange rates.", change => change.Package),
        new("announcement", "The announcement's number; null where it is about none.", change => change.Announcement),
        new("version", "The announcement's version.", change => change.Version),
        new("did", "`announced`, `corrected`, `withdrawn`, `described` (title, summary or a line in other words) or `rates`.", change => change.Did),
        new("kind", "The announcement's kind.", change => change.Kind),
        new("announced_on", "When the donor said it.", change => change.AnnouncedOn),
        new("summary", "What was announced, in our words.", change => change.Summary),
        new("reason", "Why it corrects the version before.", change => change.Reason),
    ];

    public static ApiOperation Operation { get; } = new(
        "/changes", "listChanges", "What was published since a head, publication by publication. `limit` counts publications; all rows of one are on one page.",
        new LedgerView("changes", "/changes", [], []), [Since, ApiParameter.Limit, ApiParameter.Fields], Fields, AnswerAsync) { Example = "since=130&limit=3" };

    private static async Task<ApiAnswer> AnswerAsync(ApiQuestion asked, CancellationToken cancel)
    {
        var (since, refusal) = await ReadAsync(asked, cancel);
        if (refusal is not null)
        {
            return new ApiAnswer([]) { Refusal = refusal };
        }

        // One publication more than the page has tells whether another page follows.
        var rows = await LoadAsync(asked.Context, since, asked.Limit + 1, cancel);
        var publications = rows.Select(row => row.Publication).Distinct().ToList();
        var shown = publications.Take(asked.Limit).ToHashSet();
        return new ApiAnswer(ApiOperations.Rows(Fields, rows.Where(row => shown.Contains(row.Publication))))
        {
            NextSays = publications.Count > asked.Limit ? new(Since, publications[asked.Limit - 1].ToString(CultureInfo.InvariantCulture)) : null,
        };
    }

    private static async Task<List<Change>> LoadAsync(LedgerContext context, long since, int publications, CancellationToken cancel) => await context.Database.SqlQuery<Change>($"""
        select p.seq as "Publication", p.recorded_at as "RecordedAt", p.loaded_at as "LoadedAt", p.editor as "Editor", encode(j.hash, 'hex') as "Hash",
          k.slug as "Package", a.number as "Announcement", a.version as "Version",
          case when rates.publication_seq is not null then 'rates' when a.number is null then 'described' when a.withdrawn then 'withdrawn' when a.version > 1 then 'corrected' else 'announced' end as "Did",
          a.kind as "Kind", a.announced_on as "AnnouncedOn", a.summary as "Summary", a.reason as "Reason"
        from ledger.publication p
        join ledger.journal j on j.seq = p.seq
        left join ledger.rate_publication rates on rates.publication_seq = p.seq
        left join ledger.package_revision r on r.publication_seq = p.seq
        left join ledger.package k on k.id = r.package_id
        left join ledger.announcement a on a.package_id = r.package_id and a.publication_seq = p.seq
        where p.seq > {since} and p.seq <= {since + publications}
        order by p.seq, a.number, a.version
        """).ToListAsync(cancel);

    private static async Task<(long Since, (int, FilterError)? Refusal)> ReadAsync(ApiQuestion asked, CancellationToken cancel)
    {
        var parts = asked.Given.GetValueOrDefault(Since, "0").Split(':');
        var head = asked.Head.Seq;
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var since) || since > head)
        {
            return (0, (StatusCodes.Status400BadRequest, new FilterError(Since, $"“since” is a publication's number from 0 to {head}, which is the last one, or number:hash as {LedgerHead.HeaderName} has it.")));
        }

        if (parts.Length == 2 && (await LedgerHead.AtAsync(asked.Context, since, cancel)).Hash != parts[1])
        {
            return (0, (StatusCodes.Status409Conflict, new FilterError(Since, $"Publication {since} of this ledger has another hash than the one that you have: your copy is of another ledger, or one of the two was rewritten. /transparency says how to find out.")));
        }

        return (since, null);
    }
}
