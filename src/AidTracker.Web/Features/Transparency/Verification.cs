namespace AidTracker.Web.Features.Transparency;

/// <summary>The first row that does not fit.</summary>
/// <param name="Table">The table that it is in; where only the hash of a publication tells, <c>journal</c>.</param>
/// <param name="Key">Its key in words.</param>
/// <param name="Publication">The publication that it belongs to; null where it belongs to none.</param>
/// <param name="Sentence">What is wrong, with all of these.</param>
public sealed record Finding(string Table, string Key, long? Publication, string Sentence);

/// <summary>What a verification of the ledger has found.</summary>
/// <param name="At">When it was begun.</param>
/// <param name="Took">How long all of it took.</param>
/// <param name="Chain">How long the chain took; the rest went into what readers are shown.</param>
/// <param name="Publications">How many publications were verified.</param>
/// <param name="Checkpoints">How many checkpoints were compared.</param>
/// <param name="Finding">Null where everything fits.</param>
public sealed record Verification(DateTimeOffset At, TimeSpan Took, TimeSpan Chain, LedgerHead Head, long Publications, int Checkpoints, Finding? Finding);
