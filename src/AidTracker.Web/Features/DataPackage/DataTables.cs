using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.DataPackage;

/// <summary>A source of a version of an announcement.</summary>
/// <remarks>Named as the query's columns are, which EF does not rename; so are the next three.</remarks>
internal sealed record SourceOf(
    string Package, int Announcement, int Version, int Source, string Publisher, string? Title, string? Url, DateOnly? PublishedOn, DateOnly? RetrievedOn, string Grade, bool Followed, string? Note, string? CaptureSha256, int? CaptureLength);

internal sealed record CitationOf(
    string Package, int Announcement, int Version, int Citation, string Figure, int? Entry, int? Progress, int Source, string Passage, bool IsQuoted, int? PassageStart, int? PassageEnd);

internal sealed record MergeOf(string Package, long Publication, string? Into, string Reason);

internal sealed record PublicationOf(long Publication, DateTime RecordedAt, DateTime LoadedAt, string Editor, string Origin, string Hash);

/// <summary>
/// All tables of the data package. What refers to an announcement does not refer to its package again: readers of the form follow a key
/// by putting the other row in its place, and have no column left for another.
/// </summary>
internal static class DataTables
{
    private static readonly DataKey OfPackage = new(["package"], "packages", ["package"]);

    private static readonly DataKey OfAnnouncement = new(["package", "announcement", "version"], "announcements", ["package", "announcement", "version"]);

    public static IReadOnlyList<DataTable> All { get; } =
    [
        DataTable.Of(Of(LedgerView.Packages), ["package"], new DataKey(["initiative"], "initiatives", ["code"])),
        DataTable.Of(Of(LedgerView.LineItems), ["package", "line"], OfPackage, new DataKey(["category"], "categories", ["code"]), new DataKey(["instrument"], "instruments", ["code"]), new DataKey(["initiative"], "initiatives", ["code"])),
        DataTable.Of(Of(LedgerView.Announcements), ["package", "announcement", "version"], OfPackage, new DataKey(["publication"], "publications", ["publication"])),
        DataTable.Of(Of(LedgerView.Entries), ["package", "announcement", "version", "position"], OfAnnouncement),
        DataTable.Of(Of(LedgerView.Progress), ["package", "announcement", "version", "position"], OfAnnouncement),
        DataTable.Of<SourceOf>("sources", "a source of a version of an announcement, followed or not", ["package", "announcement", "version", "source"], [OfAnnouncement],
        [
            new("package", "The package's stable address.", row => row.Package),
            new("announcement", "The announcement's number.", row => row.Announcement),
            new("version", "Its version.", row => row.Version),
            new("source", "The source's number within it, from 1.", row => row.Source),
            new("publisher", "Who published it.", row => row.Publisher),
            new("title", "Its title; empty where it was not kept.", row => row.Title),
            new("url", "Its address; empty where it was not kept.", row => row.Url),
            new("published_on", "Its date; empty where it is not known.", row => row.PublishedOn),
            new("retrieved_on", "When it was read; empty where it was not noted.", row => row.RetrievedOn),
            new("grade", "A official document, B official statement, C news agency, D other press, E another tracker.", row => row.Grade),
            new("followed", "`false` where it says otherwise than what is recorded.", row => row.Followed),
            new("note", "What is to be known of it; empty where there is nothing.", row => row.Note),
            new("capture_sha256", "SHA-256 of its text as it was read, in UTF-8; empty where none was kept.", row => row.CaptureSha256),
            new("capture_length", "Characters of that text.", row => row.CaptureLength),
        ], Sources),
        DataTable.Of<CitationOf>("citations", "a figure of an announcement with the passage of a source that it was read from", ["package", "announcement", "version", "citation"], [new DataKey(["package", "announcement", "version", "source"], "sources", ["package", "announcement", "version", "source"])],
        [
            new("package", "The package's stable address.", row => row.Package),
            new("announcement", "The announcement's number.", row => row.Announcement),
            new("version", "Its version.", row => row.Version),
            new("citation", "The citation's number within it, from 1.", row => row.Citation),
            new("figure", "What is cited: `Headline`, `Date`, `Amount` or `Quantity` of an entry, `ProgressValue` or `ProgressQuantity` of a progress.", row => row.Figure),
            new("entry", "The entry's position; empty where it is of none.", row => row.Entry),
            new("progress", "The progress's position; empty where it is of none.", row => row.Progress),
            new("source", "The source's number.", row => row.Source),
            new("passage", "The passage.", row => row.Passage),
            new("is_quoted", "`true`: the source's own words; `false`: a summary in ours.", row => row.IsQuoted),
            new("passage_start", "Where it begins in the text as it was read, in characters from 0; empty where it is not placed.", row => row.PassageStart),
            new("passage_end", "The first character after it.", row => row.PassageEnd),
        ], Citations),
        DataTable.Of<MergeOf>("merges", "a package that was found to be the same money as another, or stands for itself again", ["package", "publication"], [OfPackage, new DataKey(["publication"], "publications", ["publication"])],
        [
            new("package", "The stable address of the package whose announcements were taken back.", row => row.Package),
            new("publication", "The publication from which it holds.", row => row.Publication),
            new("into", "The address of the package on which the money counts; empty where the merge is undone and the package counts for itself again.", row => row.Into),
            new("reason", "Why.", row => row.Reason),
        ], Merges),
        DataTable.Of<PublicationOf>("publications", "a publication: one transaction of the ledger, chained to the one before it", ["publication"], [],
        [
            new("publication", "Its sequence number, from 1 without gaps.", row => row.Publication),
            new("recorded_at", "When it was put on record, UTC.", row => row.RecordedAt),
            new("loaded_at", "When this database wrote it, UTC; later in a replay.", row => row.LoadedAt),
            new("editor", "Who answers for it.", row => row.Editor),
            new("origin", "`Desk`, or `Demonstration` for replayed demonstration data.", row => row.Origin),
            new("hash", "The hash of its row of the journal, which stands for everything up to it.", row => row.Hash),
        ], Publications),
        DataTable.Of<Party>("parties", "a country or institution that gives or receives", ["code"], [],
        [
            new("code", "Alpha-2, or an institution's own code.", row => row.Code),
            new("alpha3", "Alpha-3 of a country.", row => row.Alpha3),
            new("name", "Its name.", row => row.Name),
        ], (context, filter) => context.Parties.FromSql($"select * from ledger.party l where not exists (select from ledger.list_entry e where e.list = 'party' and e.code = l.code and e.former_name is null and e.publication_seq > {RowsAsOf.Known(filter.AsOf)})")
            .AsNoTracking().OrderBy(row => row.Code).AsAsyncEnumerable()),
        DataTable.Of<Category>("categories", "a category of aid", ["code"], [],
        [
            new("code", "Its code.", row => row.Code),
            new("name", "Its name.", row => row.Name),
            new("military", "`false` where it stands outside military totals.", row => row.Military),
        ], (context, _) => context.Categories.AsNoTracking().OrderBy(row => row.Code).AsAsyncEnumerable()),
        DataTable.Of<Instrument>("instruments", "a way in which aid is given", ["code"], [],
        [
            new("code", "Its code.", row => row.Code),
            new("name", "Its name.", row => row.Name),
            new("repayable", "`true` for loans and guarantees, which are never added to grants.", row => row.Repayable),
        ], (context, _) => context.Instruments.AsNoTracking().OrderBy(row => row.Code).AsAsyncEnumerable()),
        DataTable.Of<Initiative>("initiatives", "a fund, coalition or joint purchase that aid runs through", ["code"], [],
        [
            new("code", "Its code.", row => row.Code),
            new("name", "Its name.", row => row.Name),
        ], (context, filter) => context.Initiatives.FromSql($"select * from ledger.initiative l where not exists (select from ledger.list_entry e where e.list = 'initiative' and e.code = l.code and e.former_name is null and e.publication_seq > {RowsAsOf.Known(filter.AsOf)})")
            .AsNoTracking().OrderBy(row => row.Code).AsAsyncEnumerable()),
    ];

