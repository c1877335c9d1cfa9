using System.Linq.Expressions;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Filters;

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
        return filter.Currency is null ? rows : rows.LeftJoin(context.AllConversionsAt(filter), row => row.Package.PackageId, rate => rate.PackageId,
            (row, conversion) => new ConvertedPackage { Package = row.Package, Conversion = conversion });
    }

    /// <summary>
    /// Lines of the packages that match and, where the filter names what is a line's own, match themselves. Without that the reserved
    /// lines are among them, so the lines add up to the packages.
    /// </summary>
    public static IQueryable<PackageLine> LineItems(this LedgerContext context, LedgerFilter filter)
    {
        var rows = Sorted(context.MatchingLines(filter), filter.Sort).Select(Brief<PackageLine>(row => row.Package, (row, package) => new PackageLine { Package = package, Line = row.Line }));
        return filter.Currency is null ? rows : rows.LeftJoin(context.AllConversionsAt(filter), row => row.Package.PackageId, rate => rate.PackageId,
            (row, conversion) => new PackageLine { Package = row.Package, Line = row.Line, Conversion = conversion });
    }

    /// <summary>Announcements of the packages that match by party and by what they are made of, themselves of the kinds and dates asked for.</summary>
    public static IQueryable<PackageAnnouncement> Announcements(this LedgerContext context, LedgerFilter filter)
    {
        var rows = Sorted(context.MatchingAnnouncements(filter), filter.Sort);
        return filter.Currency is null ? rows : rows.LeftJoin(context.AllConversionsAt(filter), row => row.Package.PackageId, rate => rate.PackageId,
            (row, conversion) => new PackageAnnouncement { Package = row.Package, Announcement = row.Announcement, Conversion = conversion });
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
            .Select(row => new PackageEntry { Package = row.package, Entry = row.entry, Line = row.line })
            .Select(Brief<PackageEntry>(row => row.Package, (row, package) => new PackageEntry { Package = package, Entry = row.Entry, Line = row.Line }));
        return filter.Currency is null ? rows : rows.LeftJoin(context.AllConversionsAt(filter), row => row.Package.PackageId, rate => rate.PackageId,
            (row, conversion) => new PackageEntry { Package = row.Package, Entry = row.Entry, Line = row.Line, Conversion = conversion });
    }

    /// <summary>
    /// Rows of a file with what a file says of their package, and no more: the rest of a package, its lists of codes, names, days and weights,
    /// takes longer to read than a line of it. What is left out is empty.
    /// </summary>
    internal static Expression<Func<T, T>> Brief<T>(Expression<Func<T, PackageRow>> package, Expression<Func<T, PackageRow, T>> row) => Expression.Lambda<Func<T, T>>(
        row.Body.With(row.Parameters[1], package.Then(InFiles).Body).With(package.Parameters[0], row.Parameters[0]), row.Parameters[0]);

    private static Expression<Func<PackageRow, PackageRow>> InFiles { get; } = package => new PackageRow
    {
        PackageId = package.PackageId,
        IsDemonstration = package.IsDemonstration,
        Slug = package.Slug,
        Title = package.Title,
        Currency = package.Currency,
        Donors = package.Donors,
        DonorNames = Array.Empty<string>(),
        Recipients = package.Recipients,
        RecipientNames = Array.Empty<string>(),
        Initiative = package.Initiative,
        Initiatives = Array.Empty<string>(),
        Categories = Array.Empty<string>(),
        Instruments = Array.Empty<string>(),
        Kinds = Array.Empty<string>(),
        BasisDays = Array.Empty<DateOnly>(),
        BasisWeights = Array.Empty<decimal>(),
    };

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
