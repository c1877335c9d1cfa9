using Npgsql;

namespace AidTracker.Web.Features.Webhooks;

/// <summary>Looks every few seconds whether there is something to tell, and tells each webhook beside the others: a slow one delays itself alone.</summary>
internal sealed partial class TellWebhooks(WebhookSettings settings, Telling telling, TimeProvider time, ILogger<TellWebhooks> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(settings.All.Select(webhook => TellAsync(webhook, stoppingToken)));

    private async Task TellAsync(Webhook webhook, CancellationToken stop)
    {
        // The application is not to wait for it.
        await Task.Yield();
        while (true)
        {
            var more = false;
            try
            {
                more = await telling.OnceAsync(webhook, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested && failure is NpgsqlException or TimeoutException)
            {
                DatabaseIsAway(logger, webhook.Name, failure.Message);
            }

            if (!more)
            {
                await Task.Delay(Every, time, stop);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What webhook {Name} is to be told could not be read or kept: {Reason}")]
    private static partial void DatabaseIsAway(ILogger logger, string name, string reason);
}

/// <summary>What puts webhooks into the application.</summary>
internal static class WebhookServices
{
    public static void AddWebhooks(this IServiceCollection services, WebhookSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<WebhookList>();
        if (settings.All.Count > 0)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Telling>(provider, Telling.Client(settings.AllowPrivate)));
            services.AddHostedService<TellWebhooks>();
        }
    }
}
