using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading;

/// <summary>
/// The rows that every query of readers begins with, at a point on the two clocks. Now comes from what the database keeps;
/// any other point is worked out from the ledger.
/// </summary>
public static class RowsAsOf
{
    public static IQueryable<PackageRow> PackagesAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.PackageRows.AsNoTracking()
        : context.PackageRows.FromSql($"with rows as materialized (select * from ledger.package_as_of({By(asOf)}, {Known(asOf)})) select * from rows").AsNoTracking();

    public static IQueryable<LineItemRow> LineItemsAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.LineItemRows.AsNoTracking()
        : context.LineItemRows.FromSql($"with rows as materialized (select * from ledger.line_item_as_of({By(asOf)}, {Known(asOf)})) select * from rows").AsNoTracking();

    public static IQueryable<AnnouncementRow> AnnouncementsAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.AnnouncementRows.AsNoTracking()
        : context.AnnouncementRows.FromSql($"with rows as materialized (select * from ledger.announcement_as_of({By(asOf)}, {Known(asOf)})) select * from rows").AsNoTracking();

    public static IQueryable<EntryRow> EntriesAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.EntryRows.AsNoTracking()
        : context.EntryRows.FromSql($"with rows as materialized (select * from ledger.entry_as_of({By(asOf)}, {Known(asOf)})) select * from rows").AsNoTracking();

    public static IQueryable<WitnessRow> WitnessesAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.WitnessRows.AsNoTracking()
        : context.WitnessRows.FromSql($"with rows as materialized (select * from ledger.witness_as_of({By(asOf)}, {Known(asOf)})) select * from rows").AsNoTracking();

    private static DateOnly By(AsOf asOf) => asOf.AnnouncedBy ?? DateOnly.MaxValue;

    private static long Known(AsOf asOf) => asOf.KnownAt ?? long.MaxValue;
}
