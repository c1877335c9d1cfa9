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
    /// Lines of the packages that match and, where the filter names categories, instruments or initiatives, match themselves.
    /// Without those the reserved lines are among them, so the lines add up to the packages.
    /// </summary>
    public static IQueryable<PackageLine> LineItems(this LedgerContext context, LedgerFilter filter)
    {
        var lines = context.LineItemsAt(filter.AsOf);
        if (filter.Categories.Count > 0)
        {
            lines = lines.Where(line => filter.Categories.Contains(line.Category!) || line.AlsoCovers.Any(code => filter.Categories.Contains(code)));
        }

        if (filter.Instruments.Count > 0)
        {
            lines = lines.Where(line => filter.Instruments.Contains(line.Instrument!));
        }

        var pairs = context.MatchingPackages(filter).Join(lines, package => package.PackageId, line => line.PackageId, (package, line) => new { package, line });
        if (filter.Initiatives.Count > 0)
        {
            pairs = pairs.Where(pair => filter.Initiatives.Contains(pair.line.Initiative!) || filter.Initiatives.Contains(pair.package.Initiative!));
        }

        var sorted = filter.Sort switch
        {
            "announced" => pairs.OrderBy(pair => pair.package.FirstAnnouncedOn),
            "donor" => pairs.OrderBy(pair => pair.package.Donors),
            "recipient" => pairs.OrderBy(pair => pair.package.Recipients),
            "title" => pairs.OrderBy(pair => pair.package.Title),
            "currency" => pairs.OrderBy(pair => pair.package.Currency),
            _ => pairs.OrderByDescending(pair => pair.package.FirstAnnouncedOn),
        };
        var rows = sorted
            .ThenBy(pair => pair.package.Slug)
            // Named lines in their order, then Not yet itemised, then Overlap and rounding.
            .ThenByDescending(pair => pair.line.LineNumber > 0)
            .ThenBy(pair => Math.Abs(pair.line.LineNumber))
            .Select(pair => new PackageLine { Package = pair.package, Line = pair.line });
        return filter.Currency is null ? rows :
            from row in rows
            join conversion in context.ConversionsAt(filter) on row.Package.PackageId equals conversion.PackageId into found
            from conversion in found.DefaultIfEmpty()
            select new PackageLine { Package = row.Package, Line = row.Line, Conversion = conversion };
    }

    /// <summary>Announcements of the packages that match by party and by what they are made of, themselves of the kinds and dates asked for.</summary>
    public static IQueryable<PackageAnnouncement> Announcements(this LedgerContext context, LedgerFilter filter)
    {
        var announcements = context.AnnouncementsAt(filter.AsOf).OfAnnouncements(filter);
        var pairs = context.MatchingPackages(filter with { Kinds = [], From = null, To = null })
            .Join(announcements, package => package.PackageId, announcement => announcement.PackageId, (package, announcement) => new { package, announcement });
        var sorted = filter.Sort switch
        {
            "announced" => pairs.OrderBy(pair => pair.announcement.AnnouncedOn).ThenBy(pair => pair.package.Slug),
            "recorded" => pairs.OrderBy(pair => pair.announcement.Publication).ThenBy(pair => pair.package.Slug),
            "-recorded" => pairs.OrderByDescending(pair => pair.announcement.Publication).ThenBy(pair => pair.package.Slug),
            _ => pairs.OrderByDescending(pair => pair.announcement.AnnouncedOn).ThenBy(pair => pair.package.Slug),
        };
        var rows = sorted
            .ThenBy(pair => pair.announcement.Number).ThenBy(pair => pair.announcement.Version)
            .Select(pair => new PackageAnnouncement { Package = pair.package, Announcement = pair.announcement });
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
        if (!filter.AllVersions)
        {
            rows = rows.Where(row => row.Status == VersionStatus.Live);
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

    internal static IQueryable<PackageRow> MatchingPackages(this LedgerContext context, LedgerFilter filter)
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

        if (filter.Initiatives.Count > 0)
        {
            packages = packages.Where(package => package.Initiatives.Any(code => filter.Initiatives.Contains(code)));
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

        if (filter.Min is not null || filter.Max is not null)
        {
            var (min, max) = (filter.Min ?? 0, filter.Max ?? decimal.MaxValue);
            packages = packages.Join(context.ConversionsAt(filter), package => package.PackageId, conversion => conversion.PackageId, (package, conversion) => new { package, Worth = package.Committed * conversion.Rate })
                .Where(pair => pair.Worth >= min && pair.Worth <= max)
                .Select(pair => pair.package);
        }

        return packages;
    }

    private static IQueryable<PackageRow> Sorted(IQueryable<PackageRow> packages, string? sort)
    {
        var sorted = sort switch
        {
            "announced" => packages.OrderBy(package => package.FirstAnnouncedOn),
            "donor" => packages.OrderBy(package => package.Donors),
            "recipient" => packages.OrderBy(package => package.Recipients),
            "title" => packages.OrderBy(package => package.Title),
            "currency" => packages.OrderBy(package => package.Currency).ThenByDescending(package => package.Committed),
            _ => packages.OrderByDescending(package => package.FirstAnnouncedOn),
        };
        return sorted.ThenBy(package => package.Slug);
    }
}
