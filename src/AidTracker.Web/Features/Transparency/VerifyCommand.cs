using System.Globalization;
using AidTracker.Web.Data;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// <c>verify [--checkpoint FILE] [--key FILE]</c>: recomputes the journal, holds it against checkpoints, and says in one
/// sentence what was verified or which row is the first that does not fit.
/// </summary>
internal static class VerifyCommand
{
    private static readonly string[] Choices = ["checkpoint", "key", "DataFolder", "Postgres:Binaries", "ConnectionStrings:AidTracker", "ConnectionStrings:Migrator"];

    /// <exception cref="StartupRefusedException">Something does not fit, or nothing could be verified; the sentence says which.</exception>
    public static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        var given = new ConfigurationBuilder().AddCommandLine(arguments).Build();
        RefuseUnknown(arguments, given);
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddConfiguration(given)
            .Build();
        var settings = Settings.Read(configuration);
        var transparency = Path.Combine(settings.DataFolder, "transparency");
        var witnesses = WitnessesOf(given["checkpoint"], given["key"], transparency);

        // The operator's database, that of the application that is running, or the private one for as long as this takes.
        var connections = settings.Connections ?? PrivatePostgres.OfRunningApplication(settings.DataFolder);
        await using var postgres = connections is null
            ? await PrivatePostgres.StartAsync(settings.DataFolder, settings.PostgresBinaries, NullLogger.Instance, stop)
            : null;
        await using var database = NpgsqlDataSource.Create((connections ?? postgres!.Connections).Application);
        await Health.RequireAnswerAsync(database, stop);
        if (!await Database.IsMigratedAsync(database, stop))
        {
            throw new StartupRefusedException("The database's schema is older than this program: start the application once, which brings it up to date, and verify again.");
        }

        var verification = await Verifier.RunAsync(database, witnesses, stop);
        if (verification.Finding is { } finding)
        {
            throw new StartupRefusedException(finding.Sentence);
        }

        Console.WriteLine(Summary(verification));
    }

    private static string Summary(Verification verification)
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

    /// <summary>A misspelt --checkpoint would otherwise verify less than was asked for.</summary>
    private static void RefuseUnknown(string[] arguments, IConfiguration given)
    {
        var known = Choices.Select(choice => choice.ToUpperInvariant()).ToHashSet();
        var unknown = given.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key).FirstOrDefault(key => !known.Contains(key.ToUpperInvariant()))
            ?? arguments.FirstOrDefault(argument => argument.StartsWith('-') && !known.Contains(argument.TrimStart('-').Split('=')[0].ToUpperInvariant()));
        if (unknown is not null)
        {
            throw new StartupRefusedException($"verify does not know {LogText.Printable(unknown, 60)}: it takes --{string.Join(", --", Choices)}.");
        }
    }
}
