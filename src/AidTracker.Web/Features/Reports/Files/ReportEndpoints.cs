using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Reports.Made;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>Serves each report as a file, of the same address with an ending.</summary>
internal static class ReportEndpoints
{
    private const string Table = "table";

    private static readonly CsvFormat Csv = new();

    /// <summary>With their points.</summary>
    private static readonly string[] Endings = [".csv", ".xlsx", WordDocument.Ending];

    public static void AddReports(this IServiceCollection services) => services.AddSingleton<MakeReport>();

    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        foreach (var kind in ReportKind.All)
        {
            foreach (var ending in Endings)
            {
                endpoints.MapGet(kind.Path + (kind == ReportKind.Month ? "" : "/{of}") + ending, (HttpContext http, MakeReport reports, string? of) => ServeAsync(kind, ending, of, http, reports));
            }
        }
    }

    /// <summary>Whether a path is one of these: what costs a session of the database is bounded.</summary>
    public static bool IsFile(PathString path) => path.StartsWithSegments("/reports", StringComparison.OrdinalIgnoreCase)
        && Endings.Any(ending => path.Value!.TrimEnd('/').EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static async Task ServeAsync(ReportKind kind, string ending, string? of, HttpContext http, MakeReport reports)
    {
        var isCsv = ending == Csv.Ending;
        var answer = await reports.RunAsync(http, kind, of, ending, isCsv ? [Table, CsvFormat.Profile] : []);
        var (table, profile, wrong) = isCsv ? Choices(http.Request) : default;
        if (answer.Asked.Parsed.Errors.Concat(wrong ?? []).ToList() is { Count: > 0 } errors)
        {
            await ExportEndpoints.RefuseAsync(http, errors);
            return;
        }

        if (answer.Proper is { } proper)
        {
            http.Response.Redirect(proper);
            return;
        }

        if (answer.Tag is { } tag)
        {
            http.Response.Headers.ETag = tag;
            http.Response.Headers[LedgerHead.HeaderName] = answer.Newest!.ToString();
            http.Response.Headers.CacheControl = "no-cache";
        }

        if (answer.IsHeld)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (answer.Report is not { } report)
        {
            http.Response.Headers.Remove("ETag");
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(answer.IsLater ? "The package was not on record then: ask about a later point in time.\n" : "There is no report at this address: /reports says what there is.\n", http.RequestAborted);
            return;
        }

        var address = ReportWords.Host(http.Request) + report.Path + report.Kept;
        http.Response.ContentType = ending switch { ".csv" => Csv.ContentType, ".xlsx" => ReportWorkbook.ContentType, _ => WordDocument.ContentType };
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"aidtracker{report.Path.Replace('/', '-')}{(answer.Asked.Month is { } month ? $"-{month}" : "")}{(table is null ? "" : $"-{table.Name}")}{ending}\"";
        switch (ending)
        {
            case ".csv":
                await WriteCsvAsync(http, report, table ?? (report.Tables is [var first, ..] ? first.Kind : FirstOf(kind)), profile);
                break;
            case ".xlsx":
                await ReportWorkbook.WriteAsync(http.Response.Body, report, address, http.RequestAborted);
                break;
            default:
                await WordDocument.WriteAsync(http.Response.Body, report, address, ReportWords.Host(http.Request), http.RequestAborted);
                break;
        }
    }

    /// <summary>One of the report's tables; one that it has no rows of is a header alone.</summary>
    private static Task WriteCsvAsync(HttpContext http, Report report, ReportTableKind kind, string? profile) => Csv.WriteAsync(
        http.Response.Body, new FileHead(report.Path, report.Head, new LedgerFilter(), []), kind.Described,
        (report.Tables.FirstOrDefault(table => table.Kind == kind)?.Rows ?? []).Select(row => row.Values).ToAsyncEnumerable(),
        profile is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [CsvFormat.Profile] = profile }, http.RequestAborted);

    /// <summary>Of a report without a row in any table, as before the first announcement of whom it is about.</summary>
    private static ReportTableKind FirstOf(ReportKind kind) => kind == ReportKind.Month ? ReportTables.Changes : ReportTables.Totals;

    private static (ReportTableKind? Table, string? Profile, IReadOnlyList<FilterError> Wrong) Choices(HttpRequest request)
    {
        var wrong = new List<FilterError>();
        var name = OneOf(Table, [.. ReportTables.All.Select(table => table.Name)]);
        var profile = OneOf(CsvFormat.Profile, Csv.Choices[CsvFormat.Profile]);
        return (ReportTables.All.FirstOrDefault(table => table.Name == name), profile, wrong);

        string? OneOf(string parameter, IReadOnlyList<string> known)
        {
            if (request.Query[parameter] is not { Count: > 0 } values || values is [{ } value] && known.Contains(value))
            {
                return request.Query[parameter].FirstOrDefault();
            }

            wrong.Add(new FilterError(parameter, $"Use “{parameter}” once, as {string.Join(" or ", known)}."));
            return null;
        }
    }
}
