namespace AidTracker.Web.Reading.Rows;

/// <summary>Packages of one currency that state a sum now and have no rate into euro, so that no sum in euro holds them. Table <c>ledger.unrated_now</c>.</summary>
public sealed class UnratedRow
{
    public required string Currency { get; init; }
    public long Packages { get; init; }

    /// <summary>All that they promise, loans and guarantees included, in <see cref="Currency"/>.</summary>
    public decimal Committed { get; init; }
}
