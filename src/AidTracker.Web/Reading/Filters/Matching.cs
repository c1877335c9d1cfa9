using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Filters;

/// <summary>What a filter is a question about: the rows that match, in no order and not converted. Lists, totals, facets and the explorer begin here.</summary>
internal static class Matching
{
    /// <summary>Those of the announcements that are asked for, by version, kind and date.</summary>
    internal static IQueryable<T> OfAnnouncements<T>(this IQueryable<T> rows, LedgerFilter filter) where T : class, IOfAnnouncement
    {
        if (filter.OnlyCorrections)
        {
            // An announcement's own column has another name than its entries' and progress's column for it.
            var version = typeof(T) == typeof(AnnouncementRow) ? nameof(AnnouncementRow.Version) : nameof(EntryRow.AnnouncementVersion);
            rows = rows.Where(row => EF.Property<int>(row, version) > 1);
        }
        else if (!filter.AllVersions)
        {
            rows = rows.Where(row => row.Status == VersionStatus.Live);
        }

        if (filter.RecordedFrom is { } recordedFrom)
        {
            var begin = recordedFrom.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            rows = rows.Where(row => row.RecordedAt >= begin);
        }

        if (filter.RecordedTo is { } recordedTo)
        {
            // PostgreSQL keeps microseconds.
            var end = recordedTo.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc).AddTicks(-9);
            rows = rows.Where(row => row.RecordedAt <= end);
        }

        if (filter.Kinds.Count > 0)
        {
            rows = rows.Where(row => filter.Kinds.Contains(row.Kind));
        }

        if (filter.From is { } from)
        {
            rows = rows.Where(row => row.AnnouncedOn >= from);
        }

        if (filter.To is { } to)
        {
            rows = rows.Where(row => row.AnnouncedOn <= to);
        }

