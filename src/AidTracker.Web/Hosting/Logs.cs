using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace AidTracker.Web.Hosting;

/// <summary>Where log lines go: short on the console, whole and structured (a JSON object a line) to a file a day.</summary>
internal sealed class Logs : IDisposable
{
    private const long LargestFile = 20_000_000;
    private const int MostFiles = 31;

    /// <summary>Of lines that are not in the file yet.</summary>
    private const int MostOnTheirWay = 10_000;

    private static readonly Func<LogEvent, bool> IsOfARequest = Serilog.Filters.Matching.FromSource<RequestLog>();

    private readonly Logger _serilog;
    private readonly SerilogLoggerFactory _factory;
    private volatile bool _serving;

    private Logs(string folder, IConfiguration configuration)
    {
        Folder = folder;
        _serilog = new LoggerConfiguration()
            .MinimumLevel.Information()
            // The framework's several lines a request are replaced by RequestLog's one; its start and stop lines by our own.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            // It warns on each start that the keys are not encrypted, which the mode of the data folder answers.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .ReadFrom.Configuration(configuration)
            .Enrich.FromLogContext()
            .Enrich.With<SecretsInPaths>()
            .WriteTo.Logger(console => console
                // What stops a start is said in one sentence on the error stream; its stack trace belongs in the file.
                .Filter.ByExcluding(line => !_serving && line.Exception is not null)
                // On a busy day a terminal or a pipe takes longer for a line than the answer that it is about.
                .Filter.ByExcluding(line => line.Level < LogEventLevel.Warning && IsOfARequest(line))
                .WriteTo.Console(
                    outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}",
                    formatProvider: CultureInfo.InvariantCulture))
            // No request waits for the disk; a line waits where so many are on their way, and none is left out.
            .WriteTo.Async(
                file => file.File(
                    new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture),
                    Path.Combine(folder, "aidtracker-.log"),
                    rollingInterval: RollingInterval.Day,
                    fileSizeLimitBytes: LargestFile,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: MostFiles),
                MostOnTheirWay,
                blockWhenFull: true)
            .CreateLogger();
        _factory = new SerilogLoggerFactory(_serilog);
        Log = _factory.CreateLogger("AidTracker");
    }

    public string Folder { get; }

    /// <summary>For what happens outside the application's own services: before they exist and after they are gone.</summary>
    public Microsoft.Extensions.Logging.ILogger Log { get; }

    /// <exception cref="StartupRefusedException">The folder cannot be written, or the section Serilog is malformed.</exception>
    public static Logs Open(string dataFolder, IConfiguration configuration)
    {
        var folder = Path.Combine(dataFolder, "logs");
        try
        {
            Directory.CreateDirectory(folder);
            // Serilog keeps silent about a file that it cannot write.
            var probe = Path.Combine(folder, ".writable");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Logs(folder, configuration);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The log folder {folder} cannot be written by user {Environment.UserName}: choose another place with --DataFolder=DIR.", refused);
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or ArgumentException)
        {
            throw new StartupRefusedException($"The settings of section Serilog are not understood: {malformed.Message}", malformed);
        }
    }

    public void WriteThrough(WebApplicationBuilder builder) => builder.Logging.ClearProviders().AddSerilog(_serilog);

    /// <summary>From now on exceptions show on the console too.</summary>
    public void StartupIsOver() => _serving = true;

    public void Dispose()
    {
        _factory.Dispose();
        _serilog.Dispose();
    }
}
