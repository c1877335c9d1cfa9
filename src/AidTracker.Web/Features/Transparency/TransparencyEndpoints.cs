using AidTracker.Web.Features.Export;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>Checkpoints and their key, for everybody to keep copies of.</summary>
internal static class TransparencyEndpoints
{
    /// <summary>The page and its files are of what is on record now: a point in time would be passed over.</summary>
    public static LedgerView View { get; } = new("transparency", "/transparency", [], []);

    /// <summary>What keeps checkpoints in the data folder and verifies the ledger against them.</summary>
    public static void AddTransparency(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton(provider => new Checkpoints(provider.GetRequiredService<NpgsqlDataSource>(), DataFolder.Transparency(dataFolder), provider.GetRequiredService<ILogger<Checkpoints>>()));
        services.AddSingleton<Verifications>();
        services.TryAddSingleton(TimeProvider.System);
    }

    public static void MapTransparency(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/transparency/checkpoints.txt", (HttpContext http, FilterParser parser, Checkpoints checkpoints) => ServeAsync(http, parser, checkpoints.File));
        endpoints.MapGet("/transparency/key.pem", (HttpContext http, FilterParser parser, Checkpoints checkpoints) => ServeAsync(http, parser, checkpoints.PublicKeyFile));
    }

    /// <summary>An installation that has published nothing has no checkpoints yet: an empty file.</summary>
    private static async Task ServeAsync(HttpContext http, FilterParser parser, string path)
    {
        if ((await parser.ParseAsync(http, View)).Errors is { Count: > 0 } errors)
        {
            await ExportEndpoints.RefuseAsync(http, errors);
            return;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        if (!File.Exists(path))
        {
            return;
        }

        // It is appended to while it is read: what is sent is what it holds at the beginning, and so whole lines.
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var left = file.Length;
        http.Response.ContentLength = left;
        var buffer = new byte[32 * 1024];
        while (left > 0 && await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), http.RequestAborted) is > 0 and var read)
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            left -= read;
        }
    }
}