        return rows;
    }

    /// <summary>Announcements that match with their packages, in no order and not converted.</summary>
    internal static IQueryable<PackageAnnouncement> MatchingAnnouncements(this LedgerContext context, LedgerFilter filter) =>
        context.MatchingPackages(filter with { Kinds = [], From = null, To = null })
            .Join(context.AnnouncementsAt(filter.AsOf).OfAnnouncements(filter), package => package.PackageId, announcement => announcement.PackageId,
                (package, announcement) => new PackageAnnouncement { Package = package, Announcement = announcement });

    /// <summary>Lines that match with their packages, in no order and not converted.</summary>
    internal static IQueryable<PackageLine> MatchingLines(this LedgerContext context, LedgerFilter filter)
    {
        var pairs = context.PackagesThemselves(filter).Join(context.LinesThemselves(filter), package => package.PackageId, line => line.PackageId, (package, line) => new PackageLine { Package = package, Line = line });
        if (filter.Initiatives.Count > 0)
        {
            var none = filter.Initiatives.Contains(LedgerFilter.NoInitiative);
            pairs = filter.OwnOnly
                ? pairs.Where(pair => filter.Initiatives.Contains(pair.Line.Initiative ?? pair.Package.Initiative ?? LedgerFilter.NoInitiative))
                : pairs.Where(pair => filter.Initiatives.Contains(pair.Line.Initiative!) || filter.Initiatives.Contains(pair.Package.Initiative!) || (none && pair.Line.Initiative == null && pair.Package.Initiative == null));
        }

        return pairs;
    }

    /// <summary>Lines by what is their own; a channel is not, because it may be the package's.</summary>
    internal static IQueryable<LineItemRow> LinesThemselves(this LedgerContext context, LedgerFilter filter)
    {
        var lines = context.LineItemsAt(filter.AsOf);
        if (filter.Categories.Count > 0)
        {
            lines = filter.OwnOnly
                ? lines.Where(line => filter.Categories.Contains(line.Category!))
                : lines.Where(line => filter.Categories.Contains(line.Category!) || line.AlsoCovers.Any(code => filter.Categories.Contains(code)));
        }

        if (filter.Instruments.Count > 0)
        {
            lines = lines.Where(line => filter.Instruments.Contains(line.Instrument!));
        }

        if (filter.Roles.Count > 0)
        {
            lines = lines.Where(line => filter.Roles.Contains(line.Role));
        }

        if (filter.Stages.Count > 0)
        {
            lines = lines.Where(LineStage.Of.Then(stage => filter.Stages.Contains(stage)));
        }

        if (filter.CountsPart)
        {
            var repayable = context.RepayableInstruments();
            var civil = context.CivilCategories();
            lines = filter.Counting switch
            {
                Counting.Repayable => lines.Where(line => repayable.Contains(line.Instrument!)),
                Counting.Civil => lines.Where(line => !repayable.Contains(line.Instrument!) && civil.Contains(line.Category!)),
                _ => lines.Where(line => !repayable.Contains(line.Instrument!) && !civil.Contains(line.Category!)),
            };
        }

        return lines;
    }

    /// <summary>Packages that match; where the filter says more of lines than packages keep of them, those that have such a line.</summary>
    internal static IQueryable<PackageRow> MatchingPackages(this LedgerContext context, LedgerFilter filter)
    {
        var packages = context.PackagesThemselves(filter);
        if (!AsksOfLines(filter))
        {
            return packages;
        }

        var having = context.MatchingLines(filter).Select(pair => pair.Package.PackageId);
        return packages.Where(package => having.Contains(package.PackageId));
    }

    /// <summary>Whether the filter says more of lines than packages keep of them.</summary>
    internal static bool AsksOfLines(LedgerFilter filter) =>
        filter.Roles.Count + filter.Stages.Count > 0 || filter.CountsPart || filter.Initiatives.Contains(LedgerFilter.NoInitiative) || (filter.OwnOnly && filter.NarrowsLines);

    /// <summary>Packages by what is known of them as a whole.</summary>
    internal static IQueryable<PackageRow> PackagesThemselves(this LedgerContext context, LedgerFilter filter)
    {
        var packages = context.PackagesAt(filter.AsOf);
        if (filter.Donors.Count > 0)
        {
            packages = packages.Where(package => package.Donors.Any(code => filter.Donors.Contains(code)));
        }

        if (filter.Groups.Count > 0)
        {
            packages = packages.Where(package => package.Donors.Any(code => filter.Members.Contains(code)));
        }

        if (filter.Recipients.Count > 0)
        {
            packages = packages.Where(package => package.Recipients.Any(code => filter.Recipients.Contains(code)));
        }

        if (filter.Categories.Count > 0)
        {
            packages = packages.Where(package => package.Categories.Any(code => filter.Categories.Contains(code)));
        }

        if (filter.Instruments.Count > 0)
        {
            packages = packages.Where(package => package.Instruments.Any(code => filter.Instruments.Contains(code)));
        }

        if (filter.Initiatives.Count > 0 && !filter.Initiatives.Contains(LedgerFilter.NoInitiative))
        {
            packages = packages.Where(package => package.Initiatives.Any(code => filter.Initiatives.Contains(code)));
        }

        if (filter.Shares is { } shares)
        {
            packages = packages.Where(package => package.Donors.Length > 1 == (shares == LedgerFilter.JointShares));
        }

        if (filter.RecipientShares is { } recipientShares)
        {
            packages = packages.Where(package => package.Recipients.Length > 1 == (recipientShares == LedgerFilter.JointShares));
        }

        if (filter.Statuses.Count > 0)
        {
            packages = packages.Where(PackageStatus.Of.Then(status => filter.Statuses.Contains(status)));
        }

        if (filter.Periods.Count > 0)
        {
            var periods = filter.Periods.Select(name => Period.Read(name)!.Value).ToList();
            var (first, last) = (periods.Min(period => period.From), periods.Max(period => period.To));
            var months = periods.SelectMany(period => Enumerable.Range(period.FirstMonth, period.Months)).Distinct().ToArray();
            packages = packages.Where(package => package.FirstAnnouncedOn >= first && package.FirstAnnouncedOn <= last
                && months.Contains(package.FirstAnnouncedOn!.Value.Year * 12 + package.FirstAnnouncedOn.Value.Month - 1));
        }

        if (filter.Grades.Count > 0)
        {
            packages =
                from package in packages
                join grade in context.GradesAt(filter.AsOf) on package.PackageId equals grade.PackageId into found
                from grade in found.DefaultIfEmpty()
                where filter.Grades.Contains(grade.Grade ?? Grades.None)
                select package;
        }

        if (filter.Kinds.Count > 0 || filter is { From: not null, To: not null })
        {
            var from = filter.From ?? DateOnly.MinValue;
            var to = filter.To ?? DateOnly.MaxValue;
            var anyKind = filter.Kinds.Count == 0;
            var announcements = context.AnnouncementsAt(filter.AsOf);
            packages = packages.Where(package => announcements.Any(announcement =>
                announcement.PackageId == package.PackageId && announcement.Status == VersionStatus.Live
                && announcement.AnnouncedOn >= from && announcement.AnnouncedOn <= to
                && (anyKind || filter.Kinds.Contains(announcement.Kind))));
        }
        else if (filter.From is { } since)
        {
            // With one end open the first or the last announcement decides.
            packages = packages.Where(package => package.LastAnnouncedOn >= since);
        }
        else if (filter.To is { } until)
        {
            packages = packages.Where(package => package.FirstAnnouncedOn <= until);
        }

        if (filter.Without.Count > 0)
        {
            packages = packages.Where(package => !package.Kinds.Any(kind => filter.Without.Contains(kind)));
        }

        if (filter.Min is not null || filter.Max is not null)
        {
            var (min, max) = (filter.Min ?? 0, filter.Max ?? decimal.MaxValue);
            packages = packages.Join(context.ConversionsAt(filter), package => package.PackageId, conversion => conversion.PackageId, (package, conversion) => new { package, Worth = package.Committed * conversion.Rate })
                .Where(pair => pair.Worth >= min && pair.Worth <= max)
                .Select(pair => pair.package);
        }

        return packages;
    }
}
