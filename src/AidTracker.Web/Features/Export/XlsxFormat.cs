using System.Globalization;
using System.IO.Compression;

namespace AidTracker.Web.Features.Export;

/// <summary>
/// A workbook of two sheets: what the file is, and its rows. Written as it is read, a part of the archive after the other, because the
/// library that knows the form keeps a whole workbook in memory. Text goes into inline strings, which no spreadsheet works out.
/// </summary>
internal sealed record XlsxFormat() : ExportFormat(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
{
    /// <summary>A sheet has 1,048,576, and the first is the header.</summary>
    public override int? MostRows => 1_048_575;

    public override async Task WriteAsync(Stream output, FileHead head, IReadOnlyList<ExportColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, IReadOnlyDictionary<string, string> choices, CancellationToken cancel)
    {
        using var archive = new SentArchive(output, head.Ledger, CompressionLevel.Fastest);
        foreach (var (name, text) in XlsxParts.Of("About", "Rows"))
        {
            await using var part = archive.Begin(name);
            part.Write(text);
        }

        var count = await WriteRowsAsync(archive, columns, rows, cancel);
        await WriteAboutAsync(archive, head, columns, count, cancel);
        await archive.EndAsync(cancel);
    }

    private static async Task<int> WriteRowsAsync(SentArchive archive, IReadOnlyList<ExportColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        using var sheet = new XlsxSheet(archive, XlsxParts.Sheet(2));
        sheet.Begin([.. columns.Select(column => Width(column.Type))], frozenRows: 1);
        await sheet.WriteRowAsync([.. columns.Select(column => (object)column.Name)], XlsxStyle.Heading, cancel);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            await sheet.WriteRowAsync(row, XlsxStyle.Plain, cancel);
        }

        await sheet.EndAsync(hasFilter: true, cancel);
        return sheet.Rows - 1;
    }

    private static async Task WriteAboutAsync(SentArchive archive, FileHead head, IReadOnlyList<ExportColumn> columns, int count, CancellationToken cancel)
    {
        using var sheet = new XlsxSheet(archive, XlsxParts.Sheet(1));
        sheet.Begin([26, 110], frozenRows: 0);
        foreach (var (heading, text) in head.About.Append(("Rows", count.ToString(CultureInfo.InvariantCulture))))
        {
            await sheet.WriteRowAsync([heading, text], XlsxStyle.Wrapped, cancel);
        }

        await sheet.WriteRowAsync([], XlsxStyle.Plain, cancel);
        await sheet.WriteRowAsync(["Column", "Meaning"], XlsxStyle.Heading, cancel);
        foreach (var column in columns)
        {
            await sheet.WriteRowAsync([column.Name, column.Meaning.Replace("`", "", StringComparison.Ordinal)], XlsxStyle.Wrapped, cancel);
        }

        await sheet.EndAsync(hasFilter: false, cancel);
    }

    /// <summary>In characters.</summary>
    internal static int Width(ColumnType type) => type switch
    {
        ColumnType.Date => 12,
        ColumnType.Instant => 20,
        ColumnType.Truth or ColumnType.Whole => 10,
        ColumnType.Number or ColumnType.ExactNumber => 20,
        _ => 24,
    };
}
