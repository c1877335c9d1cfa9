using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading;

/// <summary>A package with its rate.</summary>
public sealed record ConvertedPackage
{
    public required PackageRow Package { get; init; }

    /// <summary>Null where nothing is converted, or there is no rate; so on every row below.</summary>
    public ConversionRow? Conversion { get; init; }
}

/// <summary>A line with the package that it belongs to.</summary>
/// <remarks>Made by its properties, as its neighbours are: EF can go on from such a row, and not from one made by a constructor.</remarks>
public sealed record PackageLine
{
    public required PackageRow Package { get; init; }
    public required LineItemRow Line { get; init; }
    public ConversionRow? Conversion { get; init; }
}

/// <summary>A version of an announcement with its package.</summary>
public sealed record PackageAnnouncement
{
    public required PackageRow Package { get; init; }
    public required AnnouncementRow Announcement { get; init; }
    public ConversionRow? Conversion { get; init; }
}

/// <summary>An entry with its package, and the description in force of the line that it moves.</summary>
public sealed record PackageEntry
{
    public required PackageRow Package { get; init; }
    public required EntryRow Entry { get; init; }
    public LineItemRow? Line { get; init; }
    public ConversionRow? Conversion { get; init; }
}

/// <summary>A filter as a query, once for pages, totals and exports. Orders are total, so that a page ends where the next begins.</summary>
public static class FilteredQueries
{
    /// <summary>Packages that match, in the filter's order.</summary>
    public static IQueryable<PackageRow> Packages(this LedgerContext context, LedgerFilter filter) =>
        Sorted(context.MatchingPackages(filter), filter.Sort);

    /// <summary>The same with the rate of each.</summary>
    public static IQueryable<ConvertedPackage> ConvertedPackages(this LedgerContext context, LedgerFilter filter)
    {
        var rows = context.Packages(filter).Select(package => new ConvertedPackage { Package = package });
        return filter.Currency is null ? rows :
            from row in rows
            join conversion in context.ConversionsAt(filter) on row.Package.PackageId equals conversion.PackageId into found
            from conversion in found.DefaultIfEmpty()
            select new ConvertedPackage { Package = row.Package, Conversion = conversion };
    }

    /// <summary>
    /// Lines of the packages that match and, where the filter names what is a line's own, match themselves. Without that the reserved
    /// lines are among them, so the lines add up to the packages.
    /// </summary>
    public static IQueryable<PackageLine> LineItems(this LedgerContext context, LedgerFilter filter)
    {
        var rows = Sorted(context.MatchingLines(filter), filter.Sort);
        return filter.Currency is null ? rows :
            from row in rows
            join conversion in context.ConversionsAt(filter) on row.Package.PackageId equals conversion.PackageId into found
            from conversion in found.DefaultIfEmpty()
            select new PackageLine { Package = row.Package, Line = row.Line, Conversion = conversion };
    }

    /// <summary>Announcements of the packages that match by party and by what they are made of, themselves of the kinds and dates asked for.</summary>
    public static IQueryable<PackageAnnouncement> Announcements(this LedgerContext context, LedgerFilter filter)
    {
        var rows = Sorted(context.MatchingAnnouncements(filter), filter.Sort);
        return filter.Currency is null ? rows :
            from row in rows
            join conversion in context.ConversionsAt(filter) on row.Package.PackageId equals conversion.PackageId into found
            from conversion in found.DefaultIfEmpty()
            select new PackageAnnouncement { Package = row.Package, Announcement = row.Announcement, Conversion = conversion };
    }

