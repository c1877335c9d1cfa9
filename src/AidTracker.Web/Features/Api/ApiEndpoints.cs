using System.Text.Json;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;

namespace AidTracker.Web.Features.Api;

/// <summary>Serves the API: reading only, for programs of any origin, without accounts.</summary>
internal static class ApiEndpoints
{
    /// <summary>What of the API depends on more than the ledger, or is asked for to learn whether something was published.</summary>
    public const string NotKept = ApiOperation.Root + "/ledger";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Routing takes a path in any letters.</summary>
    public static bool IsAsked(HttpRequest request) => request.Path.StartsWithSegments(ApiOperation.Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Before whatever else may answer, a refusal or what is kept: programs of any origin may read all of it. There is nothing here that is
    /// not public, and no cookie is looked at.
    /// </summary>
    public static void UseApi(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (IsAsked(http.Request) || http.Request.Path == OpenApiDocument.Path)
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            http.Response.Headers.AccessControlExposeHeaders = $"ETag, Retry-After, {LedgerHead.HeaderName}";
        }

        return next(http);
    });

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        foreach (var operation in ApiOperations.All)
        {
            endpoints.MapMethods(ApiOperation.Root + operation.Path, Reading, (HttpContext http) => ServeAsync(operation, http));
        }

        endpoints.MapMethods(OpenApiDocument.Path, Reading, async (HttpContext http, FilterParser parser) =>
        {
            if ((await parser.ParseAsync(http, OpenApiDocument.View)).Errors is { Count: > 0 } errors)
            {
                await ApiProblem.WriteAsync(http, StatusCodes.Status400BadRequest, errors);
                return;
            }

            await Results.Bytes(OpenApiDocument.Json, "application/json; charset=utf-8").ExecuteAsync(http);
        });
        // Asked by browsers before they send a tag; of any address of the API.
        endpoints.MapMethods(ApiOperation.Root + "/{**rest}", [HttpMethods.Options], (HttpContext http) =>
        {
            http.Response.Headers.AccessControlAllowMethods = "GET, HEAD";
            http.Response.Headers.AccessControlAllowHeaders = "If-None-Match";
            http.Response.Headers.AccessControlMaxAge = "86400";
            return Results.NoContent();
        });
        endpoints.MapMethods(ApiOperation.Root + "/{**rest}", Reading, (HttpContext http) =>
            ApiProblem.WriteAsync(http, StatusCodes.Status404NotFound, [new FilterError("path", $"There is no such address: use {string.Join(", ", ApiOperations.All.Select(operation => ApiOperation.Root + operation.Path))}. {OpenApiDocument.Path} describes them.")]));
        endpoints.MapMethods(ApiOperation.Root + "/{**rest}", [HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete], RefuseMethodAsync);
    }

    /// <summary>What other methods get in place of an empty answer.</summary>
    private static Task RefuseMethodAsync(HttpContext http)
    {
        http.Response.Headers.Allow = "GET, HEAD, OPTIONS";
        return ApiProblem.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, [new FilterError("method", "The API is for reading alone: ask with GET, or with HEAD for the headers, and say in the address what is wanted.")]);
    }

    private static async Task ServeAsync(ApiOperation operation, HttpContext http)
    {
        var services = http.RequestServices;
        var cancel = http.RequestAborted;
        var request = ApiRequest.Read(http, operation);
        var own = operation.Own.Except(operation.View.HasPages ? [ApiParameter.After] : []);
        var (filter, wrong, isCanonical, _) = await services.GetRequiredService<FilterParser>().ParseAsync(http, operation.View with { Parameters = [.. operation.View.Parameters.Union(own)] });
        FilterError[] errors = [.. request.Errors.Concat(wrong.Select(error => Known(error, operation))).DistinctBy(error => error.Parameter)];
        if (errors.Length > 0)
        {
            await ApiProblem.WriteAsync(http, StatusCodes.Status400BadRequest, errors);
            return;
        }

        var path = http.Request.PathBase + http.Request.Path;
        if (!isCanonical)
        {
            http.Response.Redirect(path + filter.ToQuery(Said(request.Given, operation)), permanent: true);
            return;
        }

        await using var state = await LedgerState.OpenAsync(services.GetRequiredService<IDbContextFactory<LedgerContext>>(), cancel);
        var head = state.Head;
        http.Response.Headers[LedgerHead.HeaderName] = head.ToString();
        http.Response.Headers.CacheControl = "no-cache";
        if (operation.IsTagged)
        {
            var tag = LedgerTag.Of(head, services.GetRequiredService<TimeProvider>());
            http.Response.Headers.ETag = tag;
            if (LedgerTag.IsHeldBy(http.Request, tag))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        // What was known at the newest publication is what is known now, which is kept apart from the past and found faster.
        var asked = filter.AsOf.KnownAt == head.Seq ? filter with { AsOf = filter.AsOf with { KnownAt = null } } : filter;
        var answer = await operation.AnswerAsync(new ApiQuestion(state.Context, asked, head, request.Limit, request.Given, services), cancel);
        if (answer.Refusal is { } refusal)
        {
            http.Response.Headers.ETag = StringValues.Empty;
            await ApiProblem.WriteAsync(http, refusal.Status, [refusal.Error]);
            return;
        }

        if (answer.Elsewhere is { } elsewhere)
        {
            http.Response.Headers.ETag = StringValues.Empty;
            http.Response.Redirect(http.Request.PathBase + ApiOperation.Root + elsewhere + filter.ToQuery(Said(request.Given, operation)));
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        var next = Next(operation, filter with { AsOf = filter.AsOf with { KnownAt = filter.AsOf.KnownAt ?? head.Seq } }, answer, request.Given);
        await using var json = new Utf8JsonWriter(http.Response.Body);
        ApiJson.Write(json, operation, answer, request.Fields, next is null ? null : path + next, filter.AsOf, head);
        await json.FlushAsync(cancel);
    }

    /// <summary>The query of the next page, at the same point of both clocks, so that pages are of one state; null where there is none.</summary>
    private static string? Next(ApiOperation operation, LedgerFilter kept, ApiAnswer answer, IReadOnlyDictionary<string, string> given)
    {
        if (answer.Next is { } after)
        {
            return (kept with { After = after }).ToQuery(Said(given, operation));
        }

        // The changes since a head have no clocks: a publication is what it is.
        var filter = operation.View.Parameters.Contains("knownAt") ? kept with { Page = 1 } : new LedgerFilter();
        return answer.NextSays is { } says ? filter.ToQuery(Said(given, operation).Where(parameter => parameter.Key != says.Key).Append(says)) : null;
    }

    /// <summary>What the operation does not know at all is told with what it does know, which is not what a page knows.</summary>
    private static FilterError Known(FilterError error, ApiOperation operation)
    {
        var names = operation.Parameters.Where(parameter => !parameter.IsInPath).Select(parameter => parameter.Name).ToList();
        if (names.Contains(error.Parameter))
        {
            return error;
        }

        var name = error.Parameter.Length == 0 ? "(without a name)" : error.Parameter;
        return new FilterError(name, $"“{name}” is not a parameter of {ApiOperation.Root + operation.Path}: {(names.Count == 0 ? "it takes none" : "use " + string.Join(", ", names))}.");
    }

    private static IEnumerable<KeyValuePair<string, string>> Said(IReadOnlyDictionary<string, string> given, ApiOperation operation) =>
        given.Where(parameter => !ApiParameter.Of(parameter.Key).IsInPath && operation.Own.Contains(parameter.Key) && parameter.Key != "page");
}
