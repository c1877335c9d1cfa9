using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Filters;

/// <summary>A progress with its package, and the description in force of the line that it is on.</summary>
public sealed record PackageProgress
{
    public required PackageRow Package { get; init; }
    public required ProgressRow Progress { get; init; }
    public LineItemRow? Line { get; init; }
    public ConversionRow? Conversion { get; init; }
}

/// <summary>Progress as a query, by the same filter as everything else.</summary>
public static class ProgressQueries
{
    public static IQueryable<ProgressRow> ProgressAt(this LedgerContext context, AsOf asOf) => asOf.IsNow
        ? context.Set<ProgressRow>().AsNoTracking()
        : context.Set<ProgressRow>().FromSql($"select * from ledger.progress_as_of({RowsAsOf.By(asOf)}, {RowsAsOf.Known(asOf)})").AsNoTracking();

    /// <summary>Progress of the announcements that match; see <see cref="FilteredQueries.Announcements"/>.</summary>
    public static IQueryable<PackageProgress> Progress(this LedgerContext context, LedgerFilter filter)
    {
        var made = context.ProgressAt(filter.AsOf).OfAnnouncements(filter);
        var pairs =
            from package in context.MatchingPackages(filter with { Kinds = [], From = null, To = null })
            join progress in made on package.PackageId equals progress.PackageId
            join line in context.LineItemsAt(filter.AsOf) on new { progress.PackageId, progress.LineNumber } equals new { line.PackageId, line.LineNumber } into described
            from line in described.DefaultIfEmpty()
            select new { package, progress, line };
        var sorted = filter.Sort switch
        {
            "announced" => pairs.OrderBy(row => row.progress.AnnouncedOn),
            "recorded" => pairs.OrderBy(row => row.progress.RecordedAt),
            "-recorded" => pairs.OrderByDescending(row => row.progress.RecordedAt),
            _ => pairs.OrderByDescending(row => row.progress.AnnouncedOn),
        };
        var rows = sorted
            .ThenBy(row => row.package.Slug)
            .ThenBy(row => row.progress.AnnouncementNumber).ThenBy(row => row.progress.AnnouncementVersion).ThenBy(row => row.progress.Position)
            .Select(row => new PackageProgress { Package = row.package, Progress = row.progress, Line = row.line })
            .Select(FilteredQueries.Brief<PackageProgress>(row => row.Package, (row, package) => new PackageProgress { Package = package, Progress = row.Progress, Line = row.Line }));
        return filter.Currency is null ? rows : rows.LeftJoin(context.AllConversionsAt(filter), row => row.Package.PackageId, rate => rate.PackageId,
            (row, conversion) => new PackageProgress { Package = row.Package, Progress = row.Progress, Line = row.Line, Conversion = conversion });
    }
}
