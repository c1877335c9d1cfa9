namespace AidTracker.Domain.Ledger;

/// <summary>What an announcement says happened. The rules of each kind stand in <see cref="KindRules"/>.</summary>
public enum AnnouncementKind
{
    /// <summary>Money is promised for the first time.</summary>
    Announced,

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

    /// <summary>An agreement, a security guarantee, a possible deployment: no money stated.</summary>
    Agreed,
}
