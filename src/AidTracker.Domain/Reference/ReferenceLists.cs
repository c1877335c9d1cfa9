namespace AidTracker.Domain.Reference;

/// <summary>Whether a party is a state or an institution that gives aid (the EU, NATO, the EIB).</summary>
public enum PartyKind
{
    Country,
    Institution,
}

/// <summary>A country (ISO 3166-1 alpha-2) or an institution by its own code.</summary>
/// <param name="Alpha3">ISO 3166-1 alpha-3; null for an institution.</param>
public sealed record Party(string Code, string? Alpha3, string Name, PartyKind Kind);

/// <summary>What a line item is, one of the vocabulary's categories. Charts add up because each line has exactly one.</summary>
/// <param name="Military">False for macro-financial aid, which stands outside military totals.</param>
public sealed record Category(string Code, string Name, int Position, bool Military);

/// <summary>A part of a category.</summary>
/// <param name="Code">The category's code, a hyphen and three letters of its own.</param>
/// <param name="Position">From 1, within its category.</param>
public sealed record SubCategory(string Code, string Category, string Name, int Position);

/// <summary>How the aid is given: from stocks, by procurement, as a loan…</summary>
/// <param name="Repayable">True for loans and guarantees, which are never added to grants without saying so (product rule 9).</param>
public sealed record Instrument(string Code, string Name, int Position, bool Repayable);

/// <summary>A channel or fund that aid runs through; never a category, never also a donor.</summary>
public sealed record Initiative(string Code, string Name);

/// <summary>A currency's entry in the reference list.</summary>
/// <param name="MinorUnits">Decimals of the currency's smallest unit, ISO 4217.</param>
public sealed record CurrencyName(string Code, string Name, int MinorUnits);
