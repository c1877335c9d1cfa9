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
    public const string Currency = ShareRow.KeptIn;

    /// <summary>Whether there is anything to say in that currency.</summary>
    public bool HoldsAnything => Total.Military != 0 || Total.Repayable != 0 || Total.Civil != 0;

    /// <param name="lens">Both clocks, the currency, which it has to name, and the day of the rates; nothing that narrows.</param>
    /// <param name="sums">All lines that have a rate, in that currency, in any grouping that tells roles and what counts how apart.</param>
    public static async Task<HeadlineFigures> LoadAsync(LedgerContext context, LedgerFilter lens, IReadOnlyList<AidSum> sums, CancellationToken cancel) =>
        new(AidTotal.Of(lens.Currency!, sums), await NotConvertedAsync(context, lens, cancel), await context.MovedAsync(lens, cancel));

    private static async Task<IReadOnlyList<NotConverted>> NotConvertedAsync(LedgerContext context, LedgerFilter lens, CancellationToken cancel)
    {
        // What is kept for now says it of the euro; else the packages are asked.
        var found = lens.IsKeptInEuro
            ? context.UnratedRows.Select(row => new { row.Currency, Packages = (int)row.Packages, Amount = row.Committed })
            : context.PackagesAt(lens.AsOf)
                .Where(package => package.Committed != null && !context.AllConversionsAt(lens).Any(conversion => conversion.PackageId == package.PackageId))
                .GroupBy(package => package.Currency)
                .Select(group => new { Currency = group.Key, Packages = group.Count(), Amount = group.Sum(package => package.Committed!.Value) });
        return [.. (await found.ToListAsync(cancel)).OrderBy(row => row.Currency, StringComparer.Ordinal).Select(row => new NotConverted(row.Currency, row.Packages, row.Amount))];
    }
}
