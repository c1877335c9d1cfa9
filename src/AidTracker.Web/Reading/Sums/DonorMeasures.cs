using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Sums;

/// <summary>All that a country has promised in military aid, not repaid, against its economy of one year.</summary>
/// <param name="Economy">Of the year of the point in time, or of the newest before it.</param>
/// <param name="PercentOfGdp">Null where the gross domestic product is not known, or the aid has no rate into US dollars.</param>
/// <param name="PerHead">In the currency that is asked for; null where the population is not known.</param>
public sealed record DonorMeasures(EconomyIn Economy, decimal? PercentOfGdp, decimal? PerHead)
{
    /// <summary>
    /// By donor's code, of those whose economy is known; none where no currency is asked for. A gross domestic product is in US dollars,
    /// so the aid is converted into them for it. Joint packages are nobody's alone, and in no figure.
    /// </summary>
    /// <param name="sums">By donor, in the filter's currency.</param>
    /// <param name="today">UTC.</param>
    public static async Task<IReadOnlyDictionary<string, DonorMeasures>> LoadAsync(LedgerContext context, ReferenceLists lists, LedgerFilter filter, IEnumerable<AidSum> sums, DateOnly today, CancellationToken cancel)
    {
        if (filter.Currency is null)
        {
            return new Dictionary<string, DonorMeasures>();
        }

        var year = filter.AsOf.AnnouncedBy is { } by && by < today ? by.Year : today.Year;
        var usd = ByDonor(filter.Currency == "USD" && filter.RateDay is null ? sums : await context.AidSumsAsync(filter with { Currency = "USD" }, SumsBy.Donor, cancel));
        return ByDonor(sums)
            .Select(donor => (donor.Key, donor.Value, Years: lists.Economies[donor.Key].Where(economy => economy.Year <= year && economy.Year >= year - EconomyIn.ReachInYears).ToList()))
            .Where(donor => donor.Years.Count > 0)
            .ToDictionary(donor => donor.Key, donor =>
            {
                var economy = EconomyIn.Of(donor.Years, year);
                return new DonorMeasures(
                    economy,
                    usd.TryGetValue(donor.Key, out var dollars) && dollars > 0 ? economy.PercentOfGdp(dollars) : null,
                    donor.Value > 0 ? economy.PerHead(donor.Value) : null);
            });
    }

    private static Dictionary<string, decimal> ByDonor(IEnumerable<AidSum> sums) => sums
        .Where(sum => sum is { Donors.Length: 1, Counting: Counting.Military })
        .GroupBy(sum => sum.Donors![0])
        .ToDictionary(group => group.Key, group => group.Sum(sum => sum.Amount));
}
