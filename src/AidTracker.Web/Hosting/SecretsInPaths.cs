using Serilog.Core;
using Serilog.Events;

namespace AidTracker.Web.Hosting;

/// <summary>Leaves the secret of a one-time link out of the log: out of the request's line, and out of what the framework adds to every line.</summary>
internal sealed class SecretsInPaths : ILogEventEnricher
{
    private const string OneTimeLink = "/account/link/";

    /// <summary>What the framework calls the path in the scope of a request.</summary>
    private const string ScopeProperty = "RequestPath";

    public static string Without(string path) =>
        path.StartsWith(OneTimeLink, StringComparison.OrdinalIgnoreCase) ? OneTimeLink + "…" : path;

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.Properties.TryGetValue(ScopeProperty, out var value) && value is ScalarValue { Value: string path })
        {
            logEvent.AddOrUpdateProperty(propertyFactory.CreateProperty(ScopeProperty, Without(path)));
        }
    }
}
