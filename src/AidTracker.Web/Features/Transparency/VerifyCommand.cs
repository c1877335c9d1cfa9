using System.Globalization;
using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// <c>verify [--checkpoint FILE] [--key FILE]</c>: recomputes the journal, holds it against checkpoints, and says in one
/// sentence what was verified or which row is the first that does not fit.
/// </summary>
internal static class VerifyCommand
{
    /// <exception cref="StartupRefusedException">Something does not fit, or nothing could be verified; the sentence says which.</exception>
    public static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        var command = OperatorCommand.Read("verify", arguments, "checkpoint", "key");
        var witnesses = WitnessesOf(command["checkpoint"], command["key"], command.Transparency);
        await using var database = await command.OpenAsync(stop);
        var verification = await Verifier.RunAsync(database.Source, witnesses, stop);
        if (verification.Finding is { } finding)
        {
            throw new StartupRefusedException(finding.Sentence);
        }

        Console.WriteLine(Summary(verification));
    }

    /// <summary>What was verified, in one sentence.</summary>
    public static string Summary(Verification verification)
    {
        var head = verification.Head;
        var compared = verification.Checkpoints == 0 ? "no checkpoint compared" : Counted(verification.Checkpoints, "checkpoint") + " compared";
        return head.RecordedAt is { } recordedAt
            ? string.Create(CultureInfo.InvariantCulture, $"The ledger fits: {Counted(verification.Publications, "publication")}, head {head}, recorded {Witnesses.Time(recordedAt)}, {compared}; chain {verification.Chain.TotalSeconds:0.0} s, readers' tables {(verification.Took - verification.Chain).TotalSeconds:0.0} s.")
            : $"The ledger fits: nothing is published, {compared}.";
    }

    private static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>A file that somebody kept, else this installation's own.</summary>
    private static Witnesses WitnessesOf(string? checkpointFile, string? keyFile, string transparency)
    {
        var ownKey = Path.Combine(transparency, "key.pem");
        if (checkpointFile is null)
        {
            return Verifications.Ours(Path.Combine(transparency, "checkpoints.txt"), keyFile ?? ownKey);
        }

        using var keys = CheckpointKeys.Read(keyFile ?? ownKey);
        return new Witnesses(keys.ReadCheckpoints(checkpointFile), AreOurs: false);
    }
}
