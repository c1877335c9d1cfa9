using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Filters;

/// <summary>
/// The reference lists by code: names for people, and what a filter may say. Read at start; parties and initiatives again where a
/// publication has changed them.
/// </summary>
public sealed class ReferenceLists
{
    private volatile Grown grown;

    private ReferenceLists(Grown grown) => this.grown = grown;

    public IReadOnlyDictionary<string, Party> Parties => grown.Parties;

    public required IReadOnlyList<Membership> Memberships { get; init; }

    /// <summary>In the vocabulary's order.</summary>
    public required IReadOnlyList<Category> Categories { get; init; }

    /// <summary>In the vocabulary's order.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    public IReadOnlyDictionary<string, Initiative> Initiatives => grown.Initiatives;

    /// <summary>Gross domestic products and populations by party's code.</summary>
    public required ILookup<string, Economy> Economies { get; init; }

    /// <summary>Codes of ISO 4217.</summary>
    public required IReadOnlySet<string> Currencies { get; init; }

    /// <summary>Alpha-2 by alpha-3.</summary>
    public IReadOnlyDictionary<string, string> Alpha2 => grown.Alpha2;

    public static async Task<ReferenceLists> LoadAsync(LedgerContext context, CancellationToken cancel = default) =>
        new(await Grown.LoadAsync(context, cancel))
        {
            Memberships = await context.Memberships.AsNoTracking().ToListAsync(cancel),
            Categories = await context.Categories.AsNoTracking().OrderBy(category => category.Position).ToListAsync(cancel),
            Instruments = await context.Instruments.AsNoTracking().OrderBy(instrument => instrument.Position).ToListAsync(cancel),
            Economies = (await context.Economies.AsNoTracking().ToListAsync(cancel)).ToLookup(economy => economy.Party),
            Currencies = await context.Currencies.Select(currency => currency.Code).ToHashSetAsync(cancel),
        };

    /// <summary>Reads parties and initiatives again, where a publication after what was read has changed them.</summary>
    public async Task RenewAsync(LedgerContext context, CancellationToken cancel = default)
    {
        if (await Grown.NewestAsync(context, cancel) > grown.Newest)
        {
            grown = await Grown.LoadAsync(context, cancel);
        }
    }

    /// <summary>Who was a member of any of the organisations on a day, by code.</summary>
    public IReadOnlyList<string> MembersOf(IEnumerable<string> organisations, DateOnly on) =>
        [.. Memberships.Where(membership => organisations.Contains(membership.Organisation) && membership.HoldsOn(on)).Select(membership => membership.Party).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The party's name; its code where the list does not know it.</summary>
    public string PartyName(string code) => Parties.TryGetValue(code, out var party) ? party.Name : code;

    /// <summary>The category's name; its code where the list does not know it.</summary>
    public string CategoryName(string code) => Categories.FirstOrDefault(category => category.Code == code)?.Name ?? code;

    /// <summary>The instrument's name; its code where the list does not know it.</summary>
    public string InstrumentName(string code) => Instruments.FirstOrDefault(instrument => instrument.Code == code)?.Name ?? code;

    /// <summary>The initiative's name; its code where the list does not know it.</summary>
    public string InitiativeName(string code) => Initiatives.TryGetValue(code, out var initiative) ? initiative.Name : code;

    /// <summary>The lists that publications add to.</summary>
    /// <param name="Newest">The newest publication that has changed one of them; 0 where none has.</param>
    private sealed record Grown(long Newest, IReadOnlyDictionary<string, Party> Parties, IReadOnlyDictionary<string, Initiative> Initiatives, IReadOnlyDictionary<string, string> Alpha2)
    {
        public static async Task<Grown> LoadAsync(LedgerContext context, CancellationToken cancel)
        {
            // Asked first: what is published in between is then read twice rather than missed.
            var newest = await NewestAsync(context, cancel);
            var parties = await context.Parties.AsNoTracking().ToListAsync(cancel);
            return new Grown(newest, parties.ToDictionary(party => party.Code),
                await context.Initiatives.AsNoTracking().ToDictionaryAsync(initiative => initiative.Code, cancel),
                parties.Where(party => party.Alpha3 is not null).ToDictionary(party => party.Alpha3!, party => party.Code));
        }

        public static Task<long> NewestAsync(LedgerContext context, CancellationToken cancel) =>
            context.Database.SqlQuery<long>($"""select coalesce(max(publication_seq), 0) as "Value" from ledger.list_entry""").SingleAsync(cancel);
    }
}
