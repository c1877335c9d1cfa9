using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Compare;

/// <summary>What of one package is not the same at two points, in one currency.</summary>
/// <param name="Before">Of the lines that differ, at the first point.</param>
/// <param name="After">Of the same lines, at the second.</param>
/// <param name="LatestOn">The latest day of an announcement that counts at one of the points only; null where there is none.</param>
public sealed record PackageChange(long PackageId, string? Currency, decimal Before, decimal After, DateOnly? LatestOn)
{
    public decimal Difference => After - Before;
}

/// <summary>An announcement that counts at one of the points only, or in another version.</summary>
/// <param name="Now">As it counts at the second point; null where it does not.</param>
/// <param name="Before">As it counted at the first point; null where it did not.</param>
/// <param name="Moves">What it put on each line more than at the first point, in the package's own currency; not zero.</param>
public sealed record Explanation(AnnouncementRow? Now, AnnouncementRow? Before, IReadOnlyList<(int Line, decimal Amount)> Moves)
{
    public AnnouncementRow Latest => Now ?? Before!;
}

/// <summary>A line at both points, in the package's own currency; null: not there, or not priced.</summary>
public sealed record LineChange(int Number, string Name, string? Category, decimal? Before, decimal? After);

/// <summary>A package that changed, with the announcements that did it.</summary>
/// <param name="Package">As it stands at the second point, or at the first where it is not there.</param>
/// <param name="Change">What its matching lines add up to; null where no money on them changed.</param>
public sealed record ChangedPackage(
    PackageRow Package, PackageRow? Before, PackageRow? After, PackageChange? Change, IReadOnlyList<Explanation> Explanations, IReadOnlyList<LineChange> Lines);

