using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using AidTracker.Web.Features.Api;
using AidTracker.Web.Features.DataPackage;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Reports.Files;

namespace AidTracker.Web.Hosting;

/// <summary>How much of what costs is served at once: a file holds a session of the database until its last row is sent.</summary>
/// <param name="Exports">Files at a time, for everybody together.</param>
/// <param name="ExportsPerAddress">Files at a time, for one address.</param>
/// <param name="ApiPerSecond">Requests to the API, for one address; ten times as many may come at once after a rest.</param>
/// <param name="SignInsPerMinute">Passwords, codes, passkeys and one-time links that are tried, right or wrong, from one address.</param>
public sealed record Limits(int Exports, int ExportsPerAddress, int ApiPerSecond, int SignInsPerMinute)
{
    private const int Burst = 10;

    /// <summary>What is to be waited for where a file is not served, in seconds; nobody knows when another ends.</summary>
    private const int ExportPause = 5;

    private static readonly HashSet<string> Files = new(
        [.. Features.Export.Exports.All.Select(export => export.View).Append(LedgerView.Compare).SelectMany(view => ExportFormat.All.Select(format => view.Path + format.Ending)), DataPackageEndpoints.Path], StringComparer.OrdinalIgnoreCase);

    public static void Add(IServiceCollection services, Limits limits) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => IsFile(http) && AddressOf(http) is { } address
                ? RateLimitPartition.GetConcurrencyLimiter(address, _ => new ConcurrencyLimiterOptions { PermitLimit = limits.ExportsPerAddress })
                : RateLimitPartition.GetNoLimiter("")),
            PartitionedRateLimiter.Create<HttpContext, string>(http => IsFile(http)
                ? RateLimitPartition.GetConcurrencyLimiter("all", _ => new ConcurrencyLimiterOptions { PermitLimit = limits.Exports })
                : RateLimitPartition.GetNoLimiter("")),
            PartitionedRateLimiter.Create<HttpContext, string>(http => ApiEndpoints.IsAsked(http.Request) && AddressOf(http) is { } address
                ? RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = limits.ApiPerSecond * Burst, TokensPerPeriod = limits.ApiPerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true,
                })
                : RateLimitPartition.GetNoLimiter("")),
            PartitionedRateLimiter.Create<HttpContext, string>(http => IsSignIn(http) && AddressOf(http) is { } address
                ? RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("")));
        options.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected.HttpContext, rejected.Lease));
    });

    private static async Task RefuseAsync(HttpContext http, RateLimitLease lease)
    {
        var (isApi, isSignIn) = (ApiEndpoints.IsAsked(http.Request), IsSignIn(http));
        var pause = isApi ? 1
            : !isSignIn ? ExportPause
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? (int)Math.Ceiling(left.TotalSeconds)
            : 60;
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = pause.ToString(CultureInfo.InvariantCulture);
        if (isApi)
        {
            await ApiProblem.WriteAsync(http, StatusCodes.Status429TooManyRequests, [new FilterError("address", "Too many requests came from your address: wait a second, ask for more rows at once with “limit”, or take a file.")]);
            return;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(
            isSignIn
                ? $"Signing in was tried too often from your address within a minute: go back, and try again in {pause} seconds.\n"
                : $"Too many files are being sent at once, to you or to everybody: try again in {pause} seconds.\n",
            http.RequestAborted);
    }

    // Which endpoint it is nobody knows yet; routing takes a path in any letters, and with a slash at its end.
    private static bool IsFile(HttpContext http) => http.Request.Path.Value is { } path && (Files.Contains(path.TrimEnd('/')) || ReportEndpoints.IsFile(path));

    /// <summary>What is posted to prove who somebody is: names cannot be tried one after the other, each below the lock-out of its account.</summary>
    private static bool IsSignIn(HttpContext http) => HttpMethods.IsPost(http.Request.Method)
        && (http.Request.Path.StartsWithSegments("/account/login", StringComparison.OrdinalIgnoreCase) || http.Request.Path.StartsWithSegments("/account/link", StringComparison.OrdinalIgnoreCase));

    /// <summary>Who asks; of an IPv6 address the network, of which a host has as many addresses as it likes. Null for this machine itself, which stands for nobody or, as a proxy, for everybody.</summary>
    private static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => null,
        var address when IPAddress.IsLoopback(address) => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } wide => Convert.ToHexString(wide.GetAddressBytes().AsSpan(0, 8)),
        var address => address.ToString(),
    };
}
