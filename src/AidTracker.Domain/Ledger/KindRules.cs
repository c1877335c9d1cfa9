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

    /// <summary>Above or below zero.</summary>
    NonZero,

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
/// <param name="StatesProgress">Whether it says how far lines have come, which no other kind may; it then moves no money.</param>
/// <param name="Meaning">What happened, in words.</param>
public sealed record KindRule(AnnouncementKind Kind, Sign Net, Sign Open, Sign Named, Sign Overlap, bool StatesHeadline, bool StatesProgress, string Meaning);

/// <summary>The rules of every kind. To add a kind: a row here, a row in a migration, a word in docs/methodology.md.</summary>
public static class KindRules
{
    public static IReadOnlyList<KindRule> All { get; } =
    [
        new(AnnouncementKind.Announced, Sign.Plus, Sign.Plus, Sign.Plus, Sign.Minus, true, false, "Money is promised for the first time."),
        new(AnnouncementKind.Disclosed, Sign.Plus, Sign.Plus, Sign.None, Sign.Minus, true, false, "The total of an open promise becomes known."),
        new(AnnouncementKind.Itemised, Sign.Zero, Sign.Minus, Sign.Plus, Sign.Minus, false, false, "A known promise is broken down; the total stays."),
        new(AnnouncementKind.Reannounced, Sign.Zero, Sign.None, Sign.None, Sign.None, false, false, "The same money is said again; nothing moves."),
        new(AnnouncementKind.ToppedUp, Sign.Plus, Sign.Plus, Sign.Plus, Sign.Any, true, false, "More money."),
        new(AnnouncementKind.Reduced, Sign.Minus, Sign.Minus, Sign.Minus, Sign.Any, true, false, "Less money."),
        new(AnnouncementKind.Reallocated, Sign.Zero, Sign.Any, Sign.Any, Sign.Any, false, false, "Money moves between lines; the total stays."),
        new(AnnouncementKind.Cancelled, Sign.Minus, Sign.Any, Sign.Minus, Sign.Any, false, false, "What is not delivered is withdrawn."),
        new(AnnouncementKind.Revalued, Sign.NonZero, Sign.Any, Sign.Any, Sign.Any, false, false, "The same goods, at another value."),
        new(AnnouncementKind.Suspended, Sign.Zero, Sign.None, Sign.None, Sign.None, false, false, "Nothing moves for a while."),
        new(AnnouncementKind.Resumed, Sign.Zero, Sign.None, Sign.None, Sign.None, false, false, "A suspension ends."),
        new(AnnouncementKind.Contracted, Sign.Zero, Sign.None, Sign.None, Sign.None, false, true, "A contract is signed for what was promised; the total stays."),
        new(AnnouncementKind.Paid, Sign.Zero, Sign.None, Sign.None, Sign.None, false, true, "Promised money is paid out; the total stays."),
        new(AnnouncementKind.Delivered, Sign.Zero, Sign.None, Sign.None, Sign.None, false, true, "Promised goods are handed over; the total stays."),
        new(AnnouncementKind.Agreed, Sign.Zero, Sign.None, Sign.None, Sign.None, false, false, "An agreement without a stated sum."),
    ];

    private static readonly Dictionary<AnnouncementKind, KindRule> ByKind = All.ToDictionary(rule => rule.Kind);

    public static KindRule For(AnnouncementKind kind) => ByKind[kind];

    /// <summary>Whether a figure has the demanded sign.</summary>
    public static bool Allows(this Sign sign, decimal amount) => sign switch
    {
        Sign.Zero => amount == 0,
        Sign.Plus => amount > 0,
        Sign.Minus => amount < 0,
        Sign.NonZero => amount != 0,
        Sign.Any => true,
        _ => false,
    };
}
