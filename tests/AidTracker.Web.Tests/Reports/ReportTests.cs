using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Reports;
using AidTracker.Web.Features.Reports.Files;
using AidTracker.Web.Features.Reports.Made;
using AidTracker.Web.Shell.Charts;
using AidTracker.Web.Tests.Hosting;
using AidTracker.Web.Tests.Reading;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using ExcelDataReader;
using Source = AidTracker.Domain.Ledger.Source;
using Table = DocumentFormat.OpenXml.Wordprocessing.Table;

namespace AidTracker.Web.Tests.Reports;

/// <summary>What people hand in says what the pages say, in every form. Word documents are held against the form by the Open XML SDK.</summary>
public sealed partial class ReportTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Canada = "ca-ua-2025-06-kananaskis";

    private static readonly string[] Hostile = ["=1+1", "{ INCLUDETEXT \"/etc/passwd\" }", "<w:p/>]]>&", "a\u0000b\u0007\uFFFE", "é 한국 العربية 🛰", "line\r\nline\ttab", "  spaces  "];

    public static TheoryData<string, string> Reports => new()
    {
        { "/reports/donors/CA", "?since=2025-01-01" },
        { "/reports/recipients/UA", "?currency=EUR&announcedBy=2025-08-31&since=2025-06-01" },
        { $"/reports/packages/{Canada}", "?currency=EUR&since=2025-06-30" },
        { "/reports/changes", "?month=2025-08" },
        { "/reports/changes", "?currency=USD&rate=2025-06-30&knownAt=100&month=2025-06" },
    };

    [Theory, MemberData(nameof(Reports))]
    public async Task A_report_says_the_same_on_its_page_in_Word_and_in_Excel(string path, string query)
    {
        // A chart's own table stands in it only where there is a screen.
        var page = Details().Replace(WebUtility.HtmlDecode(await site.GetAsync(path + query)), "");
        var word = await site.Client.GetByteArrayAsync(new Uri($"{path}.docx{query}", UriKind.Relative));
        using var file = new MemoryStream(word);
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        var body = document.MainDocumentPart!.Document.Body!;

        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        // Headings, captions and cells in their order: nothing stands in the one that is not in the other.
        Assert.Equal(Cells().Matches(page).Select(cell => Plain(cell.Groups[1].Value)), Written(body));
        Assert.Equal(Headings().Matches(page).Select(heading => Plain(heading.Groups[1].Value)), body.Elements<Paragraph>().Where(paragraph => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value == "Heading1").Select(paragraph => paragraph.InnerText));
        Assert.Contains(document.PackageProperties.Title!, page, StringComparison.Ordinal);
        Assert.Equal(("AidTracker", "en-GB"), (document.PackageProperties.Creator, document.PackageProperties.Language));
        Assert.All(body.Descendants<Table>(), table => Assert.NotEmpty(table.Elements<TableRow>().First().Descendants<TableHeader>()));
        Assert.Equal(PageFields, document.MainDocumentPart.FooterParts.Single().Footer.Descendants<SimpleField>().Select(field => field.Instruction!.Value!.Trim()));

        Assert.Equal(word, await site.Client.GetByteArrayAsync(new Uri($"{path}.docx{query}", UriKind.Relative)));
        await HoldsTheSameAsCsvAsync(path, query);
    }

    [Fact]
    public async Task Its_figures_are_those_of_the_exports()
    {
        var packages = await Csv.RowsAsync(site, "/reports/donors/CA.csv?table=packages&currency=EUR");
        var exported = await Csv.RowsAsync(site, "/packages.csv?donor=CA&shares=stated&currency=EUR");
        Assert.Equal(exported.Select(row => (row["package"], row["committed"], row["committed_converted"])), packages.Select(row => (row["package"], row["committed"], row["committed_converted"])));

        var total = Assert.Single(await Csv.RowsAsync(site, "/reports/donors/CA.csv?currency=EUR"));
        var military = await Csv.RowsAsync(site, "/line-items.csv?donor=CA&shares=stated&counting=military&currency=EUR");
        Assert.Equal(military.Sum(row => Amount(row["amount_converted"])), Amount(total["military"]), 4);

        // The story: 2,000 million in June, broken down in August, and not a dollar more.
        var august = await Csv.RowsAsync(site, "/reports/changes.csv?month=2025-08&table=changes");
        Assert.All(august.Where(row => row["package"] == Canada), row => Assert.Equal("0", row["moved"]));
        Assert.Contains(august, row => row["package"] == Canada && row["kind"] == "Itemised");
        Assert.Equal("2000000000", (await Csv.RowsAsync(site, "/reports/changes.csv?month=2025-06&table=changes")).Single(row => row["package"] == Canada)["moved"]);
    }

    [Theory, MemberData(nameof(Reports))]
    public async Task Its_citation_shows_the_same_figures_for_good(string path, string query)
    {
        var page = await site.GetAsync(path + query);
        var cited = new Uri(WebUtility.HtmlDecode(Cited().Match(page).Groups[1].Value));

        Assert.Contains("knownAt=", cited.Query, StringComparison.Ordinal);
        Assert.Equal(Cells().Matches(page).Select(cell => Plain(cell.Groups[1].Value)), Cells().Matches(await site.GetAsync(cited.PathAndQuery)).Select(cell => Plain(cell.Groups[1].Value)));
    }

    [Theory]
    [InlineData("/reports/changes?month=2025-13", HttpStatusCode.BadRequest, "not a month")]
    [InlineData("/reports/changes?month=2025-08&announcedBy=2025-08-01", HttpStatusCode.BadRequest, "announcedBy")]
    [InlineData("/reports/donors/CA?since=yesterday", HttpStatusCode.BadRequest, "not a date")]
    [InlineData("/reports/donors/CA?announcedBy=2025-01-01&since=2025-01-01", HttpStatusCode.BadRequest, "before 2025-01-01")]
    [InlineData("/reports/donors/CA?since=2025-01-01&since=2025-02-01", HttpStatusCode.BadRequest, "2 times")]
    [InlineData("/reports/donors/XX", HttpStatusCode.NotFound, "There is no report")]
    [InlineData("/reports/packages/none.docx", HttpStatusCode.NotFound, "/reports")]
    [InlineData("/reports/packages/a%00b", HttpStatusCode.BadRequest, "")]
    [InlineData("/reports/donors/CA.csv?table=all&profile=x", HttpStatusCode.BadRequest, "Use “table” once")]
    [InlineData("/reports?package=what%20is%20this", HttpStatusCode.BadRequest, "copy it from the package’s page")]
    public async Task What_cannot_be_answered_gets_a_sentence(string address, HttpStatusCode status, string sentence)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reports/recipients/CA.csv", "currency,military,")]
    [InlineData("/reports/changes.csv?month=2025-08&knownAt=0", "what,currency,before,after,difference")]
    public async Task A_report_without_any_table_is_a_header_alone(string address, string header)
    {
        var lines = (await site.GetAsync(address)).TrimEnd().Split('\n');

        Assert.StartsWith(header, Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_stays_a_text_in_Word_whatever_is_in_it()
    {
        using var file = new MemoryStream();
        var sources = Hostile.Select((text, place) => new ReportSource(place + 1, new Source(text, SourceGrade.D, "https://example.org/?a=1&b=\"<2>", text), [text])).ToList();
        var unknown = ReportTables.Unknown.Of(Hostile[2], Hostile.Select(text => new ReportUnknown(text, 1, null, null, text, "/packages")), row => row.Href);
        await WordDocument.WriteAsync(file, new Report("Kind", string.Concat(Hostile), Hostile[1], "/x", "", "", LedgerHead.Empty, [new(Hostile[1], Hostile[2])],
            [new("a", Hostile[3], [.. Hostile.Select(text => new ReportText(text)), unknown, new PartsChart(Hostile[3], "CAD", [.. Hostile.Select(text => new BalancePart(text, 1, CategoryMark.Rest))], 7), new ReportSources(sources), new ReportCitation()])]), "https://example.org/x", "https://example.org", default);
        file.Position = 0;
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        var body = document.MainDocumentPart!.Document.Body!;

        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        Assert.Empty(body.Descendants<SimpleField>());
        Assert.Empty(body.Descendants<FieldCode>());
        Assert.Contains(body.Elements<Paragraph>(), paragraph => paragraph.InnerText == Hostile[1]);
        Assert.Contains(body.Elements<Paragraph>(), paragraph => paragraph.InnerText == "é 한국 العربية 🛰");
        Assert.Contains(body.Elements<Paragraph>(), paragraph => paragraph.InnerText == "a\uFFFDb\uFFFD\uFFFD");
    }

    [Fact]
    public void Every_table_and_column_of_reports_is_documented()
    {
        var text = new StringBuilder(File.ReadAllText(Repository.File("docs", "reports.md")).Split("## Tables")[0]);
        text.Append("## Tables\n\nIn workbooks a sheet each, as CSV one with `table=` and its name; a report has those that it has rows for. Columns keep their names, new ones come at the end.\n");
        foreach (var table in ReportTables.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### `{table.Name}`\n\nA row is {table.RowMeaning}.\n\n| column | meaning |\n|---|---|\n");
            foreach (var column in table.Described)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{column.Name}` | {column.Meaning} |\n");
            }
        }

        Repository.IsAsKept(text.ToString(), "docs", "reports.md");
        Assert.All(ReportKind.All, kind => Assert.All(kind.View.Parameters, parameter => Assert.Contains($"`{parameter}`", text.ToString(), StringComparison.Ordinal)));
    }

    private static readonly string[] PageFields = ["PAGE", "NUMPAGES"];

    private static decimal Amount(string cell) => cell.Length == 0 ? 0 : decimal.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>Every sheet but the first is the CSV of that name.</summary>
    private async Task HoldsTheSameAsCsvAsync(string path, string query)
    {
        using var file = new MemoryStream(await site.Client.GetByteArrayAsync(new Uri($"{path}.xlsx{query}", UriKind.Relative)));
        using (var document = SpreadsheetDocument.Open(file, isEditable: false))
        {
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
            Assert.Empty(document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<CellFormula>()));
        }

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        file.Position = 0;
        using var reader = ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
        Assert.Equal("About", reader.Name);
        while (reader.NextResult())
        {
            var rows = await Csv.RowsAsync(site, $"{path}.csv{query}&table={reader.Name}");
            Assert.Equal((reader.Name, rows.Count + 1), (reader.Name, reader.RowCount));
            reader.Read();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToList();
            foreach (var row in rows)
            {
                reader.Read();
                foreach (var (column, place) in columns.Select((column, place) => (column, place)).Where(each => reader.GetValue(each.place) is double or string))
                {
                    Assert.Equal(row[column], reader.GetValue(place) is double number ? Near(row[column], number) : reader.GetString(place));
                }
            }
        }

        // A spreadsheet keeps fifteen digits.
        static string Near(string expected, double number) => Math.Abs((double)Amount(expected) - number) <= Math.Abs(number) * 1e-12 ? expected : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Heads and cells of a document's tables.</summary>
    private static IEnumerable<string> Written(Body body) => body.Descendants<TableCell>().Select(cell => Plain(cell.InnerText));

    private static string Plain(string text) => Spaces().Replace(Tags().Replace(text.Replace("<span class=\"visually-hidden\">source </span>", "", StringComparison.Ordinal), ""), " ").Trim();

    [GeneratedRegex("<t[hd](?: [^>]*)?>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cells();

    [GeneratedRegex("<details>.*?</details>", RegexOptions.Singleline)]
    private static partial Regex Details();

    [GeneratedRegex("<h2 [^>]*>(.*?)</h2>")]
    private static partial Regex Headings();

    [GeneratedRegex("<a href=\"([^\"]*)\">That address</a>")]
    private static partial Regex Cited();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
