using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading;

/// <summary>Rates of packages for what adds up many of them.</summary>
internal static class ManyConversions
{
    /// <summary>The rows of <see cref="Conversions.ConversionsAt"/>, in a way that the planner knows to be many; to ask it for one package costs what all cost.</summary>
    /// <param name="filter">Of which the point in time, the currency and the day of the rates are read; it names a currency.</param>
    public static IQueryable<ConversionRow> AllConversionsAt(this LedgerContext context, LedgerFilter filter) => context.Set<ConversionRow>().FromSql(
        $"select package_id, {filter.Currency}::text as currency, round(rate, 18) as rate, rate_from, rate_to from ledger.conversions_as_of({RowsAsOf.By(filter.AsOf)}, {RowsAsOf.Known(filter.AsOf)}, {filter.Currency}, {filter.RateDay})").AsNoTracking();
}
