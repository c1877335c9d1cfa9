namespace AidTracker.Domain.Ledger;

/// <summary>The sign that a kind demands of a figure.</summary>
public enum Sign
{
    /// <summary>No entry at all.</summary>
    None,

    /// <summary>Zero, exactly.</summary>
    Zero,

    /// <summary>Above zero.</summary>
    Plus,

    /// <summary>Below zero.</summary>
    Minus,

    /// <summary>Either.</summary>
    Any,
}

/// <summary>
/// What one kind of announcement may do to a package, as the table in docs/methodology.md has it.
/// The same table stands in the database (<c>ledger.announcement_kind</c>); a test compares the two row by row.
/// </summary>
/// <param name="Net">The sign of all priced entries added up.</param>
/// <param name="Open">The sign of entries on <em>Not yet itemised</em>.</param>
/// <param name="Named">The sign of entries on named lines.</param>
/// <param name="Overlap">The sign of entries on <em>Overlap and rounding</em>.</param>
/// <param name="StatesHeadline">Whether the announcement states a sum of its own, with a qualifier.</param>
/// <param name="Meaning">What happened, in words.</param>
public sealed record KindRule(AnnouncementKind Kind, Sign Net, Sign Open, Sign Named, Sign Overlap, bool StatesHeadline, string Meaning);

/// <summary>The rules of every kind. To add a kind: a row here, a row in a migration, a word in docs/methodology.md.</summary>
public static class KindRules
{
    public static IReadOnlyList<KindRule> All { get; } =
    [
        new(AnnouncementKind.Announced, Sign.Plus, Sign.Plus, Sign.Plus, Sign.Minus, true, "Money is promised for the first time."),
        new(AnnouncementKind.Itemised, Sign.Zero, Sign.Minus, Sign.Plus, Sign.Minus, false, "A known promise is broken down; the total stays."),
        new(AnnouncementKind.Reannounced, Sign.Zero, Sign.None, Sign.None, Sign.None, false, "The same money is said again; nothing moves."),
        new(AnnouncementKind.ToppedUp, Sign.Plus, Sign.Plus, Sign.Plus, Sign.Any, true, "More money."),
        new(AnnouncementKind.Reduced, Sign.Minus, Sign.Minus, Sign.Minus, Sign.Any, true, "Less money."),
        new(AnnouncementKind.Reallocated, Sign.Zero, Sign.Any, Sign.Any, Sign.Any, false, "Money moves between lines; the total stays."),
        new(AnnouncementKind.Cancelled, Sign.Minus, Sign.Any, Sign.Minus, Sign.Any, false, "What is not delivered is withdrawn."),
        new(AnnouncementKind.Agreed, Sign.Zero, Sign.None, Sign.None, Sign.None, false, "An agreement without a stated sum."),
    ];

    private static readonly Dictionary<AnnouncementKind, KindRule> ByKind = All.ToDictionary(rule => rule.Kind);

    public static KindRule For(AnnouncementKind kind) => ByKind[kind];

    /// <summary>Whether a figure has the demanded sign.</summary>
    public static bool Allows(this Sign sign, decimal amount) => sign switch
    {
        Sign.Zero => amount == 0,
        Sign.Plus => amount > 0,
        Sign.Minus => amount < 0,
        Sign.Any => true,
        _ => false,
    };
}
