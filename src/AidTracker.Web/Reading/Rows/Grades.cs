using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Rows;

/// <summary>The best grade of a source that a live announcement of a package follows; packages that follow none have no row.</summary>
public sealed class GradeRow
{
    public long PackageId { get; init; }

    /// <summary>A to E.</summary>
    public required string Grade { get; init; }
}

/// <summary>Grades of packages as a query.</summary>
public static class Grades
{
    /// <summary>Stands for a package that follows no source.</summary>
    public const string None = "none";

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<SourceGrade>(), None];

    public static IQueryable<GradeRow> GradesAt(this LedgerContext context, AsOf asOf) => (asOf.IsNow
        ? context.Set<GradeRow>().FromSql($"""
            select a.package_id, min(s.grade) as grade
            from ledger.announcement_read a
            join ledger.announcement_source s on s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version
            where a.status = 'live' and s.followed
            group by a.package_id
            """)
        : context.Set<GradeRow>().FromSql($"""
            select a.package_id, min(s.grade) as grade
            from ledger.announcement_as_of({RowsAsOf.By(asOf)}, {RowsAsOf.Known(asOf)}) a
            join ledger.announcement_source s on s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version
            where a.status = 'live' and s.followed
            group by a.package_id
            """)).AsNoTracking();
}
