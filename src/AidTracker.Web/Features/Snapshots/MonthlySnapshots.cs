using System.Globalization;
using AidTracker.Web.Hosting;
using Npgsql;

namespace AidTracker.Web.Features.Snapshots;

/// <summary>
/// Gives each month a snapshot named by it (<c>2026-11</c>), of what is on record when the month is first seen. Of several instances one makes
/// it: the name is a key, and a second snapshot of it is refused.
/// </summary>
internal sealed partial class MonthlySnapshots(NpgsqlDataSource database, TimeProvider time, ILogger<MonthlySnapshots> logger) : BackgroundService
{
    public const string By = "Monthly schedule";

    /// <summary>How often it is looked whether another month has begun, whatever the clock does meanwhile.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>Makes this month's unless it is there.</summary>
    /// <returns>Its name; null where nothing was made.</returns>
    public async Task<string?> OnceAsync(CancellationToken stop)
    {
        var name = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        try
        {
            // Whatever bears the name stays, also where somebody made it by hand; of an empty ledger there is none.
            await using var due = database.CreateCommand("select exists (select from ledger.journal) and not exists (select from ledger.snapshot where name = $1)");
            due.Parameters.Add(new() { Value = name });
            if (await due.ExecuteScalarAsync(stop) is not true)
            {
                return null;
            }

            var seq = await MakeSnapshot.RunAsync(database, name, announcedBy: null, knownAt: null, By, stop);
            Made(logger, name, seq);
            return name;
        }
        catch (StartupRefusedException)
        {
            // Another instance made it in between.
            return null;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            Failed(logger, name, failure);
            return null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The application is not to wait for it.
        await Task.Yield();
        while (true)
        {
            await OnceAsync(stoppingToken);
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "The snapshot {Name} is of publication {Seq}.")]
    private static partial void Made(ILogger logger, string name, long seq);

    [LoggerMessage(LogLevel.Warning, "The snapshot {Name} could not be made; it is tried again in ten minutes.")]
    private static partial void Failed(ILogger logger, string name, Exception failure);
}