    private static LedgerExport Of(LedgerView view) => Exports.All.Single(export => export.View == view);

    private static IAsyncEnumerable<SourceOf> Sources(LedgerContext context, LedgerFilter filter) => context.Database.SqlQuery<SourceOf>($"""
        select k.slug as "Package", s.announcement_number as "Announcement", s.announcement_version as "Version", s.position as "Source", s.publisher as "Publisher", s.title as "Title",
          s.url as "Url", s.published_on as "PublishedOn", s.retrieved_on as "RetrievedOn", s.grade as "Grade", s.followed as "Followed", s.note as "Note",
          s.capture_sha256 as "CaptureSha256", s.capture_length as "CaptureLength"
        from ledger.announcement_as_of({RowsAsOf.By(filter.AsOf)}, {RowsAsOf.Known(filter.AsOf)}) a
        join ledger.announcement_source s on s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version
        join ledger.package_as_of({RowsAsOf.By(filter.AsOf)}, {RowsAsOf.Known(filter.AsOf)}) k on k.package_id = a.package_id
        order by k.slug, s.announcement_number, s.announcement_version, s.position
        """).AsAsyncEnumerable();

    private static IAsyncEnumerable<CitationOf> Citations(LedgerContext context, LedgerFilter filter) => context.Database.SqlQuery<CitationOf>($"""
        select k.slug as "Package", c.announcement_number as "Announcement", c.announcement_version as "Version", c.position as "Citation", c.figure as "Figure", c.entry_position as "Entry",
          c.progress_position as "Progress", c.source_position as "Source", c.passage as "Passage", c.is_quoted as "IsQuoted", c.passage_start as "PassageStart", c.passage_end as "PassageEnd"
        from ledger.announcement_as_of({RowsAsOf.By(filter.AsOf)}, {RowsAsOf.Known(filter.AsOf)}) a
        join ledger.citation c on c.package_id = a.package_id and c.announcement_number = a.number and c.announcement_version = a.version
        join ledger.package_as_of({RowsAsOf.By(filter.AsOf)}, {RowsAsOf.Known(filter.AsOf)}) k on k.package_id = a.package_id
        order by k.slug, c.announcement_number, c.announcement_version, c.position
        """).AsAsyncEnumerable();

    private static IAsyncEnumerable<MergeOf> Merges(LedgerContext context, LedgerFilter filter) => context.Database.SqlQuery<MergeOf>($"""
        select k.slug as "Package", m.publication_seq as "Publication", m.into_slug as "Into", m.reason as "Reason"
        from ledger.package_merge m join ledger.package_as_of({RowsAsOf.By(filter.AsOf)}, {RowsAsOf.Known(filter.AsOf)}) k on k.package_id = m.package_id
        where m.publication_seq <= {RowsAsOf.Known(filter.AsOf)} order by k.slug, m.publication_seq
        """).AsAsyncEnumerable();

    private static IAsyncEnumerable<PublicationOf> Publications(LedgerContext context, LedgerFilter filter) => context.Database.SqlQuery<PublicationOf>($"""
        select seq as "Publication", recorded_at as "RecordedAt", loaded_at as "LoadedAt", editor as "Editor", origin as "Origin", encode(hash, 'hex') as "Hash"
        from ledger.journal where seq <= {RowsAsOf.Known(filter.AsOf)} order by seq
        """).AsAsyncEnumerable();
}
