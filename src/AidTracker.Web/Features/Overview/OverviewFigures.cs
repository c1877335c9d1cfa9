using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using AidTracker.Web.Reading;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Overview;

/// <summary>What a group of lines adds up to in one currency, with what must not be mixed kept apart (product rule 9).</summary>
/// <param name="Military">Grants and other military aid that is not repaid.</param>
/// <param name="Repayable">Loans and guarantees of any category.</param>
/// <param name="Civil">Outside military totals, not repaid.</param>
/// <param name="MilitaryFloor">The least that <paramref name="Military"/> can mean.</param>
/// <param name="IsOpenEnded">Whether <paramref name="Military"/> means that much or more: then it is no ceiling.</param>
public sealed record AidTotal(string Currency, decimal Military, decimal Repayable, decimal Civil, decimal MilitaryFloor, bool IsOpenEnded);

/// <param name="Donors">Party codes; several make a joint package whose shares are not stated, which is nobody's alone.</param>
/// <param name="Slug">The package, where it is the only one.</param>
/// <param name="Undisclosed">Packages of theirs without a stated sum: they add nothing to the total.</param>
/// <param name="Measures">Its military aid against its economy; null where nothing is converted, and for joint packages.</param>
public sealed record DonorTotal(string[] Donors, string[] Names, int Packages, string? Slug, int Undisclosed, IReadOnlyList<AidTotal> Totals, DonorMeasures? Measures = null);

/// <summary>All that a country has promised in military aid, not repaid, against its economy of one year.</summary>
/// <param name="Economy">Of the year of the point in time, or of the newest before it.</param>
/// <param name="PercentOfGdp">Null where the gross domestic product is not known, or the aid has no rate into US dollars.</param>
/// <param name="PerHead">In the currency that is asked for; null where the population is not known.</param>
public sealed record DonorMeasures(EconomyIn Economy, decimal? PercentOfGdp, decimal? PerHead);

/// <param name="Code">Null for what is not yet itemised, and for what the lines exceed their headlines by.</param>
public sealed record CategoryTotal(string? Code, string? Role, IReadOnlyList<AidTotal> Totals);

