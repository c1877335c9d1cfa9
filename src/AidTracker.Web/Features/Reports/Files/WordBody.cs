using System.Xml;
using AidTracker.Web.Features.Reports.Made;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>What a Word document says: headings, paragraphs, tables, drawings and numbered sources, one after the other.</summary>
/// <param name="address">The one that shows the same figures for good.</param>
/// <param name="host">What links of the report stand behind.</param>
internal sealed class WordBody(Report report, string address, string host)
{
    private const string W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    private const string A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private const string C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>Of an A4 page between its margins, in twentieths of a point.</summary>
    private const int Width = 9638;

    /// <summary>Longer texts for those who do not see a drawing are cut: the table below it has all.</summary>
    private const int MostDescribed = 900;

    private const int EmusPerPoint = 12700;

    /// <summary>In the order of their relations.</summary>
    private readonly List<string> _links = [];

    /// <summary>In the order in which they are drawn.</summary>
    public List<ReportChart> Charts { get; } = [];

    public void Write(XmlWriter xml)
    {
        xml.WriteStartElement("w", "document", W);
        foreach (var (prefix, space) in new[] { ("r", R), ("wp", Wp), ("a", A), ("c", C) })
        {
            xml.WriteAttributeString("xmlns", prefix, null, space);
        }

        xml.WriteStartElement("body", W);
        Paragraph(xml, "Subtitle", report.Kind);
        Paragraph(xml, "Title", report.Title);
        Paragraph(xml, "Lead", report.Lead);
        foreach (var term in report.Definition)
        {
            Paragraph(xml, "Definition", () =>
            {
                Run(xml, term.Term + ": ", isBold: true);
                Run(xml, term.Text);
            });
        }

        foreach (var section in report.Sections)
        {
            Paragraph(xml, "Heading1", section.Heading);
            foreach (var block in section.Blocks)
            {
                Block(xml, block);
            }
        }

        Page(xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    public void WriteFooter(XmlWriter xml)
    {
        xml.WriteStartElement("w", "ftr", W);
        Paragraph(xml, "Footer", () =>
        {
            Run(xml, $"AidTracker · {report.Title} · publication {Words.Number(report.Head.Seq)}");
            xml.WriteStartElement("r", W);
            xml.WriteElementString("tab", W, null);
            xml.WriteEndElement();
            Run(xml, "Page ");
            Field(xml, " PAGE ");
            Run(xml, " of ");
            Field(xml, " NUMPAGES ");
        });
        xml.WriteEndElement();
    }

    public void WriteRelations(XmlWriter xml)
    {
        xml.WriteStartElement("Relationships", Package);
        Relation("styles", "styles", "styles.xml");
        Relation("settings", "settings", "settings.xml");
        Relation("footer", "footer", "footer1.xml");
        for (var chart = 1; chart <= Charts.Count; chart++)
        {
            Relation($"chart{chart}", "chart", $"charts/chart{chart}.xml");
        }

        foreach (var (link, place) in _links.Select((link, place) => (link, place)))
        {
            Relation($"link{place + 1}", "hyperlink", link, isExternal: true);
        }

        xml.WriteEndElement();

        void Relation(string id, string type, string target, bool isExternal = false)
        {
            xml.WriteStartElement("Relationship", Package);
            xml.WriteAttributeString("Id", id);
            xml.WriteAttributeString("Type", $"{R}/{type}");
            xml.WriteAttributeString("Target", target);
            if (isExternal)
            {
                xml.WriteAttributeString("TargetMode", "External");
            }

            xml.WriteEndElement();
        }
    }

    private void Block(XmlWriter xml, ReportBlock block)
    {
        switch (block)
        {
            case ReportText text:
                Paragraph(xml, null, () =>
                {
                    Run(xml, text.Text);
                    if (text.Href is not null)
                    {
                        Run(xml, " ");
                        Link(xml, host + text.Href, text.LinkText!);
                    }
                });
                break;
            case ReportChart { Points.Count: > 0 } chart:
                Paragraph(xml, "Caption", chart.Caption);
                Drawing(xml, chart);
                break;
            case ReportTable table:
                Table(xml, table);
                break;
            case ReportSources sources:
                foreach (var source in sources.Sources)
                {
                    Source(xml, source);
                }

                break;
            case ReportCitation:
                Paragraph(xml, null, ReportWords.Citation(report, address));
                Paragraph(xml, null, () =>
                {
                    Link(xml, address, "That address");
                    Run(xml, " shows these figures for good: what is published later is not in it, corrections too. Anybody can check that the publication still is what its hash says: ");
                    Link(xml, host + "/transparency", host + "/transparency");
                    Run(xml, ".");
                });
                break;
        }
    }

    private void Source(XmlWriter xml, ReportSource source)
    {
        Paragraph(xml, "Source", () =>
        {
            xml.WriteStartElement("bookmarkStart", W);
            xml.WriteAttributeString("id", W, WordDocument.Number(source.Number));
            xml.WriteAttributeString("name", W, Bookmark(source.Number));
            xml.WriteEndElement();
            Run(xml, $"[{source.Number}]");
            xml.WriteStartElement("bookmarkEnd", W);
            xml.WriteAttributeString("id", W, WordDocument.Number(source.Number));
            xml.WriteEndElement();
            Run(xml, "\t");
            Run(xml, source.Source.Publisher, isBold: true);
            if ((source.Source.Title ?? source.Source.Url) is { } title)
            {
                Run(xml, ", ");
                Link(xml, source.Source.Url, title);
            }

            Run(xml, ", " + source.Details);
        });
        foreach (var passage in source.Passages)
        {
            Paragraph(xml, "Passage", passage);
        }
    }

    private void Table(XmlWriter xml, ReportTable table)
    {
        var shown = table.Shown;
        Paragraph(xml, "Caption", table.Caption);
        var cells = table.Rows.Select(row => shown.Select(place => Text(table, row, place)).ToList()).ToList();
        var widths = Widths(table, shown, cells);
        xml.WriteStartElement("tbl", W);
        xml.WriteStartElement("tblPr", W);
        Value(xml, "tblStyle", "Figures");
        Measure(xml, "tblW", widths.Sum());
        Value(xml, "tblLayout", "fixed", "type");
        // The style's first row.
        Value(xml, "tblLook", "0020");
        xml.WriteEndElement();
        xml.WriteStartElement("tblGrid", W);
        foreach (var width in widths)
        {
            xml.WriteStartElement("gridCol", W);
            xml.WriteAttributeString("w", W, WordDocument.Number(width));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        Row(isHeader: true, place => Run(xml, table.Headings[shown[place]]!, isBold: true));
        foreach (var (row, texts) in table.Rows.Zip(cells))
        {
            Row(isHeader: false, place => Cell(xml, table, row, shown[place], texts[place], isFirst: place == 0));
        }

        xml.WriteEndElement();
        // Two tables without anything between them would be one.
        Paragraph(xml, "Cell", "");

        void Row(bool isHeader, Action<int> write)
        {
            xml.WriteStartElement("tr", W);
            xml.WriteStartElement("trPr", W);
            xml.WriteElementString("cantSplit", W, null);
            if (isHeader)
            {
                xml.WriteElementString("tblHeader", W, null);
            }

            xml.WriteEndElement();
            for (var place = 0; place < shown.Count; place++)
            {
                xml.WriteStartElement("tc", W);
                xml.WriteStartElement("tcPr", W);
                Measure(xml, "tcW", widths[place]);
                xml.WriteEndElement();
                var cell = place;
                Paragraph(xml, "Cell", () => write(cell), isRight: table.IsNumber(shown[place]));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private void Cell(XmlWriter xml, ReportTable table, ReportRow row, int place, string text, bool isFirst)
    {
        if (table.IsSources(place))
        {
            foreach (var number in (IReadOnlyList<string>)row.Values[place]!)
            {
                xml.WriteStartElement("hyperlink", W);
                xml.WriteAttributeString("anchor", W, $"source_{number}");
                Run(xml, $"[{number}]", isLink: true);
                xml.WriteEndElement();
                Run(xml, " ");
            }
        }
        else if (isFirst && row.Href is not null)
        {
            Link(xml, row.Href.StartsWith('/') ? host + row.Href : row.Href, text);
        }
        else
        {
            Run(xml, text);
        }
    }

    private static string Text(ReportTable table, ReportRow row, int place) => ReportWords.Cell(row.Values[place], table.Kind.Described[place]);

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
        return [.. wanted.Select((column, place) => needed >= Width ? least[place] * Width / needed
            : least[place] + (weight == 0 ? (Width - needed) / wanted.Count : column.IsText ? (Width - needed) * column.Letters / weight : 0))];
    }

    private void Drawing(XmlWriter xml, ReportChart chart)
    {
        Charts.Add(chart);
        var number = Charts.Count;
        var described = $"{chart.Caption}: {string.Join("; ", chart.Points.Where(point => point.Amount != 0).Select(point => $"{point.Name} {Words.Exact(point.Amount)}"))}.";
        xml.WriteStartElement("p", W);
        xml.WriteStartElement("r", W);
        xml.WriteStartElement("drawing", W);
        xml.WriteStartElement("inline", Wp);
        foreach (var side in new[] { "distT", "distB", "distL", "distR" })
        {
            xml.WriteAttributeString(side, "0");
        }

        xml.WriteStartElement("extent", Wp);
        xml.WriteAttributeString("cx", WordDocument.Number(480L * EmusPerPoint));
        xml.WriteAttributeString("cy", WordDocument.Number((chart.IsOverTime ? 150L : Math.Clamp(40 + 20 * chart.Points.Count, 80, 420)) * EmusPerPoint));
        xml.WriteEndElement();
        xml.WriteStartElement("docPr", Wp);
        xml.WriteAttributeString("id", WordDocument.Number(number));
        xml.WriteAttributeString("name", $"Chart {number}");
        xml.WriteAttributeString("descr", WordDocument.Harmless(described.Length <= MostDescribed ? described : described[..MostDescribed] + "…"));
        xml.WriteEndElement();
        xml.WriteElementString("cNvGraphicFramePr", Wp, null);
        xml.WriteStartElement("graphic", A);
        xml.WriteStartElement("graphicData", A);
        xml.WriteAttributeString("uri", C);
        xml.WriteStartElement("chart", C);
        xml.WriteAttributeString("id", R, $"chart{number}");
        for (var open = 0; open < 7; open++)
        {
            xml.WriteEndElement();
        }
    }

    private static void Page(XmlWriter xml)
    {
        xml.WriteStartElement("sectPr", W);
        xml.WriteStartElement("footerReference", W);
        xml.WriteAttributeString("type", W, "default");
        xml.WriteAttributeString("id", R, "footer");
        xml.WriteEndElement();
        Attributes("pgSz", ("w", "11906"), ("h", "16838"));
        Attributes("pgMar", ("top", "1134"), ("right", "1134"), ("bottom", "1134"), ("left", "1134"), ("header", "567"), ("footer", "567"), ("gutter", "0"));
        xml.WriteEndElement();

        void Attributes(string name, params (string Name, string Value)[] all)
        {
            xml.WriteStartElement(name, W);
            foreach (var (attribute, value) in all)
            {
                xml.WriteAttributeString(attribute, W, value);
            }

            xml.WriteEndElement();
        }
    }

    private static string Bookmark(int number) => $"source_{number}";

    /// <param name="target">Null, or not of the web: the text alone.</param>
    private void Link(XmlWriter xml, string? target, string text)
    {
        if (target is null || !Uri.TryCreate(target, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            Run(xml, text);
            return;
        }

        _links.Add(uri.AbsoluteUri);
        xml.WriteStartElement("hyperlink", W);
        xml.WriteAttributeString("id", R, $"link{_links.Count}");
        Run(xml, text, isLink: true);
        xml.WriteEndElement();
    }

    private static void Paragraph(XmlWriter xml, string? style, string text) => Paragraph(xml, style, () => Run(xml, text));

    private static void Paragraph(XmlWriter xml, string? style, Action write, bool isRight = false)
    {
        xml.WriteStartElement("p", W);
        if (style is not null)
        {
            xml.WriteStartElement("pPr", W);
            Value(xml, "pStyle", style);
            if (isRight)
            {
                Value(xml, "jc", "right");
            }

            xml.WriteEndElement();
        }

        write();
        xml.WriteEndElement();
    }

    /// <summary>A text as it is; a tab and the end of a line are the form's own.</summary>
    private static void Run(XmlWriter xml, string text, bool isBold = false, bool isLink = false)
    {
        xml.WriteStartElement("r", W);
        if (isBold || isLink)
        {
            xml.WriteStartElement("rPr", W);
            if (isLink)
            {
                Value(xml, "rStyle", "Hyperlink");
            }

            if (isBold)
            {
                xml.WriteElementString("b", W, null);
            }

            xml.WriteEndElement();
        }

        foreach (var (line, place) in WordDocument.Harmless(text).ReplaceLineEndings("\n").Split('\n').Select((line, place) => (line, place)))
        {
            if (place > 0)
            {
                xml.WriteElementString("br", W, null);
            }

            foreach (var (part, column) in line.Split('\t').Select((part, column) => (part, column)))
            {
                if (column > 0)
                {
                    xml.WriteElementString("tab", W, null);
                }

                xml.WriteStartElement("t", W);
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(part);
                xml.WriteEndElement();
            }
        }

        xml.WriteEndElement();
    }

    /// <param name="instruction">Of this program's own, never of a text.</param>
    private static void Field(XmlWriter xml, string instruction)
    {
        xml.WriteStartElement("fldSimple", W);
        xml.WriteAttributeString("instr", W, instruction);
        Run(xml, "1");
        xml.WriteEndElement();
    }

    private static void Value(XmlWriter xml, string name, string value, string attribute = "val")
    {
        xml.WriteStartElement(name, W);
        xml.WriteAttributeString(attribute, W, value);
        xml.WriteEndElement();
    }

    private static void Measure(XmlWriter xml, string name, int width)
    {
        xml.WriteStartElement(name, W);
        xml.WriteAttributeString("w", W, WordDocument.Number(width));
        xml.WriteAttributeString("type", W, "dxa");
        xml.WriteEndElement();
    }
}
