using AidTracker.Web.Features.Accounts.SigningIn;
using AidTracker.Web.Features.Api;
using Microsoft.Net.Http.Headers;

namespace AidTracker.Web.Shell.Frame;

/// <summary>
/// Every reading page, and every answer of the API, carries the ledger's tag (<see cref="LedgerTag"/>). A reader who has it gets 304; for the others what was
/// answered once is kept under it until something is published.
/// </summary>
internal sealed class ReadingCache(RequestDelegate next, CurrentHead head, TimeProvider time)
{
    /// <summary>Of all that is kept, in bytes.</summary>
    private const long SizeLimit = 64 * 1024 * 1024;

    /// <summary>Of one answer, in bytes.</summary>
    private const long BodyLimit = 1024 * 1024;

    /// <summary>What depends on who asks, on the moment, or on more than the ledger.</summary>
    private static readonly string[] NotKept = ["/transparency", "/snapshots", "/health", "/_blazor", "/_framework", ApiEndpoints.NotKept, "/desk", "/admin", "/account", "/error", "/not-found"];

    public static void Add(IServiceCollection services) => services.AddOutputCache(cache =>
    {
        cache.SizeLimit = SizeLimit;
        cache.MaximumBodySize = BodyLimit;
        // /donors/ca leads to /donors/CA, and is not answered with what is kept of it.
        cache.UseCaseSensitivePaths = true;
        cache.AddBasePolicy(policy => policy
            .With(context => context.HttpContext.Items.ContainsKey(typeof(ReadingCache)))
            .Expire(TimeSpan.FromHours(1))
            .SetVaryByHeader(HeaderNames.AcceptEncoding)
            // A page that Blazor's navigation fetches differs from the same page opened.
            .VaryByValue(context => new("navigation", context.Request.Headers.Accept.ToString().Contains("blazor-enhanced-nav", StringComparison.Ordinal) ? "enhanced" : "plain"))
            .VaryByValue(context => new("tag", context.Response.Headers.ETag.ToString())));
    });

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsReading(context.Request))
        {
            return next(context);
        }

        if (SessionCookie.IsIn(context.Request) && !ApiEndpoints.IsAsked(context.Request))
        {
            // A page that names its reader is made for them alone, and kept nowhere.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.CacheControl = "private, no-store";
                return Task.CompletedTask;
            });
            return next(context);
        }

        // No page that is read takes a form, so none needs Blazor's cookie and what it says of keeping; its callback runs before this one.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Remove(HeaderNames.SetCookie);
            context.Response.Headers.Remove(HeaderNames.Pragma);
            context.Response.Headers.CacheControl = "no-cache";
            if (context.Response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status304NotModified))
            {
                context.Response.Headers.Remove(HeaderNames.ETag);
            }

            return Task.CompletedTask;
        });
        if (head.Known is not { } known)
        {
            return next(context);
        }

        var tag = LedgerTag.Of(known, time);
        context.Response.Headers.ETag = tag;
        context.Response.Headers[LedgerHead.HeaderName] = known.ToString();
        if (LedgerTag.IsHeldBy(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Items[typeof(ReadingCache)] = true;
        return next(context);
    }

    private static bool IsReading(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !Path.HasExtension(request.Path.Value)
        && !NotKept.Any(path => request.Path.StartsWithSegments(path))
        // A captured text can be taken down without a publication; a grid is interactive and has a circuit of its own.
        && request.Path.Value?.Contains("/sources/", StringComparison.Ordinal) != true
        && !request.Query.ContainsKey("entries");
}
