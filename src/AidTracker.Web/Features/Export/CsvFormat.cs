using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace AidTracker.Web.Features.Export;

/// <summary>RFC 4180 in UTF-8, for programs; or for spreadsheets, which take a text that begins like a formula for one.</summary>
internal sealed record CsvFormat() : ExportFormat(".csv", "text/csv; charset=utf-8; header=present")
{
    public const string Profile = "profile";
    public const string Raw = "raw";

    /// <summary>With a byte order mark, and an apostrophe before what a spreadsheet would work out.</summary>
    public const string Excel = "excel";

    private const int Buffer = 32 * 1024;

    private static readonly CsvConfiguration Rfc4180 = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    /// <summary>The signs that begin a formula, and their full-width twins.</summary>
    private static readonly char[] Beginnings = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Choices { get; } = new Dictionary<string, IReadOnlyList<string>> { [Profile] = [Raw, Excel] };

    public override async Task WriteAsync(Stream output, FileHead head, IReadOnlyList<ExportColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, IReadOnlyDictionary<string, string> choices, CancellationToken cancel)
    {
        var excel = choices.GetValueOrDefault(Profile) == Excel;
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: excel), Buffer, leaveOpen: true);
        await using var csv = new CsvWriter(writer, Rfc4180);
        foreach (var column in columns)
        {
            csv.WriteField(column.Name);
        }

        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(cancel))
        {
            foreach (var value in row)
            {
                csv.WriteField(excel && Cell.IsText(value) ? Harmless(Cell.Text(value)!) : Cell.Text(value));
            }

            await csv.NextRecordAsync();
        }

        await csv.FlushAsync();
        await writer.FlushAsync(cancel);
    }

    private static string Harmless(string text) => text.Length > 0 && Beginnings.Contains(text[0]) ? "'" + text : text;
}
