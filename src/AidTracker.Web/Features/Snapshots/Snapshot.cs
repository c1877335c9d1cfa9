using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Snapshots;

/// <summary>A named point on both clocks, for good.</summary>
/// <remarks>Named as the query's columns are, which EF does not rename.</remarks>
/// <param name="Number">From 1, in the order in which they were made.</param>
/// <param name="AnnouncedBy">Null: everything announced.</param>
/// <param name="KnownAt">The publication that it is of.</param>
/// <param name="HeadHash">The hash of the journal that it was made of, 64 hexadecimal digits.</param>
/// <param name="JournalHash">The same as the journal has it now; another one means that something was rewritten.</param>
/// <param name="RecordedAt">Of its publication.</param>
/// <param name="MadeAt">UTC.</param>
internal sealed record Snapshot(int Number, string Name, DateOnly? AnnouncedBy, long KnownAt, string HeadHash, string JournalHash, DateTime RecordedAt, DateTime MadeAt, string MadeBy)
{
    /// <summary>What a snapshot is of stands in it: its address says no other point.</summary>
    public static LedgerView View { get; } = new("snapshots", "/snapshots", [], []);

    public string Path => $"{View.Path}/{Name}";

    public AsOf AsOf => new(AnnouncedBy, KnownAt);

    /// <summary>The query that opens any page at it.</summary>
    public string Query => new LedgerFilter { AsOf = AsOf }.ToQuery();

    public bool Fits => HeadHash == JournalHash;

    /// <summary>In words: what had been announced by when, as on record when.</summary>
    public string Point => $"{(AnnouncedBy is { } by ? $"what had been announced by {Words.Date(by)}" : "everything announced")}, as on record at publication {Words.Number(KnownAt)} of {Words.Instant(RecordedAt)}";
}

/// <summary>Snapshots as they are read.</summary>
internal static class SnapshotQueries
{
    /// <summary>The newest first.</summary>
    public static IQueryable<Snapshot> Snapshots(this LedgerContext context) => context.Database.SqlQuery<Snapshot>($"""
        select s.number as "Number", s.name as "Name", s.announced_by as "AnnouncedBy", s.known_at as "KnownAt", encode(s.head_hash, 'hex') as "HeadHash", encode(j.hash, 'hex') as "JournalHash",
          j.recorded_at as "RecordedAt", s.made_at as "MadeAt", s.made_by as "MadeBy"
        from ledger.snapshot s join ledger.journal j on j.seq = s.known_at
        """).OrderByDescending(snapshot => snapshot.Number);
}
