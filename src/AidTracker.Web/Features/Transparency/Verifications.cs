using AidTracker.Web.Hosting;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// Verifications that readers ask for: one at a time, and its answer stands for a minute, or for twenty times as long as it took,
/// however many ask: a large ledger is not worked out again and again because somebody presses a button.
/// </summary>
internal sealed class Verifications(NpgsqlDataSource database, Checkpoints checkpoints, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan StandsAtLeast = TimeSpan.FromMinutes(1);
    private const int TimesAsLong = 20;

    private readonly Lock gate = new();
    private Task<Verification>? running;
    private Verification? newest;

    /// <summary>The newest answer; null where none was asked for since the start.</summary>
    public Verification? Newest => newest;

    /// <summary>Verifies the ledger against this instance's checkpoints, or gives the answer of the minute that has passed.</summary>
    public Task<Verification> RunAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (newest is { } known && time.GetUtcNow() - known.At < Stands(known))
            {
                return Task.FromResult(known);
            }

            // Not the reader's to cancel: others may be waiting for the same.
            running = running is null or { IsCompleted: true } ? VerifyAsync() : running;
            return running.WaitAsync(cancel);
        }
    }

    private static TimeSpan Stands(Verification known) => known.Took * TimesAsLong is var longer && longer > StandsAtLeast ? longer : StandsAtLeast;

    private async Task<Verification> VerifyAsync()
    {
        await Task.Yield();
        try
        {
            return newest = await Verifier.RunAsync(database, Ours(checkpoints.File, checkpoints.PublicKeyFile), lifetime.ApplicationStopping);
        }
        catch (StartupRefusedException refused)
        {
            // The checkpoints themselves were changed: that is an answer, and not a fault of the page.
            return newest = new Verification(time.GetUtcNow(), TimeSpan.Zero, TimeSpan.Zero, LedgerHead.Empty, 0, 0, new Finding("checkpoints.txt", "", null, refused.Message));
        }
    }

    /// <summary>The checkpoints in this installation's folder, as far as it has any.</summary>
    public static Witnesses Ours(string checkpointFile, string keyFile)
    {
        if (!File.Exists(checkpointFile))
        {
            return Witnesses.None;
        }

        using var keys = CheckpointKeys.Read(keyFile);
        return new Witnesses(keys.ReadCheckpoints(checkpointFile), AreOurs: true);
    }
}
