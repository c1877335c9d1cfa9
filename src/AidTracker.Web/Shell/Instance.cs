namespace AidTracker.Web.Shell;

/// <summary>What every page says of the installation it comes from.</summary>
public sealed class Instance
{
    /// <summary>True where the demonstration data stands in the ledger.</summary>
    public bool IsDemonstration { get; init; }
}
