using System.IO.Compression;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Reports.Made;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>A report as a workbook: what it is, and a sheet for each of its tables.</summary>
internal static class ReportWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string About = "About";

    /// <param name="address">The one that shows the same figures for good.</param>
    public static async Task WriteAsync(Stream output, Report report, string address, CancellationToken cancel)
    {
        using var archive = new SentArchive(output, report.Head, CompressionLevel.Fastest);
        var tables = report.Tables;
        foreach (var (name, text) in XlsxParts.Of([About, .. tables.Select(table => table.Kind.Name)]))
        {
            await using var part = archive.Begin(name);
            part.Write(text);
        }

        await WriteAboutAsync(archive, report, tables, address, cancel);
        foreach (var (table, place) in tables.Select((table, place) => (table, place)))
        {
            using var sheet = new XlsxSheet(archive, XlsxParts.Sheet(place + 2));
            sheet.Begin([.. table.Kind.Described.Select(column => XlsxFormat.Width(column.Type))], frozenRows: 1);
            await sheet.WriteRowAsync([.. table.Kind.Described.Select(column => (object)column.Name)], XlsxStyle.Heading, cancel);
            foreach (var row in table.Rows)
            {
                await sheet.WriteRowAsync(row.Values, XlsxStyle.Plain, cancel);
            }

            await sheet.EndAsync(hasFilter: true, cancel);
        }

        await archive.EndAsync(cancel);
    }

    private static async Task WriteAboutAsync(SentArchive archive, Report report, IReadOnlyList<ReportTable> tables, string address, CancellationToken cancel)
    {
        using var sheet = new XlsxSheet(archive, XlsxParts.Sheet(1));
        sheet.Begin([26, 110], frozenRows: 0);
        foreach (var (heading, text) in new[] { (report.Kind, report.Title), ("In short", report.Lead) }
            .Concat(report.Definition.Select(term => (term.Term, term.Text)))
            .Append(("Cite", ReportWords.Citation(report, address)))
            .Append(("Reading it", "An empty cell is unknown, not priced or without a rate, never zero. Numbers under “sources” are those of the sheet of that name. Times are in UTC.")))
        {
            await sheet.WriteRowAsync([heading, text], XlsxStyle.Wrapped, cancel);
        }

        foreach (var table in tables)
        {
            await sheet.WriteRowAsync([], XlsxStyle.Plain, cancel);
            await sheet.WriteRowAsync([$"Sheet {table.Kind.Name}", $"{table.Caption}. A row is {table.Kind.RowMeaning}."], XlsxStyle.Heading, cancel);
            foreach (var column in table.Kind.Described)
            {
                await sheet.WriteRowAsync([column.Name, column.Meaning.Replace("`", "", StringComparison.Ordinal)], XlsxStyle.Wrapped, cancel);
            }
        }

        await sheet.EndAsync(hasFilter: false, cancel);
    }
}
