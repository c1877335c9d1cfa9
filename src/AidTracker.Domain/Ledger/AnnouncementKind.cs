namespace AidTracker.Domain.Ledger;

/// <summary>What an announcement says happened. The rules of each kind stand in <see cref="KindRules"/>.</summary>
public enum AnnouncementKind
{
    /// <summary>Money is promised for the first time.</summary>
    Announced,

    /// <summary>The total of a promise that was open becomes known.</summary>
    Disclosed,

    /// <summary>A known promise is broken down.</summary>
    Itemised,

    /// <summary>The same money is said again.</summary>
    Reannounced,

    /// <summary>More money.</summary>
    ToppedUp,

    /// <summary>Less money.</summary>
    Reduced,

    /// <summary>Money moves between lines.</summary>
    Reallocated,

    /// <summary>What is not delivered is withdrawn.</summary>
    Cancelled,

    /// <summary>The same goods, at another value.</summary>
    Revalued,

    /// <summary>Nothing moves for a while.</summary>
    Suspended,

    /// <summary>A suspension ends.</summary>
    Resumed,

    /// <summary>A contract is signed for what was promised: progress, never new money.</summary>
    Contracted,

    /// <summary>Money that was promised is paid out: progress, never new money.</summary>
    Paid,

    /// <summary>Goods that were promised are handed over: progress, never new money.</summary>
    Delivered,

    /// <summary>An agreement, a security guarantee, a possible deployment: no money stated.</summary>
    Agreed,
}
