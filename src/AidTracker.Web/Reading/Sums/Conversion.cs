using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Sums;

/// <summary>
/// What one unit of a package's currency is worth in the currency that is asked for, at a point of both clocks (product rule 5). A
/// package without a row cannot be converted. Function <c>ledger.conversion_as_of</c>; the domain says the same in <c>Standing.RateInto</c>.
/// </summary>
public sealed class ConversionRow
{
    public long PackageId { get; init; }

    /// <summary>The currency that is asked for.</summary>
    public required string Currency { get; init; }

    /// <summary>Above zero; not rounded, so that sums are rounded once, when they are read.</summary>
    public decimal Rate { get; init; }

    /// <summary>The first business day whose rates are in it; null where the package is in that currency itself.</summary>
    public DateOnly? RateFrom { get; init; }

    /// <summary>The last business day whose rates are in it; null where the package is in that currency itself.</summary>
    public DateOnly? RateTo { get; init; }
}

/// <summary>A currency that there are rates of.</summary>
public sealed class ReportingCurrency
{
    public required string Code { get; init; }
    public required string Name { get; init; }
}

/// <summary>The currencies that figures can be read in; more come when rates of them are published.</summary>
public sealed class ReportingCurrencies(IDbContextFactory<LedgerContext> contexts, CurrentHead head)
{
    private readonly Remembered<IReadOnlyList<ReportingCurrency>> remembered = new(head);

    /// <summary>By code.</summary>
    public ValueTask<IReadOnlyList<ReportingCurrency>> LoadAsync(CancellationToken cancel) => remembered.GetAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<ReportingCurrency>().AsNoTracking().OrderBy(currency => currency.Code).ToListAsync(cancel);
    });
}

/// <summary>Rates of packages as a query. Lines add up to their package and packages to the total because a package has one.</summary>
public static class Conversions
{
    /// <summary>How many decimals an amount that was converted is read with: more than any currency has, fewer than an amount of any size can hold.</summary>
    public const int Decimals = 6;

    /// <param name="filter">Of which the point in time, the currency and the day of the rates are read; it names a currency.</param>
    public static IQueryable<ConversionRow> ConversionsAt(this LedgerContext context, LedgerFilter filter)
    {
        var (by, known) = Point(filter.AsOf);
        return context.Set<ConversionRow>().FromSql(
            $"select package_id, {filter.Currency}::text as currency, round(rate, 18) as rate, rate_from, rate_to from ledger.conversion_as_of({by}, {known}, {filter.Currency}, {filter.RateDay})").AsNoTracking();
    }

    /// <summary>The same for what adds up many packages, in a way that the planner knows to be many; to ask it for one costs what all cost.</summary>
    /// <inheritdoc cref="ConversionsAt"/>
    public static IQueryable<ConversionRow> AllConversionsAt(this LedgerContext context, LedgerFilter filter)
    {
        var (by, known) = Point(filter.AsOf);
        return context.Set<ConversionRow>().FromSql(
            $"select package_id, {filter.Currency}::text as currency, round(rate, 18) as rate, rate_from, rate_to from ledger.conversions_as_of({by}, {known}, {filter.Currency}, {filter.RateDay})").AsNoTracking();
    }

    // Nulls mean now: what stands now is kept apart from the past.
    internal static (DateOnly? By, long? Known) Point(Domain.Ledger.AsOf asOf) => asOf.IsNow ? (null, null) : (RowsAsOf.By(asOf), RowsAsOf.Known(asOf));

    /// <summary>The rate of one package; null where no currency is asked for, or there is none.</summary>
    public static async Task<ConversionRow?> ConversionAsync(this LedgerContext context, LedgerFilter filter, long package, CancellationToken cancel) =>
        filter.Currency is null ? null : await context.ConversionsAt(filter).SingleOrDefaultAsync(row => row.PackageId == package, cancel);

    /// <summary>What an amount in the package's currency is worth.</summary>
    /// <param name="amount">In the package's currency; null: not priced.</param>
    public static decimal? Convert(this ConversionRow? row, decimal? amount) => row is null || amount is not { } priced ? null : decimal.Round(priced * row.Rate, Decimals);
}