/// <summary>The overview's figures, over the whole ledger at one point in time.</summary>
/// <param name="WithoutRate">Packages that state a sum and are in no converted total, because there is no rate for them.</param>
public sealed record OverviewFigures(
    IReadOnlyList<DonorTotal> Donors,
    IReadOnlyList<CategoryTotal> Categories,
    IReadOnlyList<PackageAnnouncement> Latest,
    IReadOnlyList<PackageAnnouncement> Corrections,
    IReadOnlyList<CurrencyCoverage> Coverage,
    int WithoutRate)
{
    private const int LatestShown = 6;
    private const int CorrectionsShown = 4;

    /// <param name="asked">Of which the point in time, the currency and the day of the rates are read.</param>
    public static async Task<OverviewFigures> LoadAsync(LedgerContext context, LedgerFilter asked, CancellationToken cancel)
    {
        var everything = new LedgerFilter { AsOf = asked.AsOf };
        var packages = await context.PackagesAt(asked.AsOf)
            .GroupBy(package => new { package.Donors, package.DonorNames })
            .Select(group => new { group.Key.Donors, group.Key.DonorNames, Packages = group.Count(), Slug = group.Min(package => package.Slug), Undisclosed = group.Count(package => package.Committed == null && package.Qualifier != null) })
            .ToListAsync(cancel);
        var byDonor = (await Sums(context, asked)
            .GroupBy(sum => new { sum.Donors, sum.Currency })
            .Select(group => new
            {
                group.Key.Donors,
                Total = new AidTotal(
                    group.Key.Currency,
                    Math.Round(group.Sum(sum => sum.Military ? sum.Amount : 0), Conversions.Decimals),
                    Math.Round(group.Sum(sum => sum.Repayable ? sum.Amount : 0), Conversions.Decimals),
                    Math.Round(group.Sum(sum => sum.Military || sum.Repayable ? 0 : sum.Amount), Conversions.Decimals),
                    Math.Round(group.Sum(sum => sum.Military ? sum.Floor : 0), Conversions.Decimals),
                    group.Sum(sum => sum.Military ? sum.OpenEnded : 0) > 0),
            })
            .ToListAsync(cancel)).ToLookup(row => string.Join(' ', row.Donors), row => row.Total);
        var measures = await MeasuresAsync(context, asked, byDonor, cancel);
        var byCategory = await Sums(context, asked)
            .GroupBy(sum => new { sum.Category, sum.Role, sum.Currency })
            .Select(group => new
            {
                group.Key.Category,
                group.Key.Role,
                Total = new AidTotal(
                    group.Key.Currency,
                    Math.Round(group.Sum(sum => sum.Military ? sum.Amount : 0), Conversions.Decimals),
                    Math.Round(group.Sum(sum => sum.Repayable ? sum.Amount : 0), Conversions.Decimals),
                    Math.Round(group.Sum(sum => sum.Military || sum.Repayable ? 0 : sum.Amount), Conversions.Decimals),
                    Math.Round(group.Sum(sum => sum.Military ? sum.Floor : 0), Conversions.Decimals),
                    group.Sum(sum => sum.Military ? sum.OpenEnded : 0) > 0),
            })
            .ToListAsync(cancel);
        return new OverviewFigures(
            [.. packages
                .Select(row => new DonorTotal(
                    row.Donors, row.DonorNames, row.Packages, row.Packages == 1 ? row.Slug : null, row.Undisclosed,
                    Sorted(byDonor[string.Join(' ', row.Donors)]), measures.GetValueOrDefault(string.Join(' ', row.Donors))))
                .OrderBy(row => row.Donors.Length > 1).ThenBy(row => row.Names[0], StringComparer.Ordinal)],
            [.. byCategory
                .GroupBy(row => (row.Category, row.Role), row => row.Total)
                .Select(group => new CategoryTotal(group.Key.Category, group.Key.Role, Sorted(group)))],
            await context.Announcements(everything).Take(LatestShown).ToListAsync(cancel),
            await context.Announcements(everything with { AllVersions = true, Sort = "-recorded" })
                .Where(row => row.Announcement.Version > 1).Take(CorrectionsShown).ToListAsync(cancel),
            await CurrencyCoverage.LoadAsync(context, asked.AsOf, cancel),
            await Totals.WithoutRateAsync(context, asked.Lens, cancel));
    }

    /// <summary>By donor's code; a gross domestic product is in US dollars, so the aid is converted into them for it.</summary>
    private static async Task<Dictionary<string, DonorMeasures>> MeasuresAsync(LedgerContext context, LedgerFilter asked, ILookup<string, AidTotal> byDonor, CancellationToken cancel)
    {
        if (asked.Currency is null)
        {
            return [];
        }

        var year = asked.AsOf.AnnouncedBy is { } by && by < DateOnly.FromDateTime(DateTime.UtcNow) ? by.Year : DateTime.UtcNow.Year;
        var economies = (await context.Economies.AsNoTracking().Where(economy => economy.Year <= year && economy.Year >= year - EconomyIn.ReachInYears).ToListAsync(cancel)).ToLookup(economy => economy.Party);
        var usd = await Sums(context, asked with { Currency = "USD" })
            .Where(sum => sum.Military && sum.Donors.Length == 1)
            .GroupBy(sum => sum.Donors)
            .Select(group => new { Donors = group.Key, Amount = Math.Round(group.Sum(sum => sum.Amount), Conversions.Decimals) })
            .ToDictionaryAsync(row => row.Donors[0], row => row.Amount, cancel);
        return byDonor.Where(donor => economies.Contains(donor.Key)).ToDictionary(donor => donor.Key, donor =>
        {
            var economy = EconomyIn.Of(economies[donor.Key], year);
            var military = donor.Sum(total => total.Military);
            return new DonorMeasures(economy, usd.TryGetValue(donor.Key, out var dollars) && dollars > 0 ? economy.PercentOfGdp(dollars) : null, military > 0 ? economy.PerHead(military) : null);
        });
    }

    private static IReadOnlyList<AidTotal> Sorted(IEnumerable<AidTotal> totals) => [.. totals.OrderBy(total => total.Currency, StringComparer.Ordinal)];

    /// <summary>The whole ledger's sums; lines that mean that much or more leave a total without a ceiling. Converted, they are worked out line by line.</summary>
    private static IQueryable<Sum> Sums(LedgerContext context, LedgerFilter asked)
    {
        var civil = context.Categories.Where(category => !category.Military).Select(category => category.Code);
        if (asked.Currency is { } currency)
        {
            var repayable = context.Instruments.Where(instrument => instrument.Repayable).Select(instrument => instrument.Code);
            return context.LineItems(asked.Lens).Where(row => row.Line.Amount != null && row.Conversion!.Currency != null)
                .Select(row => new Sum
                {
                    Donors = row.Package.Donors,
                    Currency = currency,
                    Category = row.Line.Category,
                    Role = row.Line.Role,
                    Amount = row.Line.Amount!.Value * row.Conversion!.Rate,
                    Floor = row.Line.Floor * row.Conversion.Rate,
                    OpenEnded = row.Line.HasCeiling ? 0 : 1,
                    Repayable = repayable.Contains(row.Line.Instrument!),
                    Military = !repayable.Contains(row.Line.Instrument!) && !civil.Contains(row.Line.Category!),
                });
        }

        return context.TotalsAt(asked.AsOf).Select(row => new Sum
        {
            Donors = row.Donors,
            Currency = row.Currency,
            Category = row.Category,
            Role = row.Role,
            Amount = row.Amount,
            Floor = row.Floor,
            OpenEnded = row.OpenEnded,
            Repayable = row.Repayable,
            Military = !row.Repayable && !civil.Contains(row.Category!),
        });
    }

    private sealed class Sum
    {
        public required string[] Donors { get; init; }
        public required string Currency { get; init; }
        public string? Category { get; init; }
        public required string Role { get; init; }
        public decimal Amount { get; init; }
        public decimal Floor { get; init; }
        public long OpenEnded { get; init; }
        public bool Repayable { get; init; }
        public bool Military { get; init; }
    }
}