    /// <summary>Entries of the announcements that match; see <see cref="Announcements"/>.</summary>
    public static IQueryable<PackageEntry> Entries(this LedgerContext context, LedgerFilter filter)
    {
        var entries = context.EntriesAt(filter.AsOf).OfAnnouncements(filter);
        var pairs =
            from package in context.MatchingPackages(filter with { Kinds = [], From = null, To = null })
            join entry in entries on package.PackageId equals entry.PackageId
            join line in context.LineItemsAt(filter.AsOf) on new { entry.PackageId, entry.LineNumber } equals new { line.PackageId, line.LineNumber } into described
            from line in described.DefaultIfEmpty()
            select new { package, entry, line };
        var sorted = filter.Sort switch
        {
            "announced" => pairs.OrderBy(row => row.entry.AnnouncedOn),
            "recorded" => pairs.OrderBy(row => row.entry.RecordedAt),
            "-recorded" => pairs.OrderByDescending(row => row.entry.RecordedAt),
            _ => pairs.OrderByDescending(row => row.entry.AnnouncedOn),
        };
        var rows = sorted
            .ThenBy(row => row.package.Slug)
            .ThenBy(row => row.entry.AnnouncementNumber).ThenBy(row => row.entry.AnnouncementVersion).ThenBy(row => row.entry.Position)
            .Select(row => new PackageEntry { Package = row.package, Entry = row.entry, Line = row.line });
        return filter.Currency is null ? rows :
            from row in rows
            join conversion in context.ConversionsAt(filter) on row.Package.PackageId equals conversion.PackageId into found
            from conversion in found.DefaultIfEmpty()
            select new PackageEntry { Package = row.Package, Entry = row.Entry, Line = row.Line, Conversion = conversion };
    }

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

        if (filter.Kinds.Count > 0 || filter.From is not null || filter.To is not null)
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

    /// <summary>In place of a day that there is none of, after every other. Orders that go on after a row have no nulls: indexes of migration 9i say the same.</summary>
    internal static DateOnly LastDay { get; } = new(9999, 12, 30);

    /// <summary>In place of an amount that is not stated, which comes before every other.</summary>
    internal const decimal MoreThanAny = 1_000_000_000_000_000_000m;

    /// <summary>In a total order, with which <see cref="ListPages"/> has to agree.</summary>
    internal static IQueryable<PackageRow> Sorted(IQueryable<PackageRow> packages, string? sort)
    {
        var sorted = sort switch
        {
            "announced" => packages.OrderBy(package => package.FirstAnnouncedOn ?? LastDay),
            "donor" => packages.OrderBy(package => package.Donors),
            "recipient" => packages.OrderBy(package => package.Recipients),
            "title" => packages.OrderBy(package => package.Title),
            "currency" => packages.OrderBy(package => package.Currency).ThenBy(package => -(package.Committed ?? MoreThanAny)),
            _ => packages.OrderByDescending(package => package.FirstAnnouncedOn),
        };
        return sorted.ThenBy(package => package.Slug);
    }

    /// <inheritdoc cref="Sorted(IQueryable{PackageRow}, string)"/>
    internal static IQueryable<PackageLine> Sorted(IQueryable<PackageLine> pairs, string? sort)
    {
        var sorted = sort switch
        {
            "announced" => pairs.OrderBy(pair => pair.Package.FirstAnnouncedOn ?? LastDay),
            "donor" => pairs.OrderBy(pair => pair.Package.Donors),
            "recipient" => pairs.OrderBy(pair => pair.Package.Recipients),
            "title" => pairs.OrderBy(pair => pair.Package.Title),
            "currency" => pairs.OrderBy(pair => pair.Package.Currency),
            _ => pairs.OrderByDescending(pair => pair.Package.FirstAnnouncedOn),
        };
        return sorted
            .ThenBy(pair => pair.Package.Slug)
            // Named lines in their order, then Not yet itemised, then Overlap and rounding.
            .ThenByDescending(pair => pair.Line.LineNumber > 0)
            .ThenBy(pair => Math.Abs(pair.Line.LineNumber));
    }

    /// <inheritdoc cref="Sorted(IQueryable{PackageRow}, string)"/>
    internal static IQueryable<PackageAnnouncement> Sorted(IQueryable<PackageAnnouncement> pairs, string? sort)
    {
        var sorted = sort switch
        {
            "announced" => pairs.OrderBy(pair => pair.Announcement.AnnouncedOn),
            "recorded" => pairs.OrderBy(pair => pair.Announcement.Publication),
            "-recorded" => pairs.OrderByDescending(pair => pair.Announcement.Publication),
            _ => pairs.OrderByDescending(pair => pair.Announcement.AnnouncedOn),
        };
        return sorted.ThenBy(pair => pair.Package.Slug).ThenBy(pair => pair.Announcement.Number).ThenBy(pair => pair.Announcement.Version);
    }
}
