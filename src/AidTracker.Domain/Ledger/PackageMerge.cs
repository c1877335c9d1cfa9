namespace AidTracker.Domain.Ledger;

/// <summary>From one publication on a package is one with another, because they are the same money, or stands for itself again. Appended, never changed.</summary>
public sealed class PackageMerge
{
    /// <summary>With what is written before it, it fits the reason of an announcement that is taken back.</summary>
    public const int ReasonLimit = 800;

    /// <exception cref="LedgerRefusal">The reason is empty or too long.</exception>
    internal PackageMerge(string? into, string reason, Publication publication) =>
        (IntoSlug, Reason, Publication) = (into, Text.Required("reason for a merge", reason, ReasonLimit), publication);

    private PackageMerge() => (Reason, Publication) = ("", null!);

    /// <summary>The address of the package that it is one with; null where it stands for itself again.</summary>
    public string? IntoSlug { get; private set; }

    /// <summary>Why; readers see it.</summary>
    public string Reason { get; private set; }

    /// <summary>The publication from which it holds.</summary>
    public Publication Publication { get; private set; }

    internal long Order => Publication is { Seq: > 0 } published ? published.Seq : long.MaxValue;
}
