using System.Diagnostics;
using System.Security.Cryptography;

namespace AidTracker.Web.Hosting;

/// <summary>Gives each request a short id that its answer and all its log lines carry, and logs one line for it.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public const string Header = "X-Request-Id";

    private const int LongestPath = 500;

    /// <summary>What nginx calls a request whose client did not wait for the answer.</summary>
    private const int ClientLeft = 499;

    /// <summary>No vowels and nothing that looks like something else: an id is read out on the phone and never spells a word.</summary>
    private const string Alphabet = "23456789bcdfghjkmnpqrstvwxz";

    public async Task InvokeAsync(HttpContext context)
    {
        // Ours, whatever the client sent: error pages show HttpContext.TraceIdentifier, and it must lead to one request.
        context.TraceIdentifier = RandomNumberGenerator.GetString(Alphabet, 10);
        context.Response.Headers[Header] = context.TraceIdentifier;

        // An error page begins the answer anew and loses the headers set so far.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = context.TraceIdentifier;
            return Task.CompletedTask;
        });

        using var scope = logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = context.TraceIdentifier });
        var target = LogText.Printable(SecretsInPaths.Without(context.Request.Path.Value + context.Request.QueryString.Value), LongestPath);
        var method = LogText.Printable(context.Request.Method, 20);
        var started = Stopwatch.GetTimestamp();
        int? status = null;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            status = ClientLeft;
            throw;
        }
        finally
        {
            var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var level = status is null or >= 500 ? LogLevel.Error
                : context.Request.Path.StartsWithSegments("/health") ? LogLevel.Debug
                : LogLevel.Information;
            Handled(logger, level, method, target, status ?? StatusCodes.Status500InternalServerError, milliseconds, context.TraceIdentifier);
        }
    }

    [LoggerMessage("{Method} {Target} {Status} {Milliseconds:0.0} ms [{Request}]")]
    private static partial void Handled(ILogger logger, LogLevel level, string method, string target, int status, double milliseconds, string request);
}
