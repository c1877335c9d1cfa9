using AidTracker.Web.Data;
using AidTracker.Web.Reading;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Overview;

/// <summary>What a group of lines adds up to in one currency, with what must not be mixed kept apart (product rule 9).</summary>
/// <param name="Military">Grants and other military aid that is not repaid.</param>
/// <param name="Repayable">Loans and guarantees of any category.</param>
/// <param name="Civil">Outside military totals, not repaid.</param>
public sealed record AidTotal(string Currency, decimal Military, decimal Repayable, decimal Civil);

/// <param name="Donors">Party codes; several make a joint package whose shares are not stated, which is nobody's alone.</param>
/// <param name="Slug">The package, where it is the only one.</param>
/// <param name="Undisclosed">Packages of theirs without a stated sum: they add nothing to the total.</param>
public sealed record DonorTotal(string[] Donors, string[] Names, int Packages, string? Slug, int Undisclosed, IReadOnlyList<AidTotal> Totals);

/// <param name="Code">Null for what is not yet itemised, and for what the lines exceed their headlines by.</param>
public sealed record CategoryTotal(string? Code, string? Role, IReadOnlyList<AidTotal> Totals);

/// <summary>The overview's figures, over the whole ledger at one point in time.</summary>
public sealed record OverviewFigures(
    IReadOnlyList<DonorTotal> Donors,
    IReadOnlyList<CategoryTotal> Categories,
    IReadOnlyList<PackageAnnouncement> Latest,
    IReadOnlyList<PackageAnnouncement> Corrections,
    IReadOnlyList<CurrencyCoverage> Coverage)
{
    private const int LatestShown = 6;
    private const int CorrectionsShown = 4;

    /// <param name="asked">Of which only the point in time is read.</param>
    public static async Task<OverviewFigures> LoadAsync(LedgerContext context, LedgerFilter asked, CancellationToken cancel)
    {
        var everything = new LedgerFilter { AsOf = asked.AsOf };
        var packages = await context.PackagesAt(asked.AsOf)
            .GroupBy(package => new { package.Donors, package.DonorNames })
            .Select(group => new { group.Key.Donors, group.Key.DonorNames, Packages = group.Count(), Slug = group.Min(package => package.Slug), Undisclosed = group.Count(package => package.Committed == null && package.Qualifier != null) })
            .ToListAsync(cancel);
        var byDonor = (await Lines(context, everything)
            .GroupBy(line => new { line.Donors, line.Currency })
            .Select(group => new
            {
                group.Key.Donors,
                Total = new AidTotal(
                    group.Key.Currency,
                    group.Sum(line => line.Military ? line.Amount : 0),
                    group.Sum(line => line.Repayable ? line.Amount : 0),
                    group.Sum(line => line.Military || line.Repayable ? 0 : line.Amount)),
            })
            .ToListAsync(cancel)).ToLookup(row => string.Join(' ', row.Donors), row => row.Total);
        var byCategory = await Lines(context, everything)
            .GroupBy(line => new { line.Category, line.Role, line.Currency })
            .Select(group => new
            {
                group.Key.Category,
                group.Key.Role,
                Total = new AidTotal(
                    group.Key.Currency,
                    group.Sum(line => line.Military ? line.Amount : 0),
                    group.Sum(line => line.Repayable ? line.Amount : 0),
                    group.Sum(line => line.Military || line.Repayable ? 0 : line.Amount)),
            })
            .ToListAsync(cancel);
        return new OverviewFigures(
            [.. packages
                .Select(row => new DonorTotal(row.Donors, row.DonorNames, row.Packages, row.Packages == 1 ? row.Slug : null, row.Undisclosed, Sorted(byDonor[string.Join(' ', row.Donors)])))
                .OrderBy(row => row.Donors.Length > 1).ThenBy(row => row.Names[0], StringComparer.Ordinal)],
            [.. byCategory
                .GroupBy(row => (row.Category, row.Role), row => row.Total)
                .Select(group => new CategoryTotal(group.Key.Category, group.Key.Role, Sorted(group)))],
            await context.Announcements(everything).Take(LatestShown).ToListAsync(cancel),
            await context.Announcements(everything with { AllVersions = true, Sort = "-recorded" })
                .Where(row => row.Announcement.Version > 1).Take(CorrectionsShown).ToListAsync(cancel),
            await CurrencyCoverage.LoadAsync(context, asked.AsOf, cancel));
    }

    private static IReadOnlyList<AidTotal> Sorted(IEnumerable<AidTotal> totals) => [.. totals.OrderBy(total => total.Currency, StringComparer.Ordinal)];

    private static IQueryable<Line> Lines(LedgerContext context, LedgerFilter everything)
    {
        var repayable = context.Instruments.Where(instrument => instrument.Repayable).Select(instrument => instrument.Code);
        var civil = context.Categories.Where(category => !category.Military).Select(category => category.Code);
        return context.LineItems(everything)
            .Where(row => row.Line.Amount != null)
            .Select(row => new Line
            {
                Donors = row.Package.Donors,
                Currency = row.Line.Currency,
                Category = row.Line.Category,
                Role = row.Line.Role,
                Amount = row.Line.Amount!.Value,
                Repayable = repayable.Contains(row.Line.Instrument!),
                Military = !repayable.Contains(row.Line.Instrument!) && !civil.Contains(row.Line.Category!),
            });
    }

    private sealed class Line
    {
        public required string[] Donors { get; init; }
        public required string Currency { get; init; }
        public string? Category { get; init; }
        public required string Role { get; init; }
        public decimal Amount { get; init; }
        public bool Repayable { get; init; }
        public bool Military { get; init; }
    }
}
