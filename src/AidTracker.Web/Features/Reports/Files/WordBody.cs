using System.Globalization;
using AidTracker.Web.Features.Reports.Made;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>What a Word document says: headings, paragraphs, tables, drawings and numbered sources, one after the other.</summary>
/// <param name="address">The one that shows the same figures for good.</param>
internal sealed class WordBody(Report report, string address, WordLinks links, WordDrawings drawings)
{
    public IEnumerable<OpenXmlElement> Elements() =>
    [
        WordText.Paragraph("Subtitle", report.Kind),
        WordText.Paragraph("Title", report.Title),
        WordText.Paragraph("Lead", report.Lead),
        .. report.Definition.Select(term => WordText.Paragraph("Definition", WordText.Run(term.Term + ": ", isBold: true), WordText.Run(term.Text))),
        .. report.Sections.SelectMany(section => section.Blocks.SelectMany(Block).Prepend(WordText.Paragraph("Heading1", section.Heading))),
    ];

    private IEnumerable<OpenXmlElement> Block(ReportBlock block) => block switch
    {
        ReportText { Href: { } href } text => [WordText.Paragraph(null, WordText.Run(text.Text), WordText.Run(" "), links.Here(href, text.LinkText!))],
        ReportText text => [WordText.Paragraph(null, text.Text)],
        ReportChart { Points.Count: 0 } => [],
        ReportChart chart => [WordText.Paragraph("Caption", chart.Caption), drawings.Of(chart)],
        // Two tables without anything between them would be one.
        ReportTable table => [WordText.Paragraph("Caption", table.Caption), WordTable.Of(table, links), WordText.Paragraph("Cell", "")],
        ReportSources sources => sources.Sources.SelectMany(Source),
        ReportCitation => Citation(),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "Word documents have no such block."),
    };

    private IEnumerable<OpenXmlElement> Citation() =>
    [
        WordText.Paragraph(null, ReportWords.Citation(report, address)),
        WordText.Paragraph(null,
            links.To(address, "That address"),
            WordText.Run(" shows these figures for good: what is published later is not in it, corrections too. Anybody can check that the publication still is what its hash says: "),
            links.Here("/transparency"),
            WordText.Run(".")),
    ];

    private IEnumerable<OpenXmlElement> Source(ReportSource source)
    {
        var number = source.Number.ToString(CultureInfo.InvariantCulture);
        return
        [
            WordText.Paragraph("Source",
            [
                new BookmarkStart { Id = number, Name = WordLinks.Bookmark(number) },
                WordText.Run($"[{number}]"),
                new BookmarkEnd { Id = number },
                WordText.Run("\t"),
                WordText.Run(source.Source.Publisher, isBold: true),
                .. (source.Source.Title ?? source.Source.Url) is { } title ? new[] { WordText.Run(", "), links.To(source.Source.Url, title) } : [],
                WordText.Run(", " + source.Details),
            ]),
            .. source.Passages.Select(passage => WordText.Paragraph("Passage", passage)),
        ];
    }
}
