using System.Globalization;
using System.Text;
using AidTracker.Web.Features.Accounts.Data;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.Audit;

/// <summary>The trail as a file, by the same address as the page with another ending: the newest first, streamed.</summary>
internal static class AuditFile
{
    public const string Path = "/admin/audit.csv";

    private static readonly CsvConfiguration Rfc4180 = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        // It is opened in a spreadsheet, and names on it were typed by people.
        InjectionOptions = InjectionOptions.Escape, InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'],
    };

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, ServeAsync).RequireAuthorization(Policies.Admin);

    private static async Task ServeAsync(HttpContext http, IDbContextFactory<AccountContext> contexts, AuditTrail trail)
    {
        var (filter, wrong) = AuditFilter.Read(http.Request.Query);
        http.Response.Headers.CacheControl = "private, no-store";
        if (wrong.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(string.Join('\n', wrong.Select(field => $"{field.Key}: {field.Value}")) + "\n", http.RequestAborted);
            return;
        }

        await trail.WriteAsync(AuditKind.Exported, http, SignedIn.Of(http.User), Path + filter.ToQuery());
        http.Response.ContentType = "text/csv; charset=utf-8; header=present";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"aidtracker-audit.csv\"";
        await using var context = await contexts.CreateDbContextAsync(http.RequestAborted);
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(writer, Rfc4180);
        foreach (var column in (string[])["number", "at", "what", "person", "person_id", "about", "address", "request"])
        {
            csv.WriteField(column);
        }

        await csv.NextRecordAsync();
        await foreach (var happened in filter.Of(context).AsNoTracking().AsAsyncEnumerable().WithCancellation(http.RequestAborted))
        {
            csv.WriteField(happened.Id);
            csv.WriteField(happened.At.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture));
            csv.WriteField(happened.What);
            csv.WriteField(happened.PersonName);
            csv.WriteField(happened.PersonId);
            csv.WriteField(happened.About);
            csv.WriteField(happened.Address);
            csv.WriteField(happened.Request);
            await csv.NextRecordAsync();
        }

        await csv.FlushAsync();
    }
}
