using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>
/// How an announcement states its own sum. The sum itself is what its entries net to, so the two cannot disagree.
/// </summary>
public sealed record Headline
{
    /// <param name="low">The lower end of a range, in the package's currency; given for <see cref="AmountQualifier.Between"/> and for no other.</param>
    /// <param name="stated">The same money as the source says it in a second currency; null where it does not.</param>
    /// <exception cref="LedgerRefusal">The lower end is missing, or given where there is no range.</exception>
    public Headline(AmountQualifier qualifier, decimal? low = null, Money? stated = null)
    {
        Qualifier = qualifier;
        Low = Range.Low("headline", qualifier, low);
        Stated = stated;
    }

    private Headline() { }

    public static Headline Exact { get; } = new(AmountQualifier.Exact);

    public AmountQualifier Qualifier { get; private set; }

    /// <summary>The lower end of a range, in the package's currency.</summary>
    public decimal? Low { get; private set; }

    /// <summary>The same money in a second currency, as the source says it; never added to anything.</summary>
    public Money? Stated { get; private set; }
}

/// <summary>The rule that a range has a lower end, and nothing else has.</summary>
internal static class Range
{
    public static decimal? Low(string what, AmountQualifier qualifier, decimal? low) => (qualifier, low) switch
    {
        (AmountQualifier.Between, null) => throw new LedgerRefusal($"{what}_low_is_of_a_range", null, "A range needs its lower end: write it beside the upper one."),
        (AmountQualifier.Between, < 0) => throw new LedgerRefusal($"{what}_low_is_of_a_range", null, "The lower end of a range is not below zero."),
        (AmountQualifier.Between, _) or (_, null) => low,
        _ => throw new LedgerRefusal($"{what}_low_is_of_a_range", null, "A lower end goes with the qualifier “between”: choose it, or take the lower end out."),
    };
}
