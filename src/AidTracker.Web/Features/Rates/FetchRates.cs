using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Rates;

/// <summary>
/// Fetches the configured address now and then and publishes what is new there. Whatever goes wrong is logged, leaves the rates as
/// they are, and is tried again the next time.
/// </summary>
internal sealed partial class FetchRates(PublishRates publish, RateSchedule schedule, HttpClient http, TimeProvider time, ILogger<FetchRates> logger) : BackgroundService
{
    public const string Editor = "Scheduled rates";

    /// <summary>A client that is bounded in size and time and follows no redirect: the operator has named the address.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        MaxResponseContentBufferSize = RateFile.SizeLimit,
        Timeout = TimeSpan.FromSeconds(100),
    };

    /// <summary>Fetches and publishes once.</summary>
    /// <returns>Whether it succeeded, with something new or not.</returns>
    public async Task<bool> OnceAsync(CancellationToken stop)
    {
        try
        {
            var file = await http.GetByteArrayAsync(schedule.Address, stop);
            var published = await publish.RunAsync(file, $"European Central Bank, euro foreign exchange reference rates ({LogText.Printable(schedule.Address.AbsoluteUri, 200)})", Editor, _ => { }, stop);
            var outcome = published.ToString();
            Fetched(logger, outcome);
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // The application goes on with the rates that it has.
            Failed(logger, schedule.Address, failure.Message, failure);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The application is not to wait for it.
        await Task.Yield();
        while (true)
        {
            await OnceAsync(stoppingToken);
            await Task.Delay(schedule.Every, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Exchange rates fetched. {Outcome}")]
    private static partial void Fetched(ILogger logger, string outcome);

    [LoggerMessage(LogLevel.Warning, "Exchange rates could not be fetched from {Address}; they stay as they are: {Reason}")]
    private static partial void Failed(ILogger logger, Uri address, string reason, Exception failure);
}

/// <summary>What puts the fetching of rates into the application.</summary>
internal static class RateServices
{
    /// <param name="schedule">Null: rates are not fetched.</param>
    public static void AddRates(this IServiceCollection services, RateSchedule? schedule)
    {
        if (schedule is not null)
        {
            services.AddSingleton(schedule);
            services.AddSingleton<PublishRates>();
            services.AddSingleton(_ => FetchRates.Client());
            services.AddHostedService<FetchRates>();
        }
    }
}
