using AidTracker.Web.Data;
using AidTracker.Web.Shell;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Export;

/// <summary>Serves each export in each format, streamed from one snapshot of the database.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder endpoints)
    {
        foreach (var export in Exports.All)
        {
            foreach (var format in ExportFormat.All)
            {
                endpoints.MapGet(export.View.Path + format.Ending, (HttpContext http, FilterParser parser, IDbContextFactory<LedgerContext> contexts, ReferenceLists lists, TimeProvider time) => ServeAsync(export, format, http, parser, contexts, lists, time));
            }
        }
    }

    private static async Task ServeAsync(LedgerExport export, ExportFormat format, HttpContext http, FilterParser parser, IDbContextFactory<LedgerContext> contexts, ReferenceLists lists, TimeProvider time)
    {
        var (filter, errors, isCanonical, _) = await parser.ParseAsync(http, export.View with { Parameters = [.. export.View.Parameters, .. format.Choices.Keys] });
        var choices = Choices(http.Request, format);
        errors = [.. errors, .. choices.Errors];
        if (errors.Count > 0)
        {
            await RefuseAsync(http, errors);
            return;
        }

        var address = http.Request.PathBase + export.View.Path + format.Ending + filter.ToQuery(choices.Given);
        if (!isCanonical)
        {
            http.Response.Redirect(address, permanent: true);
            return;
        }

        var cancel = http.RequestAborted;
        await using var state = await LedgerState.OpenAsync(contexts, cancel);
        var (context, head) = (state.Context, state.Head);
        var tag = LedgerTag.Of(head, time);
        if (LedgerTag.IsHeldBy(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            http.Response.Headers.ETag = tag;
            return;
        }

        if (format.MostRows is { } most && await export.CountAsync(context, filter, cancel) is { } count && count > most)
        {
            await RefuseAsync(http, [new FilterError("rows", $"The file would have {Words.Number(count)} rows, and a sheet of {format.Ending[1..]} holds {Words.Number(most)}: narrow the filter, or take the CSV, which holds any number.")]);
            return;
        }

        var about = AboutFile.Of(export, filter, head, SiteOf(http.Request), lists);
        await SendAsync(http, format, export.View, new FileHead(address, head, filter, about), tag, export.Described, export.RowsAsync(context, filter), choices.Given);
    }

    /// <summary>Sends a file as an attachment.</summary>
    /// <param name="view">Whose path names the file.</param>
    /// <param name="tag">The file's state.</param>
    /// <param name="choices">Those of the format that were given.</param>
    internal static async Task SendAsync(
        HttpContext http, ExportFormat format, LedgerView view, FileHead head, string tag, IReadOnlyList<ExportColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> values, IReadOnlyDictionary<string, string> choices)
    {
        var cancel = http.RequestAborted;
        await using var rows = values.GetAsyncEnumerator(cancel);
        // The first row is asked for before the answer begins, so that a query that fails is an error page and not an empty file.
        var more = await rows.MoveNextAsync();
        http.Response.ContentType = format.ContentType;
        http.Response.Headers[LedgerHead.HeaderName] = head.Ledger.ToString();
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"aidtracker{view.Path.Replace('/', '-')}{format.Ending}\"";
        await format.WriteAsync(http.Response.Body, head, columns, RestAsync(), choices, cancel);

        async IAsyncEnumerable<IReadOnlyList<object?>> RestAsync()
        {
            while (more)
            {
                yield return rows.Current;
                more = await rows.MoveNextAsync();
            }
        }
    }

    /// <summary>The site's address, without a slash at its end.</summary>
    internal static string SiteOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    /// <summary>A line for each parameter that cannot be used: whoever asks for a file reads text.</summary>
    internal static Task RefuseAsync(HttpContext http, IReadOnlyList<FilterError> errors)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(string.Join('\n', errors.Select(error => $"{error.Parameter}: {error.Sentence}")) + "\n", http.RequestAborted);
    }

    /// <summary>What an address says of the format.</summary>
    internal static (IReadOnlyDictionary<string, string> Given, IReadOnlyList<FilterError> Errors) Choices(HttpRequest request, ExportFormat format)
    {
        var given = new Dictionary<string, string>();
        var errors = new List<FilterError>();
        foreach (var (name, known) in format.Choices)
        {
            if (request.Query[name] is not { Count: > 0 } values)
            {
                continue;
            }

            if (values is [{ } value] && known.Contains(value))
            {
                given[name] = value;
            }
            else
            {
                errors.Add(new FilterError(name, $"Use “{name}” once, as {string.Join(" or ", known)}."));
            }
        }

        return (given, errors);
    }
}
