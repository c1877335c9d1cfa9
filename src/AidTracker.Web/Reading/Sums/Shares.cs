using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Sums;

/// <summary>
/// What all aid comes to in one currency: by category, by who gives it and by how, each by itself. For euro and now it is kept, else the database
/// works it out in one pass over the lines.
/// </summary>
internal static class Shares
{
    /// <summary>Whether they answer a filter: one that names a currency and narrows nothing.</summary>
    public static bool Answer(LedgerFilter filter) => filter is { IsNarrowed: false, Currency: not null };

    /// <summary>Which of them are grouped so; null where none is.</summary>
    public static string? Of(SumsBy by) => by switch
    {
        SumsBy.Category => ShareRow.OfCategory,
        SumsBy.Donor => ShareRow.OfDonors,
        SumsBy.Instrument => ShareRow.OfInstrument,
        _ => null,
    };

    /// <param name="filter">One that <see cref="Answer"/> is true of.</param>
    /// <param name="by">One of those of <see cref="ShareRow"/>; null: all three.</param>
    /// <returns>By those of <see cref="ShareRow"/>. Amounts have six decimals.</returns>
    public static async Task<ILookup<string, AidSum>> LoadAsync(LedgerContext context, LedgerFilter filter, string? by, CancellationToken cancel)
    {
        var rows = filter.IsKeptInEuro ? context.ShareRows : WorkedOut();
        return (await (by is null ? rows : rows.Where(row => row.By == by)).AsNoTracking().ToListAsync(cancel)).ToLookup(row => row.By, Sum);

        IQueryable<ShareRow> WorkedOut()
        {
            var (until, known) = Conversions.Point(filter.AsOf);
            return context.ShareRows.FromSql($"select * from ledger.share_in({until}, {known}, {filter.Currency}, {filter.RateDay})");
        }
    }

    /// <summary>By category in the currencies announced, as everything stands now.</summary>
    public static async Task<IReadOnlyList<AidSum>> AsAnnouncedAsync(LedgerContext context, CancellationToken cancel) =>
        [.. (await context.ShareRows.FromSql($"select * from ledger.category_read").AsNoTracking().ToListAsync(cancel)).Select(Sum)];

    /// <summary>What each month's announcements moved, likewise.</summary>
    /// <param name="filter">One that <see cref="Answer"/> is true of.</param>
    public static async Task<IReadOnlyList<MovedRow>> MovedAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel)
    {
        var (until, known) = Conversions.Point(filter.AsOf);
        return await (filter.IsKeptInEuro
            ? context.MovedRows.FromSql($"select month, currency, counting, entries, round(amount, {Conversions.Decimals}) as amount from ledger.moved_euro_now where currency = {ShareRow.KeptIn}")
            : context.MovedRows.FromSql($"select * from ledger.moved_in({until}, {known}, {filter.Currency}, {filter.RateDay})")).AsNoTracking().ToListAsync(cancel);
    }

    private static AidSum Sum(ShareRow row) => new()
    {
        Donors = row.By == ShareRow.OfDonors ? row.Key.Split(' ') : null,
        Role = row.Role,
        Category = row.By == ShareRow.OfCategory && row.Key.Length > 0 ? row.Key : null,
        Instrument = row.By == ShareRow.OfInstrument && row.Key.Length > 0 ? row.Key : null,
        Counting = row.Counting,
        Currency = row.Currency,
        Lines = row.Lines,
        Amount = row.Amount,
        Floor = row.Floor,
        OpenEnded = row.OpenEnded,
        Contracted = row.Contracted,
        Paid = row.Paid,
        Delivered = row.Delivered,
        Undelivered = row.Undelivered,
    };
}
