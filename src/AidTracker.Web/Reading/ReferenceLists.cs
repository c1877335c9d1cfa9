using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading;

/// <summary>The reference lists by code, read once at start: names for people, and what a filter may say.</summary>
public sealed class ReferenceLists
{
    private ReferenceLists() { }

    public required IReadOnlyDictionary<string, Party> Parties { get; init; }

    public required IReadOnlyList<Membership> Memberships { get; init; }

    /// <summary>In the vocabulary's order.</summary>
    public required IReadOnlyList<Category> Categories { get; init; }

    /// <summary>In the vocabulary's order.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    public required IReadOnlyDictionary<string, Initiative> Initiatives { get; init; }

    /// <summary>Gross domestic products and populations by party's code.</summary>
    public required ILookup<string, Economy> Economies { get; init; }

    /// <summary>Codes of ISO 4217.</summary>
    public required IReadOnlySet<string> Currencies { get; init; }

    /// <summary>Alpha-2 by alpha-3.</summary>
    public required IReadOnlyDictionary<string, string> Alpha2 { get; init; }

    public static async Task<ReferenceLists> LoadAsync(LedgerContext context, CancellationToken cancel = default)
    {
        var parties = await context.Parties.AsNoTracking().ToListAsync(cancel);
        return new ReferenceLists
        {
            Parties = parties.ToDictionary(party => party.Code),
            Memberships = await context.Memberships.AsNoTracking().ToListAsync(cancel),
            Categories = await context.Categories.AsNoTracking().OrderBy(category => category.Position).ToListAsync(cancel),
            Instruments = await context.Instruments.AsNoTracking().OrderBy(instrument => instrument.Position).ToListAsync(cancel),
            Initiatives = await context.Initiatives.AsNoTracking().ToDictionaryAsync(initiative => initiative.Code, cancel),
            Economies = (await context.Economies.AsNoTracking().ToListAsync(cancel)).ToLookup(economy => economy.Party),
            Currencies = await context.Currencies.Select(currency => currency.Code).ToHashSetAsync(cancel),
            Alpha2 = parties.Where(party => party.Alpha3 is not null).ToDictionary(party => party.Alpha3!, party => party.Code),
        };
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
}
