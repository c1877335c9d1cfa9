using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Transparency;

namespace AidTracker.Web.Features.Api;

/// <summary>Where the ledger stands, and whether it still is what its hashes say.</summary>
internal static class LedgerAnswers
{
    private static readonly LedgerView View = new("the ledger", "/ledger", [], []);

    private static readonly ExportColumn<LedgerHead>[] OfHead =
    [
        new("seq", "The newest publication's number; 0 where nothing is published.", head => head.Seq),
        new("hash", "The hash of its row of the journal, 64 hexadecimal digits.", head => head.Hash),
        new("recorded_at", "When it was recorded, UTC; null where nothing is published.", head => head.RecordedAt?.UtcDateTime),
    ];

    private static readonly ExportColumn<Verification>[] OfVerification =
    [
        new("fits", "`true` where everything is what its hash says.", answer => answer.Finding is null),
        new("finding", "The first row that does not fit, in a sentence; null where everything fits.", answer => answer.Finding?.Sentence),
        new("publications", "How many publications were verified.", answer => answer.Publications),
        new("checkpoints", "How many signed checkpoints were compared.", answer => answer.Checkpoints),
        new("verified_head", "The head that it went up to, `number:hash`.", answer => answer.Head.ToString()),
        new("verified_at", "When it was begun, UTC.", answer => answer.At.UtcDateTime),
        new("seconds", "How long it took.", answer => decimal.Round((decimal)answer.Took.TotalSeconds, 3)),
    ];

    public static ApiOperation Head { get; } = new(
        "/ledger/head", "getHead", "The newest publication, and the hash that stands for everything up to it.", View, [], OfHead,
        (asked, _) => Task.FromResult(new ApiAnswer(ApiOperations.Rows(OfHead, [asked.Head])))) { IsOne = true };

    public static ApiOperation Verify { get; } = new(
        "/ledger/verify", "verifyLedger", "Recomputes the chain of hashes against the checkpoints. An answer stands for a minute, or for twenty times as long as it took.", View, [], OfVerification,
        async (asked, cancel) => new ApiAnswer(ApiOperations.Rows(OfVerification, [await asked.Services.GetRequiredService<Verifications>().RunAsync(cancel)]))) { IsOne = true, IsTagged = false };
}
