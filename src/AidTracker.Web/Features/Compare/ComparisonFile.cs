using System.Runtime.CompilerServices;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Figures;
using AidTracker.Web.Shell.Filtering;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Compare;

/// <summary>A row of the file: a figure of both sides.</summary>
/// <param name="Table">Which of the page's tables it is of.</param>
/// <param name="Difference">Null where there is none, because the two are not in one currency.</param>
internal sealed record ComparisonLine(bool IsDemonstration, string First, string Second, string Table, ComparedRow Row, decimal? Difference);

/// <summary>A comparison as a file: the rows of the page's tables, those that are the same on both sides too, and of two points every package that changed.</summary>
internal static class ComparisonFile
{
    public const string RowMeaning = "a figure of both sides: of what everything adds up to (`total`), of a category, of a donor and of a package that changed. Donors and packages are told of two points in time only";

    public static IReadOnlyList<ExportColumn<ComparisonLine>> Columns { get; } =
    [
        new("dataset", "`demonstration` where the ledger began with the demonstration data, else `ledger`.", line => line.IsDemonstration ? "demonstration" : "ledger"),
        new("a", "The first side, as an address has it: a point in time, `package:` or `donor:`.", line => line.First),
        new("b", "The second side, likewise.", line => line.Second),
        new("table", "`total`, `category`, `donor` or `package`.", line => line.Table),
        new("code", "Of a total `committed`, `repayable`, `itemised`, `open` (Not yet itemised), `overlap` (Overlap and rounding) or `delivered`; of a category its code, `open` or `overlap`; of who give together their codes with spaces between; of a package its address.", line => line.Row.Code),
        new("name", "The same in words.", line => line.Row.Name),
        new("currency", "ISO 4217 of the three amounts; empty where a package changed and no money with it.", line => line.Row.Currency.Length == 0 ? null : line.Row.Currency),
        new("before", "On the first side; of a package the sum of those lines that differ. Empty where that side has nothing of it.", line => line.Row.Before),
        new("after", "On the second side, likewise.", line => line.Row.After),
        new("difference", "`after` less `before`. Empty where the two sides are packages or donors and only one of them has that currency.", line => line.Difference),
    ];

    public static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(LedgerContext context, Comparison comparison, ReferenceLists lists, [EnumeratorCancellation] CancellationToken cancel)
    {
        var isDemonstration = await context.FirstOriginAsync(cancel) == PublicationOrigin.Demonstration;
        var (a, b) = comparison.First is null ? (comparison.A, comparison.B) : (comparison.First.Address, comparison.Second!.Address);
        foreach (var (table, row, difference) in comparison.Sides is { } sides ? OfSides(sides, lists) : await OfPointsAsync(context, comparison, lists, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            var line = new ComparisonLine(isDemonstration, a, b, table, row, difference);
            yield return [.. Columns.Select(column => column.Value(line))];
        }
    }

    /// <summary>What the file is, in words, for those who find it on a disk a year later.</summary>
    /// <param name="site">Its address, without a slash at its end.</param>
    public static IReadOnlyList<(string Heading, string Text)> About(Comparison comparison, LedgerFilter filter, LedgerHead head, string site, ReferenceLists lists)
    {
        var address = site + comparison.Cited(filter, filter with { AsOf = filter.AsOf with { KnownAt = filter.AsOf.KnownAt ?? head.Seq } });
        return
        [
            ("What", $"AidTracker: military aid compared. A row is {RowMeaning.Replace("`", "", StringComparison.Ordinal)}."),
            ("Compared", comparison.Title + (comparison.PackageTitle is { } title ? $"; only {title}" : "")),
            ("Only", Choice.Of(filter, lists) is { Count: > 0 } choices ? string.Join("; ", choices.Select(choice => choice.Label)) : "everything"),
            ("Currency", filter.Currency is { } currency ? DefinitionStrip.InWords(currency, filter.RateDay) : "as announced, not converted: add up one currency at a time"),
            ("Ledger head", $"publication {head.Seq}{(head.RecordedAt is { } at ? $" of {Words.Instant(at)}" : "")}, hash {head.Hash}"),
            ("Cite", $"AidTracker, “{comparison.Title}”, as on record at publication {head.Seq}, ledger head {head.Hash[..16]}. {address}"),
            ("Address", address),
            ("Reading it", "An empty cell is unknown, not priced or nothing, never zero. Loans and guarantees are included; the row repayable says how much they are."),
        ];
    }

    private static IEnumerable<(string Table, ComparedRow Row, decimal? Difference)> OfSides(SideComparison sides, ReferenceLists lists)
    {
        var (before, after) = (sides.First.Sums, sides.Second.Sums);
        var comparable = ComparedRows.InBoth(before, after);
        return ComparedRows.Measures(before, after).Select(row => (Table: "total", Row: row))
            .Concat(ComparedRows.ByCategory(before, after, lists).Select(row => (Table: "category", Row: row)))
            .Select(each => (each.Table, each.Row, comparable.Contains(each.Row.Currency) ? each.Row.Difference : (decimal?)null));
    }

    private static async Task<IEnumerable<(string Table, ComparedRow Row, decimal? Difference)>> OfPointsAsync(LedgerContext context, Comparison comparison, ReferenceLists lists, CancellationToken cancel)
    {
        var points = comparison.Points!;
        var titles = await TitlesAsync(context, [.. points.Changes.Select(change => change.PackageId)], comparison.First!.AsOf, comparison.Second!.AsOf, cancel);
        return ComparedRows.Measures(points.Before, points.After).Select(row => (Table: "total", Row: row))
            .Concat(ComparedRows.ByCategory(points.Before, points.After, lists).Select(row => (Table: "category", Row: row)))
            .Concat(ComparedRows.ByDonor(points.Before, points.After, lists).Select(row => (Table: "donor", Row: row)))
            .Concat(points.Changes.Where(change => titles.ContainsKey(change.PackageId)).Select(change => (Table: "package", Row: Of(change))))
            .Select(each => (each.Table, each.Row, each.Row.Currency.Length == 0 ? (decimal?)null : each.Row.Difference));

        ComparedRow Of(PackageChange change) => change.Currency is { } currency
            ? new ComparedRow(titles[change.PackageId].Slug, titles[change.PackageId].Title, currency, change.Before, change.After)
            : new ComparedRow(titles[change.PackageId].Slug, titles[change.PackageId].Title, "", null, null);
    }

    /// <summary>As they are at the second point, or at the first where they are not there.</summary>
    private static async Task<Dictionary<long, (string Slug, string Title)>> TitlesAsync(LedgerContext context, long[] ids, AsOf first, AsOf second, CancellationToken cancel)
    {
        var found = new Dictionary<long, (string, string)>();
        foreach (var point in new[] { first, second })
        {
            foreach (var package in await context.PackagesAt(point).Where(row => ids.Contains(row.PackageId)).Select(row => new { row.PackageId, row.Slug, row.Title }).ToListAsync(cancel))
            {
                found[package.PackageId] = (package.Slug, package.Title);
            }
        }

        return found;
    }
}
