namespace AidTracker.Domain.Ledger;

/// <summary>A country or institution that makes a package. Several on one package: a joint one whose shares are not stated.</summary>
/// <param name="Position">From 1; the first leads.</param>
/// <param name="Party">Alpha-2, or the institution's own code.</param>
public sealed record Donor(int Position, string Party);

/// <summary>A country that a package is for. Several on one package: shares not stated.</summary>
/// <param name="Position">From 1; the first leads.</param>
/// <param name="Party">Alpha-2, or the institution's own code.</param>
public sealed record Recipient(int Position, string Party);
