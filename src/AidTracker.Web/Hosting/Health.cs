using AidTracker.Web.Data;
using Npgsql;

namespace AidTracker.Web.Hosting;

/// <summary>Whether the application runs, and whether it can answer readers.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", (HttpContext context) => Answer(context, StatusCodes.Status200OK, new { status = "live" }));
        endpoints.MapGet("/health/ready", ReadyAsync);
    }

    /// <exception cref="StartupRefusedException">The database does not answer.</exception>
    public static async Task RequireAnswerAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(stop);
        }
        catch (NpgsqlException failure)
        {
            throw new StartupRefusedException($"The database of ConnectionStrings:AidTracker does not answer: {failure.Message}", failure);
        }
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, NpgsqlDataSource database, ILoggerFactory loggers)
    {
        // What is wrong is said in the log; a visitor learns only that something is.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            return await Database.IsMigratedAsync(database, patience.Token)
                ? Answer(context, StatusCodes.Status200OK, new { status = "ready" })
                : Answer(context, StatusCodes.Status503ServiceUnavailable, new { status = "not ready", reason = "the schema is not migrated" });
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            HostingLog.DatabaseDoesNotAnswer(loggers.CreateLogger("AidTracker"), failure.Message);
            return Answer(context, StatusCodes.Status503ServiceUnavailable, new { status = "not ready", reason = "the database does not answer" });
        }
    }

    private static IResult Answer(HttpContext context, int status, object body)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(body, statusCode: status);
    }
}
