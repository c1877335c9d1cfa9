using System.Linq.Expressions;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Next">Where the next one begins; null where this is the last.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Rows, ListCursor? Next);

/// <summary>
/// Pages of the lists: by number as far as numbers go, and after a row. The rows that come after one are told by what the list is sorted
/// by, in a way that the sort's index answers: it is entered where the page begins. Rates are asked for the page's own packages only.
/// </summary>
public static class ListPages
{
    /// <summary>How many rows a page shows.</summary>
    public const int PageSize = 50;

    public static async Task<ListPage<ConvertedPackage>> PackagePageAsync(this LedgerContext context, LedgerFilter filter, int size = PageSize, CancellationToken cancel = default)
    {
        var matching = context.MatchingPackages(filter);
        if (filter.After is { } after)
        {
            var slug = after.Slug;
            matching = matching.Where(From(after)).Where(row => row.Slug != slug);
        }

        var (rows, more) = await TakeAsync(FilteredQueries.Sorted(matching, filter.Sort), filter, size, cancel);
        var rates = await RatesAsync(context, filter, rows.Select(row => row.PackageId), cancel);
        return new([.. rows.Select(row => new ConvertedPackage { Package = row, Conversion = rates.GetValueOrDefault(row.PackageId) })], more ? ListCursor.Of(rows[^1], filter.Sort) : null);
    }

    public static async Task<ListPage<PackageLine>> LinePageAsync(this LedgerContext context, LedgerFilter filter, int size = PageSize, CancellationToken cancel = default)
    {
        var matching = context.MatchingLines(filter);
        if (filter.After is { } after)
        {
            // The rest of its package, and the packages after it.
            var rank = after.Number > 0 ? after.Number : NotNamed - after.Number;
            var slug = after.Slug;
            matching = matching.Where(Packages.Then(From(after)))
                .Where(pair => pair.Package.Slug != slug || (pair.Line.LineNumber > 0 ? pair.Line.LineNumber : NotNamed - pair.Line.LineNumber) > rank);
        }

        var (rows, more) = await TakeAsync(FilteredQueries.Sorted(matching, filter.Sort), filter, size, cancel);
        var rates = await RatesAsync(context, filter, rows.Select(row => row.Package.PackageId), cancel);
        return new([.. rows.Select(row => row with { Conversion = rates.GetValueOrDefault(row.Package.PackageId) })], more ? ListCursor.Of(rows[^1], filter.Sort) : null);
    }

    public static async Task<ListPage<PackageAnnouncement>> AnnouncementPageAsync(this LedgerContext context, LedgerFilter filter, int size = PageSize, CancellationToken cancel = default)
    {
        var matching = context.MatchingAnnouncements(filter);
        if (filter.After is { } after)
        {
            // Those with the cursor's key or after it, less those of that key that do not come after the row itself.
            var (slug, number, version) = (after.Slug, after.Number, after.Version);
            if (filter.Sort is "recorded" or "-recorded")
            {
                var publication = after.Publication;
                matching = (filter.Sort == "recorded" ? matching.Where(row => row.Announcement.Publication >= publication) : matching.Where(row => row.Announcement.Publication <= publication))
                    .Where(row => row.Announcement.Publication != publication
                        || EF.Functions.GreaterThan(ValueTuple.Create(row.Package.Slug, row.Announcement.Number, row.Announcement.Version), ValueTuple.Create(slug, number, version)));
            }
            else
            {
                var day = after.Day!.Value;
                matching = (filter.Sort == "announced" ? matching.Where(row => row.Announcement.AnnouncedOn >= day) : matching.Where(row => row.Announcement.AnnouncedOn <= day))
                    .Where(row => row.Announcement.AnnouncedOn != day
                        || EF.Functions.GreaterThan(ValueTuple.Create(row.Package.Slug, row.Announcement.Number, row.Announcement.Version), ValueTuple.Create(slug, number, version)));
            }
        }

        var (rows, more) = await TakeAsync(FilteredQueries.Sorted(matching, filter.Sort), filter, size, cancel);
        var rates = await RatesAsync(context, filter, rows.Select(row => row.Package.PackageId), cancel);
        return new([.. rows.Select(row => row with { Conversion = rates.GetValueOrDefault(row.Package.PackageId) })], more ? ListCursor.Of(rows[^1], filter.Sort) : null);
    }

    /// <summary>After every named line of a package, in the order of lines.</summary>
    private const int NotNamed = 1_000_000_000;

    private static Expression<Func<PackageLine, PackageRow>> Packages { get; } = pair => pair.Package;

    /// <summary>The cursor's own package, and those that come after it.</summary>
    private static Expression<Func<PackageRow, bool>> From(ListCursor after)
    {
        var slug = after.Slug;
        switch (after.Sort)
        {
            case "donor":
                var donors = after.Codes;
                return row => EF.Functions.GreaterThanOrEqual(ValueTuple.Create(row.Donors, row.Slug), ValueTuple.Create(donors, slug));
            case "recipient":
                var recipients = after.Codes;
                return row => EF.Functions.GreaterThanOrEqual(ValueTuple.Create(row.Recipients, row.Slug), ValueTuple.Create(recipients, slug));
            case "title":
                var title = after.Key;
                return row => EF.Functions.GreaterThanOrEqual(ValueTuple.Create(row.Title, row.Slug), ValueTuple.Create(title, slug));
            case "currency" when after.List == LedgerView.Packages.Path:
                var (key, amount) = (after.Key, -(after.Amount ?? FilteredQueries.MoreThanAny));
                return row => EF.Functions.GreaterThanOrEqual(ValueTuple.Create(row.Currency, -(row.Committed ?? FilteredQueries.MoreThanAny), row.Slug), ValueTuple.Create(key, amount, slug));
            case "currency":
                var currency = after.Key;
                return row => EF.Functions.GreaterThanOrEqual(ValueTuple.Create(row.Currency, row.Slug), ValueTuple.Create(currency, slug));
            case "announced":
                var first = after.Day ?? FilteredQueries.LastDay;
                return row => EF.Functions.GreaterThanOrEqual(ValueTuple.Create(row.FirstAnnouncedOn ?? FilteredQueries.LastDay, row.Slug), ValueTuple.Create(first, slug));
            default:
                // Packages without a day come first.
                return after.Day is { } day
                    ? row => row.FirstAnnouncedOn <= day && (row.FirstAnnouncedOn < day || string.Compare(row.Slug, slug) >= 0)
                    : row => row.FirstAnnouncedOn != null || string.Compare(row.Slug, slug) >= 0;
        }
    }

    private static async Task<(List<T> Rows, bool More)> TakeAsync<T>(IQueryable<T> sorted, LedgerFilter filter, int size, CancellationToken cancel)
    {
        var rows = await (filter.After is null ? sorted.Skip((filter.Page - 1) * size) : sorted).Take(size + 1).ToListAsync(cancel);
        return rows.Count > size ? (rows[..size], true) : (rows, false);
    }

    private static async Task<IReadOnlyDictionary<long, ConversionRow>> RatesAsync(LedgerContext context, LedgerFilter filter, IEnumerable<long> packages, CancellationToken cancel)
    {
        var ids = packages.Distinct().ToArray();
        return filter.Currency is null || ids.Length == 0
            ? new Dictionary<long, ConversionRow>()
            : await context.ConversionsAt(filter).Where(row => ids.Contains(row.PackageId)).ToDictionaryAsync(row => row.PackageId, cancel);
    }
}
