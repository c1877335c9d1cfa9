using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace AidTracker.Web.Features.Checks;

/// <summary>
/// Reports that readers ask for. What checks find changes with a publication or a day, so a report stands until then; one is made
/// at a time, however many ask.
/// </summary>
internal sealed class CheckReports(NpgsqlDataSource database, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly Lock gate = new();
    private Task<CheckReport>? running;
    private CheckReport? newest;

    /// <summary>How long a reader is kept waiting for a report that is being made.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <returns>Null where it takes longer than a reader waits; it is made nevertheless, and there for who asks again.</returns>
    public async Task<CheckReport?> NewestAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var head = await LedgerHead.ReadAsync(connection, cancel);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        Task<CheckReport> report;
        lock (gate)
        {
            if (newest is { } known && known.Head.Seq >= head.Seq && known.On >= today)
            {
                return known;
            }

            // Not the reader's to cancel: others may be waiting for the same.
            report = running = running is null or { IsCompleted: true } ? MakeAsync(today) : running;
        }

        try
        {
            return await report.WaitAsync(Longest, time, cancel);
        }
        catch (TimeoutException) when (!report.IsCompleted)
        {
            return null;
        }
    }

    private async Task<CheckReport> MakeAsync(DateOnly today)
    {
        await Task.Yield();
        return newest = await RunChecks.RunAsync(database, Checks.All, today, RunChecks.Listed, lifetime.ApplicationStopping);
    }
}

internal static class CheckServices
{
    public static void AddChecks(this IServiceCollection services)
    {
        services.AddSingleton<CheckReports>();
        services.TryAddSingleton(TimeProvider.System);
    }
}
