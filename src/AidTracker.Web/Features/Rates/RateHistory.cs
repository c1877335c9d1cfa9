using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Rates;

/// <summary>The rates of one currency that are known now.</summary>
/// <param name="Days">Business days with a rate.</param>
/// <remarks>Named as the query's columns are, which EF does not rename.</remarks>
public sealed record CurrencyDays(string Currency, string Name, DateOnly First, DateOnly Last, int Days);

/// <summary>A publication that holds rates.</summary>
/// <param name="RecordedAt">UTC.</param>
/// <param name="Source">Where the rates are from.</param>
/// <param name="Rates">How many were new or corrected.</param>
public sealed record LoadedRates(long Publication, DateTime RecordedAt, string Editor, string Source, int Rates);

/// <summary>Which rates are known, and what brought them.</summary>
public static class RateHistory
{
    /// <summary>Publications that are listed.</summary>
    public const int Listed = 50;

    /// <summary>By their codes.</summary>
    public static Task<List<CurrencyDays>> KnownRatesAsync(this LedgerContext context, CancellationToken cancel = default) =>
        context.Database.SqlQuery<CurrencyDays>($"""
            select c.code as "Currency", c.name as "Name", min(k.day) as "First", max(k.day) as "Last", count(distinct k.day)::int as "Days"
            from ledger.known_rate k join ledger.currency c on c.code = k.currency
            group by c.code order by c.code
            """).ToListAsync(cancel);

    /// <summary>The newest first, at most <see cref="Listed"/>.</summary>
    public static Task<List<LoadedRates>> LoadedRatesAsync(this LedgerContext context, CancellationToken cancel = default) =>
        context.Database.SqlQuery<LoadedRates>($"""
            select p.seq as "Publication", p.recorded_at as "RecordedAt", p.editor as "Editor", r.source as "Source",
              (select count(*) from ledger.exchange_rate e where e.publication_seq = p.seq)::int as "Rates"
            from ledger.rate_publication r join ledger.publication p on p.seq = r.publication_seq
            order by p.seq desc limit {Listed}
            """).ToListAsync(cancel);
}
