using System.Globalization;
using AidTracker.Web.Features.Reports.Made;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>A report's table in a Word document, over the whole width; its headings stand on each page.</summary>
internal static class WordTable
{
    public static Table Of(ReportTable table, WordLinks links)
    {
        var shown = table.Shown;
        var texts = table.Rows.Select(row => shown.Select(place => ReportWords.Cell(row.Values[place], table.Kind.Described[place])).ToList()).ToList();
        var widths = Widths(table, shown, texts);
        return new Table(
        [
            new TableProperties
            {
                TableStyle = new() { Val = WordStyles.Figures },
                TableWidth = new() { Width = Number(widths.Sum()), Type = TableWidthUnitValues.Dxa },
                TableLayout = new() { Type = TableLayoutValues.Fixed },
                // The style's first row.
                TableLook = new() { Val = "0020" },
            },
            new TableGrid(widths.Select(width => new GridColumn { Width = Number(width) })),
            Row([new CantSplit(), new TableHeader()], place => [WordText.Run(table.Headings[shown[place]]!, isBold: true)]),
            .. table.Rows.Zip(texts, (row, said) => Row([new CantSplit()], place => Cell(table, row, shown[place], said[place], isFirst: place == 0, links))),
        ]);

        TableRow Row(OpenXmlElement[] properties, Func<int, IEnumerable<OpenXmlElement>> content) =>
            new([new TableRowProperties(properties), .. widths.Select((width, place) => Placed(width, content(place), table.IsNumber(shown[place])))]);
    }

    private static TableCell Placed(int width, IEnumerable<OpenXmlElement> content, bool isRight)
    {
        var paragraph = WordText.Paragraph("Cell", [.. content]);
        paragraph.ParagraphProperties!.Justification = isRight ? new() { Val = JustificationValues.Right } : null;
        return new TableCell(new TableCellProperties { TableCellWidth = new() { Width = Number(width), Type = TableWidthUnitValues.Dxa } }, paragraph);
    }

    private static IEnumerable<OpenXmlElement> Cell(ReportTable table, ReportRow row, int place, string text, bool isFirst, WordLinks links) => row switch
    {
        _ when table.IsSources(place) => ((IReadOnlyList<string>)row.Values[place]!).SelectMany(number => new OpenXmlElement[] { WordLinks.ToSource(number), WordText.Run(" ") }),
        { Href: ['/', ..] path } when isFirst => [links.Here(path, text)],
        { Href: { } target } when isFirst => [links.To(target, text)],
        _ => [WordText.Run(text)],
    };

    /// <summary>As much as figures and words need without a break, and what is left for texts by how long they are.</summary>
    private static List<int> Widths(ReportTable table, IReadOnlyList<int> shown, List<List<string>> cells)
    {
        // Of the widest of the usual fonts, in the size of a cell.
        const int Letter = 104;
        const int Bold = 130;
        const int Padding = 130;
        const int Least = 11;
        const int Most = 140;
        var wanted = shown.Select((column, place) =>
        {
            var lengths = cells.Select(row => row[place].Length).DefaultIfEmpty(0).ToList();
            var isText = !table.IsNumber(column) && lengths.Max() > Least;
            return (IsText: isText, Letters: isText ? Math.Clamp((int)lengths.Average(), Least, Most) : lengths.Max(), Word: table.Headings[column]!.Split(' ').Max(word => word.Length));
        }).ToList();
        var least = wanted.ConvertAll(column => Math.Max((column.IsText ? Least : column.Letters) * Letter, column.Word * Bold) + Padding);
        var (needed, weight) = (least.Sum(), wanted.Sum(column => column.IsText ? column.Letters : 0));
        return [.. wanted.Select((column, place) => needed >= WordPage.Width ? least[place] * WordPage.Width / needed
            : least[place] + (weight == 0 ? (WordPage.Width - needed) / wanted.Count : column.IsText ? (WordPage.Width - needed) * column.Letters / weight : 0))];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
