using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Rows;

/// <summary>
/// The rows that every query of readers begins with, at a point on the two clocks. The database keeps them for every point; those
/// of now stand apart, so that they do not pay for the past.
/// </summary>
public static class RowsAsOf
{
    private static readonly DateOnly LastDay = new(9999, 12, 30);

    public static IQueryable<PackageRow> PackagesAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.PackageRows.AsNoTracking()
        : context.PackageRows.FromSql($"select * from ledger.package_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    public static IQueryable<LineItemRow> LineItemsAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.LineItemRows.AsNoTracking()
        : context.LineItemRows.FromSql($"select * from ledger.line_item_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    public static IQueryable<AnnouncementRow> AnnouncementsAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.AnnouncementRows.AsNoTracking()
        : context.AnnouncementRows.FromSql($"select * from ledger.announcement_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    public static IQueryable<EntryRow> EntriesAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.EntryRows.AsNoTracking()
        : context.EntryRows.FromSql($"select * from ledger.entry_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    public static IQueryable<TotalRow> TotalsAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.TotalRows.AsNoTracking()
        : context.TotalRows.FromSql($"select * from ledger.total_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    public static IQueryable<MovedRow> MovedAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.MovedRows.AsNoTracking()
        : context.MovedRows.FromSql($"select * from ledger.moved_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    public static IQueryable<InstrumentRow> InstrumentsAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.InstrumentRows.AsNoTracking()
        : context.InstrumentRows.FromSql($"select * from ledger.instrument_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    public static IQueryable<DonorsRow> DonorsAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.DonorsRows.AsNoTracking()
        : context.DonorsRows.FromSql($"select * from ledger.donors_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    public static IQueryable<CoverageRow> CoverageAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.CoverageRows.AsNoTracking()
        : context.CoverageRows.FromSql($"select * from ledger.coverage_as_of({By(asOf)}, {Known(asOf)})").AsNoTracking();

    /// <summary>What counts for good is kept until "infinity", which the last day there is would be sent as.</summary>
    internal static DateOnly By(AsOf asOf) => asOf.AnnouncedBy is { } by && by < LastDay ? by : LastDay;

    /// <summary>What is known for good is kept with the highest number there is, which is after every publication.</summary>
    internal static long Known(AsOf asOf) => Math.Min(asOf.KnownAt ?? long.MaxValue, long.MaxValue - 1);
}
