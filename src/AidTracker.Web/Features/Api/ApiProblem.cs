using System.Text.Json;

namespace AidTracker.Web.Features.Api;

/// <summary>Refusals as <c>application/problem+json</c> (RFC 9457), each with the parameter that it is about.</summary>
internal static class ApiProblem
{
    public const string ContentType = "application/problem+json; charset=utf-8";

    /// <param name="errors">At least one.</param>
    public static async Task WriteAsync(HttpContext http, int status, IReadOnlyList<FilterError> errors)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(http.Response.Body);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Title(status));
        json.WriteNumber("status", status);
        json.WriteString("detail", errors[0].Sentence);
        json.WriteString("parameter", errors[0].Parameter);
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("parameter", error.Parameter);
            json.WriteString("sentence", error.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    private static string Title(int status) => status switch
    {
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status405MethodNotAllowed => "Not for this method",
        StatusCodes.Status409Conflict => "Another ledger",
        StatusCodes.Status429TooManyRequests => "Too many requests",
        _ => "The question cannot be answered",
    };
}
