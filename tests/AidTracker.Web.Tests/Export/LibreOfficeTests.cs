using System.Globalization;
using System.Xml.Linq;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Tests.Hosting;
using AidTracker.Web.Tests.Reading;

namespace AidTracker.Web.Tests.Export;

/// <summary>
/// Files in a program that people open them with, LibreOffice without its windows: what was text is never worked out and stays whole, dates are dates and
/// numbers are numbers. What it made of a sheet is read from its own form as XML.
/// </summary>
public sealed class LibreOfficeTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    /// <summary>Commas, quotation marks, UTF-8, from the first line on, dates and numbers told apart: what its dialog offers for such a file.</summary>
    private const string CsvAsOffered = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false";

    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private static readonly string[] Truths = ["of:=TRUE()", "of:=FALSE()"];

    private static readonly ExportColumn[] Columns = [new("text", "A text.", ColumnType.Text), new("day", "A day.", ColumnType.Date), new("amount", "An amount.", ColumnType.Number)];

    /// <summary>Without line ends, spaces and signs that a sheet's XML writes as elements of their own.</summary>
    private static readonly string[] Texts = [.. XlsxTests.Hostile.Where(text => !text.Any(char.IsControl) && text == text.Trim())];

    [Theory]
    [InlineData(".xlsx")]
    [InlineData(".csv")]
    public async Task A_sheet_takes_every_value_for_what_it_is(string ending)
    {
        using var scratch = new Scratch();
        var excel = ending == ".csv";
        var query = excel ? "?profile=excel" : "";
        await WriteAsync(Path.Combine(scratch.Folder, "hostile" + ending), excel);
        await File.WriteAllBytesAsync(Path.Combine(scratch.Folder, "packages" + ending), await site.Client.GetByteArrayAsync(new Uri($"/packages{ending}{query}", UriKind.Relative)));
        Convert(scratch, excel ? [$"--infilter={CsvAsOffered}"] : [], "fods", "hostile" + ending, "packages" + ending);

        var hostile = Sheet(scratch, "hostile");
        // The mark that keeps a spreadsheet from working a text out is part of the text in a form that knows no types.
        Assert.Equal(Texts.Select(text => excel && "=+-@＝".Contains(text[0]) ? "'" + text : text), hostile.Skip(1).Select(row => row[0].Shown));
        Assert.All(hostile.Skip(1), row => Assert.Equal(["string", "date 2025-06-17", "float -1234.5"], [row[0].Type, $"{row[1].Type} {row[1].Value}", $"{row[2].Type} {row[2].Value}"]));

        var expected = await Csv.RowsAsync(site, "/packages.csv");
        var described = Exports.All.Single(export => export.View == LedgerView.Packages).Described;
        var packages = Sheet(scratch, "packages");
        Assert.Equal(described.Select(column => column.Name), packages[0].Select(cell => cell.Shown));
        Assert.Equal(expected.Count, packages.Count - 1);
        foreach (var (row, cells) in expected.Zip(packages.Skip(1)))
        {
            for (var place = 0; place < described.Count; place++)
            {
                var column = described[place];
                var cell = place < cells.Count ? cells[place] : SheetCell.Empty;
                if (row[column.Name].Length == 0)
                {
                    Assert.True(cell.Shown.Length == 0, $"{column.Name}: {cell}");
                }
                else if (column.Type == ColumnType.Date)
                {
                    Assert.Equal((column.Name, "date", row[column.Name]), (column.Name, cell.Type, cell.Value));
                }
                else if (column.Type is ColumnType.Number or ColumnType.Whole)
                {
                    Assert.Equal((column.Name, "float", double.Parse(row[column.Name], CultureInfo.InvariantCulture)), (column.Name, cell.Type, double.Parse(cell.Value, CultureInfo.InvariantCulture)));
                }
            }
        }
    }

    /// <summary>The pictures are of the first pages, in <c>.artifacts/screenshots</c>, for people to look at.</summary>
    [Fact]
    public async Task A_report_opens_in_its_writer_and_is_drawn()
    {
        using var scratch = new Scratch();
        var reports = new Dictionary<string, string> { ["donor"] = "/reports/donors/CA.docx?since=2025-01-01", ["package"] = "/reports/packages/ca-ua-2025-06-kananaskis.docx", ["month"] = "/reports/changes.docx?month=2025-08" };
        foreach (var (name, address) in reports)
        {
            await File.WriteAllBytesAsync(Path.Combine(scratch.Folder, $"{name}.docx"), await site.Client.GetByteArrayAsync(new Uri(address, UriKind.Relative)));
        }

        string[] files = [.. reports.Keys.Select(name => $"{name}.docx")];
        Convert(scratch, [], "txt:Text (encoded):UTF8", files);
        Convert(scratch, [], "pdf", files);

        var text = await File.ReadAllTextAsync(Path.Combine(scratch.Folder, "donor.txt"));
        Assert.Contains("What is not known", text, StringComparison.Ordinal);
        Assert.Contains("CAD 2,000,000,000", text, StringComparison.Ordinal);
        Assert.Contains("835,000,000", await File.ReadAllTextAsync(Path.Combine(scratch.Folder, "package.txt")), StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(Repository.File(".artifacts", "screenshots", "word"))!;
        Directory.CreateDirectory(folder);
        foreach (var name in reports.Keys)
        {
            Scratch.Run("pdftoppm", "-png", "-r", "70", "-singlefile", Path.Combine(scratch.Folder, $"{name}.pdf"), Path.Combine(folder, $"word_{name}"));
            var picture = new FileInfo(Path.Combine(folder, $"word_{name}.png"));
            Assert.True(picture.Length > 20_000, $"{name}: a page of {picture.Length} bytes has nothing on it.");
        }
    }

    private static async Task WriteAsync(string file, bool excel)
    {
        await using var output = File.Create(file);
        ExportFormat format = excel ? new CsvFormat() : new XlsxFormat();
        await format.WriteAsync(output, new FileHead("/x", LedgerHead.Empty, new LedgerFilter(), []), Columns, Rows(), excel ? new Dictionary<string, string> { [CsvFormat.Profile] = CsvFormat.Excel } : new Dictionary<string, string>(), default);

        static async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            await Task.Yield();
            foreach (var text in Texts)
            {
                yield return [text, new DateOnly(2025, 6, 17), -1234.5m];
            }
        }
    }

    /// <summary>All files by one start of the program, with a profile of its own, so that tests can run beside each other.</summary>
    private static void Convert(Scratch scratch, string[] choices, string form, params string[] files) => Scratch.Run(
        "soffice", [$"-env:UserInstallation=file://{scratch.Folder}/profile", "--headless", .. choices, "--convert-to", form, "--outdir", scratch.Folder, .. files.Select(file => Path.Combine(scratch.Folder, file))]);

    /// <summary>The rows of the last sheet; nothing is worked out on any.</summary>
    private static List<List<SheetCell>> Sheet(Scratch scratch, string name)
    {
        var document = XDocument.Load(Path.Combine(scratch.Folder, $"{name}.fods"));
        // A truth has no form of its own in it: it is written as the formula that says so.
        Assert.All(document.Descendants(Table + "table-cell").Attributes(Table + "formula"), formula => Assert.Contains(formula.Value, Truths));
        return [.. document.Descendants(Table + "table").Last().Descendants(Table + "table-row")
            .Select(row => row.Elements(Table + "table-cell").SelectMany(SheetCell.Of).ToList())
            .Where(row => row.Exists(cell => cell.Shown.Length > 0))];
    }

    /// <param name="Type">As OpenDocument calls it: string, float, date.</param>
    /// <param name="Value">A number's or a date's own, whatever is shown of it.</param>
    private sealed record SheetCell(string Type, string Value, string Shown)
    {
        /// <summary>More empty cells alike than any row here has are those to the sheet's end.</summary>
        private const int Widest = 200;

        public static SheetCell Empty { get; } = new("", "", "");

        public static IEnumerable<SheetCell> Of(XElement cell)
        {
            var alike = (int?)cell.Attribute(Table + "number-columns-repeated") ?? 1;
            return Enumerable.Repeat(new SheetCell(
                (string?)cell.Attribute(Office + "value-type") ?? "",
                (string?)cell.Attribute(Office + "value") ?? (string?)cell.Attribute(Office + "date-value") ?? "",
                string.Join('\n', cell.Elements(Text + "p").Select(line => line.Value))), alike > Widest ? 0 : alike);
        }
    }
}
