using System.Globalization;
using System.IO.Compression;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Tests.Reading;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;

namespace AidTracker.Web.Tests.Export;

/// <summary>Workbooks hold what the CSV holds, each value as what it is. Read back by ExcelDataReader, and held against the form by the Open XML SDK.</summary>
public sealed class XlsxTests(DemonstrationSite site, DemonstrationLedger ledger) : IClassFixture<DemonstrationSite>, IClassFixture<DemonstrationLedger>
{
    internal static readonly string[] Hostile = ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "_x0041_", "a\u0000b\u0007", "é ß 한국 العربية 🛰", "<c><f>1+1</f></c>", "line\r\nline", "  spaces  "];

    [Theory]
    [InlineData("/packages", "?currency=EUR")]
    [InlineData("/line-items", "?announcedBy=2024-12-31&currency=USD&rate=2024-06-28")]
    [InlineData("/announcements", "?donor=CA&versions=all")]
    [InlineData("/entries", "?donor=SE")]
    [InlineData("/progress", "")]
    [InlineData("/explore", "?rows=donor&columns=year&measure=committed")]
    [InlineData("/packages", "?donor=IS&category=NAV")]
    public async Task The_rows_of_a_workbook_are_those_of_csv_as_what_they_are(string path, string query)
    {
        var expected = await Csv.RowsAsync(site, $"{path}.csv{query}");
        var columns = Exports.All.Single(export => export.View.Path == path).Described;
        using var file = new MemoryStream(await site.Client.GetByteArrayAsync(new Uri($"{path}.xlsx{query}", UriKind.Relative)));

        var rows = Sheet(file, "Rows");

        Assert.Equal(columns.Select(column => column.Name), rows[0]);
        Assert.Equal(expected.Count, rows.Count - 1);
        foreach (var (row, cells) in expected.Zip(rows.Skip(1)))
        {
            foreach (var (column, cell) in columns.Zip(cells))
            {
                // The file writes what ExcelDataReader cannot tell from nothing as nothing.
                Assert.Equal((column.Name, Expected(column.Type, row[column.Name])), (column.Name, cell is "" ? null : cell));
            }
        }

        Assert.Empty(Errors(file));
        Assert.DoesNotContain(Formulas(file), _ => true);
    }

    [Fact]
    public async Task The_first_sheet_says_what_the_file_is()
    {
        using var response = await site.Client.GetAsync(new Uri("/line-items.xlsx?donor=CA&currency=EUR&announcedBy=2025-06-30", UriKind.Relative));
        using var file = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        var head = response.Headers.GetValues(LedgerHead.HeaderName).Single();

        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType!.MediaType);
        var about = Sheet(file, "About").TakeWhile(row => row[0] is not null).ToDictionary(row => (string)row[0]!, row => row[1]?.ToString());
        Assert.Equal("Donor: Canada", about["Only"]);
        Assert.Contains("30 June 2025", about["As of"], StringComparison.Ordinal);
        Assert.StartsWith("EUR, at the reference rates", about["Currency"], StringComparison.Ordinal);
        Assert.Contains(head.Split(':')[1], about["Ledger head"], StringComparison.Ordinal);
        Assert.Equal((await Csv.RowsAsync(site, "/line-items.csv?donor=CA&currency=EUR&announcedBy=2025-06-30")).Count.ToString(CultureInfo.InvariantCulture), about["Rows"]);
        // The address that it is cited by shows the same figures.
        Assert.Contains($"knownAt={head.Split(':')[0]}", about["Address"], StringComparison.Ordinal);
        await site.GetAsync(new Uri(about["Address"]!).PathAndQuery);
    }

    [Fact]
    public async Task A_text_stays_a_text_and_whole_whatever_is_in_it()
    {
        using var file = new MemoryStream();
        await new XlsxFormat().WriteAsync(file, new FileHead("/x.xlsx", LedgerHead.Empty, new LedgerFilter(), [("What", "=2+2")]), [new("text", "=3+3", ColumnType.Text)], Rows(), new Dictionary<string, string>(), default);

        Assert.Equal(Hostile, Sheet(file, "Rows").Skip(1).Select(row => row[0]));
        Assert.Empty(Errors(file));
        Assert.Empty(Formulas(file));

        static async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            await Task.Yield();
            foreach (var text in Hostile)
            {
                yield return [text];
            }
        }
    }

    [Fact]
    public async Task More_rows_than_a_sheet_holds_are_counted_before_anything_is_sent()
    {
        var most = new XlsxFormat().MostRows!.Value;
        Assert.Equal(1_048_576, most + 1);
        // Every file that can grow with the ledger can be counted; the explorer's is bounded by its dimensions.
        await using var context = ledger.Context();
        foreach (var export in Exports.All)
        {
            var count = await export.CountAsync(context, new LedgerFilter { Pivot = new PivotQuery() }, default);
            Assert.Equal((export.Path, export.View == LedgerView.Explore), (export.Path, count is null));
            Assert.True(count is null || count == (await Csv.RowsAsync(site, export.Path)).Count, export.Path);
        }
    }

    [Fact]
    public async Task The_same_rows_are_the_same_bytes_dated_as_the_ledger_is()
    {
        var first = await site.Client.GetByteArrayAsync(new Uri("/packages.xlsx?knownAt=60", UriKind.Relative));

        Assert.Equal(first, await site.Client.GetByteArrayAsync(new Uri("/packages.xlsx?knownAt=60", UriKind.Relative)));
        await using var context = ledger.Context();
        var recorded = (await LedgerHead.AtAsync(context, long.MaxValue, default)).RecordedAt!.Value.UtcDateTime;
        await using var archive = new ZipArchive(new MemoryStream(first));
        // An archive keeps even seconds.
        Assert.All(archive.Entries, entry => Assert.InRange((recorded - entry.LastWriteTime.DateTime).TotalSeconds, 0, 2));
    }

    private static object? Expected(ColumnType type, string cell) => (type, cell) switch
    {
        (_, "") => null,
        (ColumnType.Number or ColumnType.ExactNumber or ColumnType.Whole, _) => double.Parse(cell, CultureInfo.InvariantCulture),
        (ColumnType.Truth, _) => cell == "true",
        (ColumnType.Date, _) => DateTime.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        // A spreadsheet keeps days as numbers: to the millisecond.
        (ColumnType.Instant, _) => Rounded(DateTime.Parse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)),
        _ => cell,
    };

    private static DateTime Rounded(DateTime instant) => new((instant.Ticks + TimeSpan.TicksPerMillisecond / 2) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Unspecified);

    private static List<object?[]> Sheet(Stream file, string name)
    {
        file.Position = 0;
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
        while (reader.Name != name)
        {
            Assert.True(reader.NextResult(), $"There is no sheet {name}.");
        }

        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        }

        return rows;
    }

    private static List<string> Errors(Stream file)
    {
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        return [.. new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}")];
    }

    private static List<string> Formulas(Stream file)
    {
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        return [.. document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<CellFormula>()).Select(formula => formula.Text)];
    }
}
