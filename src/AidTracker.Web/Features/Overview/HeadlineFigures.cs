using AidTracker.Web.Data;
using AidTracker.Web.Reading;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Overview;

/// <summary>What stands in one currency and is in no headline figure, because there is no rate for its packages.</summary>
/// <param name="Packages">Those that state a sum.</param>
/// <param name="Amount">All that they promise, as announced, loans and guarantees included.</param>
public sealed record NotConverted(string Currency, int Packages, decimal Amount);

/// <summary>The whole ledger in one currency, at one point in time.</summary>
/// <param name="Total">Zero throughout where nothing could be converted.</param>
/// <param name="NotConverted">By currency code; nothing is dropped silently (product rule 5).</param>
/// <param name="Moved">What each month's announcements moved, in the same currency.</param>
public sealed record HeadlineFigures(AidTotal Total, IReadOnlyList<NotConverted> NotConverted, IReadOnlyList<MovedRow> Moved)
{
    /// <summary>What the headline is in where the address names no currency.</summary>
    public const string Currency = EuroRow.Reporting;

    /// <summary>Whether there is anything to say in that currency.</summary>
    public bool HoldsAnything => Total.Military != 0 || Total.Repayable != 0 || Total.Civil != 0;

    /// <param name="lens">Both clocks, the currency, which it has to name, and the day of the rates; nothing that narrows.</param>
    public static async Task<HeadlineFigures> LoadAsync(LedgerContext context, LedgerFilter lens, CancellationToken cancel)
    {
        var sums = lens.IsKeptInEuro ? await KeptAsync(context, cancel) : await LineByLineAsync(context, lens, cancel);
        return new HeadlineFigures(
            sums.SingleOrDefault(sum => sum.IsConverted)?.ToTotal() ?? new AidTotal(lens.Currency!, 0, 0, 0, 0, false),
            [.. sums.Where(sum => !sum.IsConverted && sum.Packages > 0).OrderBy(sum => sum.Currency, StringComparer.Ordinal).Select(sum => new NotConverted(sum.Currency, sum.Packages, sum.All))],
            await context.MovedAsync(lens, cancel));
    }

    private static async Task<IReadOnlyList<Sum>> KeptAsync(LedgerContext context, CancellationToken cancel) =>
    [
        .. (await context.EuroRows.AsNoTracking().ToListAsync(cancel)).GroupBy(row => row.Currency).Select(group =>
        {
            var military = group.Where(row => row.Counting == Counting.Military).ToList();
            return new Sum
            {
                IsConverted = group.Key == EuroRow.Reporting,
                Currency = group.Key,
                Packages = (int)group.Sum(row => row.Stated),
                All = group.Sum(row => row.Committed),
                Military = military.Sum(row => row.Committed),
                Repayable = group.Where(row => row.Counting == Counting.Repayable).Sum(row => row.Committed),
                Floor = military.Sum(row => row.Floor),
                IsOpenEnded = military.Any(row => row.OpenEnded > 0),
                Itemised = military.Sum(row => row.Itemised),
                Contracted = military.Sum(row => row.Contracted),
                Paid = military.Sum(row => row.Paid),
                Delivered = military.Sum(row => row.Delivered),
                Undelivered = military.Sum(row => row.Undelivered),
            };
        }),
    ];

    private static async Task<IReadOnlyList<Sum>> LineByLineAsync(LedgerContext context, LedgerFilter lens, CancellationToken cancel)
    {
        var (repayable, civil) = (context.RepayableInstruments(), context.CivilCategories());
        // One row for all that has a rate, and one for each currency of what has none.
        return await context.MatchingLines(lens)
            .LeftJoin(context.AllConversionsAt(lens), row => row.Package.PackageId, conversion => conversion.PackageId, (row, conversion) => new
            {
                row.Line,
                IsConverted = conversion!.Currency != null,
                Currency = conversion.Currency ?? row.Line.Currency,
                Rate = conversion.Currency == null ? 1 : conversion.Rate,
                IsRepayable = repayable.Contains(row.Line.Instrument!),
                IsCivil = civil.Contains(row.Line.Category!),
            })
            .Select(row => new
            {
                row.Line.PackageId,
                row.IsConverted,
                row.Currency,
                row.IsRepayable,
                IsMilitary = !row.IsRepayable && !row.IsCivil,
                IsNamed = row.Line.Role == LineRole.Named,
                IsPriced = row.Line.Amount != null,
                row.Line.HasCeiling,
                Amount = (row.Line.Amount ?? 0) * row.Rate,
                Floor = row.Line.Amount == null ? 0 : row.Line.Floor * row.Rate,
                Contracted = (row.Line.Contracted ?? 0) * row.Rate,
                Paid = (row.Line.Paid ?? 0) * row.Rate,
                Delivered = (row.Line.Delivered ?? 0) * row.Rate,
                Undelivered = (row.Line.Undelivered ?? 0) * row.Rate,
            })
            .GroupBy(row => new { row.IsConverted, row.Currency })
            .Select(group => new Sum
            {
                IsConverted = group.Key.IsConverted,
                Currency = group.Key.Currency,
                Packages = group.Where(row => row.IsPriced).Select(row => row.PackageId).Distinct().Count(),
                All = Math.Round(group.Sum(row => row.Amount), Conversions.Decimals),
                Military = Math.Round(group.Sum(row => row.IsMilitary ? row.Amount : 0), Conversions.Decimals),
                Repayable = Math.Round(group.Sum(row => row.IsRepayable ? row.Amount : 0), Conversions.Decimals),
                Floor = Math.Round(group.Sum(row => row.IsMilitary ? row.Floor : 0), Conversions.Decimals),
                IsOpenEnded = group.Sum(row => row.IsMilitary && row.IsPriced && !row.HasCeiling ? 1 : 0) > 0,
                Itemised = Math.Round(group.Sum(row => row.IsMilitary && row.IsNamed ? row.Amount : 0), Conversions.Decimals),
                Contracted = Math.Round(group.Sum(row => row.IsMilitary ? row.Contracted : 0), Conversions.Decimals),
                Paid = Math.Round(group.Sum(row => row.IsMilitary ? row.Paid : 0), Conversions.Decimals),
                Delivered = Math.Round(group.Sum(row => row.IsMilitary ? row.Delivered : 0), Conversions.Decimals),
                Undelivered = Math.Round(group.Sum(row => row.IsMilitary ? row.Undelivered : 0), Conversions.Decimals),
            })
            .ToListAsync(cancel);
    }

    /// <summary>All that has a rate, or what has none in one currency. Where nothing else is said, of military aid, as far as a value is stated.</summary>
    private sealed record Sum
    {
        public bool IsConverted { get; init; }
        public required string Currency { get; init; }

        /// <summary>Those that state a sum.</summary>
        public int Packages { get; init; }

        /// <summary>Committed, whatever it counts as.</summary>
        public decimal All { get; init; }
        public decimal Military { get; init; }
        public decimal Repayable { get; init; }
        public decimal Floor { get; init; }
        public bool IsOpenEnded { get; init; }
        public decimal Itemised { get; init; }
        public decimal Contracted { get; init; }
        public decimal Paid { get; init; }
        public decimal Delivered { get; init; }
        public decimal Undelivered { get; init; }

        public AidTotal ToTotal() => new(Currency, Military, Repayable, All - Military - Repayable, Floor, IsOpenEnded)
        {
            Itemised = Itemised,
            Contracted = Contracted,
            Paid = Paid,
            Delivered = Delivered,
            Undelivered = Undelivered,
        };
    }
}