/// <summary>The ledger at two points, and what is not the same.</summary>
/// <param name="Changes">Every package that changed, the latest announced first: their differences add up to that of the totals.</param>
/// <param name="Listed">The first of them, told in words.</param>
/// <param name="WithoutRate">Packages that match and that no figure holds, because there is no rate: at the first point and at the second.</param>
public sealed record PointComparison(
    IReadOnlyList<ComparedSum> Before, IReadOnlyList<ComparedSum> After, IReadOnlyList<PackageChange> Changes, IReadOnlyList<ChangedPackage> Listed, (int Before, int After) WithoutRate)
{
    /// <summary>How many packages are told in words.</summary>
    public const int MostListed = 30;

    /// <param name="filter">What narrows both sides, and the currency; its own point in time is not used.</param>
    /// <param name="package">The address of the one package that is compared; null: all that match.</param>
    public static async Task<PointComparison> LoadAsync(LedgerContext context, LedgerFilter filter, string? package, AsOf first, AsOf second, CancellationToken cancel = default)
    {
        var (before, after) = (filter with { AsOf = first }, filter with { AsOf = second });
        var changes = await ChangesAsync(context, before, after, package, cancel);
        var sums = await ComparedSums.LoadAsync(context, before, after, package, cancel);
        return new PointComparison(
            sums.Before,
            sums.After,
            changes,
            await ListedAsync(context, [.. changes.Take(MostListed)], first, second, cancel),
            package is null ? await Totals.WithoutRateAsync(context, before, after, cancel) : (0, 0));
    }

    private static async Task<IReadOnlyList<PackageChange>> ChangesAsync(LedgerContext context, LedgerFilter before, LedgerFilter after, string? package, CancellationToken cancel)
    {
        // By line and category, so that money which moved within a package is a change too.
        var moved = await ComparedSums.Lines(context, before, package)
            .Select(line => new { line.PackageId, line.LineNumber, line.Category, line.Currency, Before = line.Amount ?? 0, After = (line.Amount ?? 0) - (line.Amount ?? 0), Was = 1, Is = 0 })
            .Concat(ComparedSums.Lines(context, after, package)
                .Select(line => new { line.PackageId, line.LineNumber, line.Category, line.Currency, Before = (line.Amount ?? 0) - (line.Amount ?? 0), After = line.Amount ?? 0, Was = 0, Is = 1 }))
            .GroupBy(line => new { line.PackageId, line.LineNumber, line.Category, line.Currency })
            .Select(group => new { group.Key.PackageId, group.Key.Currency, Before = group.Sum(line => line.Before), After = group.Sum(line => line.After), Was = group.Sum(line => line.Was), Is = group.Sum(line => line.Is) })
            .Where(line => line.Before != line.After || line.Was != line.Is)
            .GroupBy(line => new { line.PackageId, line.Currency })
            .Select(group => new { group.Key.PackageId, group.Key.Currency, Before = Math.Round(group.Sum(line => line.Before), Conversions.Decimals), After = Math.Round(group.Sum(line => line.After), Conversions.Decimals) })
            .ToDictionaryAsync(change => change.PackageId, cancel);

        var said = (await Live(context, before, package).Select(row => new { row.Announcement.PackageId, row.Announcement.Number, row.Announcement.Version, row.Announcement.AnnouncedOn, Was = 1, Is = 0 })
            .Concat(Live(context, after, package).Select(row => new { row.Announcement.PackageId, row.Announcement.Number, row.Announcement.Version, row.Announcement.AnnouncedOn, Was = 0, Is = 1 }))
            .GroupBy(row => new { row.PackageId, row.Number, row.Version, row.AnnouncedOn })
            .Select(group => new { group.Key.PackageId, group.Key.AnnouncedOn, Was = group.Sum(row => row.Was), Is = group.Sum(row => row.Is) })
            .Where(row => row.Was != row.Is)
            .GroupBy(row => row.PackageId)
            .Select(group => new { PackageId = group.Key, LatestOn = group.Max(row => row.AnnouncedOn) })
            .ToListAsync(cancel)).ToDictionary(row => row.PackageId, row => (DateOnly?)row.LatestOn);

        // A package that has a category at one point only has said nothing by that: where lines are chosen, they decide.
        var ids = before.NarrowsLines ? moved.Keys : moved.Keys.Union(said.Keys);
        return
        [
            .. ids.Select(id => moved.TryGetValue(id, out var change)
                    ? new PackageChange(id, change.Currency, change.Before, change.After, said.GetValueOrDefault(id))
                    : new PackageChange(id, null, 0, 0, said[id]))
                .OrderByDescending(change => change.LatestOn ?? DateOnly.MinValue).ThenByDescending(change => Math.Abs(change.Difference)).ThenBy(change => change.PackageId),
        ];
    }

    private static IQueryable<PackageAnnouncement> Live(LedgerContext context, LedgerFilter filter, string? package)
    {
        var rows = context.Announcements(filter with { Categories = [], Instruments = [], Initiatives = [], Currency = null, RateDay = null });
        return package is null ? rows : rows.Where(row => row.Package.Slug == package);
    }

    private static async Task<IReadOnlyList<ChangedPackage>> ListedAsync(LedgerContext context, IReadOnlyList<PackageChange> changes, AsOf first, AsOf second, CancellationToken cancel)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        var ids = changes.Select(change => change.PackageId).ToArray();
        var (before, after) = await AtPoint.LoadAsync(context, ids, first, second, cancel);
        return
        [
            .. changes.Select(change => (change, was: before.Packages.GetValueOrDefault(change.PackageId), stands: after.Packages.GetValueOrDefault(change.PackageId)))
                .Where(each => (each.stands ?? each.was) is not null)
                .Select(each => new ChangedPackage(
                    (each.stands ?? each.was)!, each.was, each.stands, each.change.Currency is null ? null : each.change,
                    Explanations(each.change.PackageId, before, after), LineChanges(each.change.PackageId, before, after))),
        ];
    }

    /// <summary>What counts at one of the points only, or in another version: what it moved is what its entries say more than before.</summary>
    private static List<Explanation> Explanations(long package, AtPoint before, AtPoint after)
    {
        var was = before.Announcements[package].ToDictionary(row => row.Number);
        var stands = after.Announcements[package].ToDictionary(row => row.Number);
        return
        [
            .. was.Keys.Union(stands.Keys)
                .Select(number => (Now: stands.GetValueOrDefault(number), Before: was.GetValueOrDefault(number)))
                .Where(pair => pair.Now?.Version != pair.Before?.Version)
                .Select(pair => new Explanation(pair.Now, pair.Before,
                [
                    .. Entries(after, pair.Now).Select(entry => (entry.LineNumber, Amount: entry.Amount ?? 0))
                        .Concat(Entries(before, pair.Before).Select(entry => (entry.LineNumber, Amount: -(entry.Amount ?? 0))))
                        .GroupBy(move => move.LineNumber)
                        .Select(group => (Line: group.Key, Amount: group.Sum(move => move.Amount)))
                        .Where(move => move.Amount != 0)
                        .OrderByDescending(move => move.Line > 0).ThenByDescending(move => Math.Abs(move.Amount)).ThenBy(move => move.Line),
                ]))
                .OrderBy(explanation => explanation.Latest.AnnouncedOn).ThenBy(explanation => explanation.Latest.Number),
        ];
    }

    private static IEnumerable<EntryRow> Entries(AtPoint point, AnnouncementRow? row) =>
        row is null ? [] : point.Entries[row.PackageId].Where(entry => entry.AnnouncementNumber == row.Number && entry.AnnouncementVersion == row.Version);

    private static List<LineChange> LineChanges(long package, AtPoint before, AtPoint after)
    {
        var was = before.Lines[package].ToDictionary(line => line.LineNumber);
        var stands = after.Lines[package].ToDictionary(line => line.LineNumber);
        return
        [
            .. was.Keys.Union(stands.Keys)
                .Select(number => (number, Before: was.GetValueOrDefault(number), After: stands.GetValueOrDefault(number)))
                .Where(line => line.Before is null || line.After is null || line.Before.Amount != line.After.Amount || line.Before.Category != line.After.Category)
                .OrderByDescending(line => line.number > 0).ThenBy(line => Math.Abs(line.number))
                .Select(line => new LineChange(line.number, Name(line.After ?? line.Before!), (line.After ?? line.Before!).Category, line.Before?.Amount, line.After?.Amount)),
        ];
    }

    /// <summary>As people call the line.</summary>
    public static string Name(LineItemRow line) => line.LineNumber switch
    {
        LineItem.NotYetItemised => "Not yet itemised",
        LineItem.Overlap => "Overlap and rounding",
        _ => line.Description ?? $"line {line.LineNumber}",
    };

    /// <summary>Some packages at one point.</summary>
    private sealed record AtPoint(
        IReadOnlyDictionary<long, PackageRow> Packages, ILookup<long, AnnouncementRow> Announcements, ILookup<long, EntryRow> Entries, ILookup<long, LineItemRow> Lines)
    {
        /// <summary>Both points, in one statement for each kind of row.</summary>
        public static async Task<(AtPoint First, AtPoint Second)> LoadAsync(LedgerContext context, long[] ids, AsOf first, AsOf second, CancellationToken cancel)
        {
            var packages = await BothAsync(asOf => context.PackagesAt(asOf).Where(row => ids.Contains(row.PackageId)));
            var announcements = await BothAsync(asOf => context.AnnouncementsAt(asOf).Where(row => ids.Contains(row.PackageId) && row.Status == VersionStatus.Live));
            var entries = await BothAsync(asOf => context.EntriesAt(asOf).Where(row => ids.Contains(row.PackageId) && row.Status == VersionStatus.Live));
            var lines = await BothAsync(asOf => context.LineItemsAt(asOf).Where(row => ids.Contains(row.PackageId)));
            return (Of(true), Of(false));

            AtPoint Of(bool isFirst) => new(
                packages[isFirst].ToDictionary(row => row.PackageId), announcements[isFirst].ToLookup(row => row.PackageId),
                entries[isFirst].ToLookup(row => row.PackageId), lines[isFirst].ToLookup(row => row.PackageId));

            async Task<ILookup<bool, T>> BothAsync<T>(Func<AsOf, IQueryable<T>> at) =>
                (await at(first).Select(row => new { IsFirst = true, Row = row }).Concat(at(second).Select(row => new { IsFirst = false, Row = row })).ToListAsync(cancel))
                .ToLookup(each => each.IsFirst, each => each.Row);
        }
    }
}
