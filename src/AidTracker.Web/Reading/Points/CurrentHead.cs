using AidTracker.Web.Data;
using Npgsql;

namespace AidTracker.Web.Reading.Points;

/// <summary>
/// The ledger's head as this process last heard of it, so that what is unchanged can be answered without asking the database. The
/// database gives notice of every publication, whoever made it; while nobody listens there is no head, and nothing is remembered.
/// </summary>
public sealed partial class CurrentHead(NpgsqlDataSource database, ReferenceLists lists, ILogger<CurrentHead> logger) : BackgroundService
{
    /// <summary>How long the connection may be silent before it is asked again, which shows whether it still lives.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private volatile LedgerHead? _head;

    /// <summary>Null while it is not known.</summary>
    public LedgerHead? Known => _head;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The application is not to wait for it.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                _head = null;
                Lost(logger, failure.Message);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using (var listen = new NpgsqlCommand("listen ledger_head", connection))
        {
            await listen.ExecuteNonQueryAsync(stop);
        }

        while (true)
        {
            // Read after the notice, so that what was published while nobody listened is not missed.
            var head = await LedgerHead.ReadAsync(connection, stop);
            if (head != _head)
            {
                // First the names, then the head under which what is made with them is kept.
                await Database.RenewAsync(database, lists, stop);
                _head = head;
            }

            await connection.WaitAsync(Silence, stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database gives no notice of publications for now, so every page is worked out anew: {Reason}")]
    private static partial void Lost(ILogger logger, string reason);
}
