using System.Data;
using System.Globalization;
using System.Text;
using AidTracker.Web.Data;
using AidTracker.Web.Reading;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Features.Export;

/// <summary>Serves each export as CSV: RFC 4180, UTF-8 without a byte order mark, streamed from one snapshot of the database.</summary>
internal static class ExportEndpoints
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly CsvConfiguration Rfc4180 = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    public static void MapExports(this IEndpointRouteBuilder endpoints)
    {
        foreach (var export in Exports.All)
        {
            endpoints.MapGet(export.Path, (HttpContext http, FilterParser parser, IDbContextFactory<LedgerContext> contexts, TimeProvider time) => ServeAsync(export, http, parser, contexts, time));
        }
    }

    private static async Task ServeAsync(LedgerExport export, HttpContext http, FilterParser parser, IDbContextFactory<LedgerContext> contexts, TimeProvider time)
    {
        var (filter, errors, isCanonical, _) = await parser.ParseAsync(http, export.View);
        if (errors.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(string.Join('\n', errors.Select(error => $"{error.Parameter}: {error.Sentence}")) + "\n", http.RequestAborted);
            return;
        }

        if (!isCanonical)
        {
            http.Response.Redirect(http.Request.PathBase + export.Path + filter.ToQuery(), permanent: true);
            return;
        }

        var cancel = http.RequestAborted;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // One snapshot for the whole file: what is published meanwhile is not in it, not even in part.
        await using var snapshot = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        // Of the same snapshot: it names what the file is an extract of.
        var head = await LedgerHead.ReadAsync((NpgsqlConnection)context.Database.GetDbConnection(), cancel);
        var tag = LedgerTag.Of(head, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (LedgerTag.IsHeldBy(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            http.Response.Headers.ETag = tag;
            return;
        }

        await using var rows = export.RowsAsync(context, filter).GetAsyncEnumerator(cancel);
        // The first row is asked for before the answer begins, so that a query that fails is an error page and not an empty file.
        var more = await rows.MoveNextAsync();

        http.Response.ContentType = "text/csv; charset=utf-8; header=present";
        http.Response.Headers[LedgerHead.HeaderName] = head.ToString();
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"aidtracker{export.View.Path.Replace('/', '-')}.csv\"";
        // From here on an exception escapes and breaks the transfer: a part of a file never looks like the whole.
        await using var writer = new StreamWriter(http.Response.Body, Utf8, bufferSize: 32 * 1024, leaveOpen: true);
        await using var csv = new CsvWriter(writer, Rfc4180);
        foreach (var (name, _) in export.Described)
        {
            csv.WriteField(name);
        }

        await csv.NextRecordAsync();
        while (more)
        {
            foreach (var cell in rows.Current)
            {
                csv.WriteField(cell);
            }

            await csv.NextRecordAsync();
            more = await rows.MoveNextAsync();
        }

        await csv.FlushAsync();
        await writer.FlushAsync(cancel);
    }
}
