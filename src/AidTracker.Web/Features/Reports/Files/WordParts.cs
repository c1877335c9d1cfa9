using System.Security;
using System.Text;
using AidTracker.Web.Features.Reports.Made;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>The parts of a Word document beside what it says.</summary>
internal static class WordParts
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Types = "application/vnd.openxmlformats-officedocument.wordprocessingml";

    /// <summary>By their place in the archive.</summary>
    public static IEnumerable<(string Name, byte[] Text)> Of(Report report, string address, int charts)
    {
        var overrides = string.Concat(Enumerable.Range(1, charts).Select(place => $"<Override PartName=\"/word/charts/chart{place}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.drawingml.chart+xml\"/>"));
        return
        [
            Part("[Content_Types].xml", $"""
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{Types}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{Types}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="{Types}.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="{Types}.footer+xml"/>{overrides}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
                """),
            Part("_rels/.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"""),
            Part("docProps/core.xml", $"""
                <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{Text(report.Title)}</dc:title><dc:subject>{Text(report.Kind)}</dc:subject><dc:creator>AidTracker</dc:creator><dc:description>{Text(ReportWords.Citation(report, address))}</dc:description><dc:language>en-GB</dc:language>{(report.Head.RecordedAt is { } at ? $"<dcterms:created xsi:type=\"dcterms:W3CDTF\">{Words.IsoInstant(at)}</dcterms:created>" : "")}</cp:coreProperties>
                """),
            Part("word/settings.xml", $"""<w:settings xmlns:w="{Main}"><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>"""),
            Part("word/styles.xml", Styles),
        ];
    }

    private static string Styles { get; } = $"""
        <w:styles xmlns:w="{Main}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
        """
        + Style("Normal", "Normal", "", "", isDefault: true)
        + Style("Title", "Title", """<w:keepNext/><w:spacing w:before="0" w:after="80"/>""", """<w:b/><w:sz w:val="44"/><w:szCs w:val="44"/>""")
        + Style("Subtitle", "Subtitle", """<w:keepNext/><w:spacing w:after="40"/>""", """<w:b/><w:color w:val="4D5B69"/><w:sz w:val="20"/><w:szCs w:val="20"/>""")
        + Style("Lead", "Lead", """<w:spacing w:after="200"/>""", """<w:color w:val="4D5B69"/><w:sz w:val="24"/><w:szCs w:val="24"/>""")
        + Style("Heading1", "heading 1", """<w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>""", """<w:b/><w:color w:val="16324F"/><w:sz w:val="30"/><w:szCs w:val="30"/>""")
        + Style("Caption", "caption", """<w:keepNext/><w:spacing w:before="200" w:after="80"/>""", """<w:b/><w:color w:val="4D5B69"/><w:sz w:val="18"/><w:szCs w:val="18"/>""")
        + Style("Definition", "Definition", """<w:shd w:val="clear" w:color="auto" w:fill="F4F6F8"/><w:spacing w:after="0"/>""", """<w:sz w:val="18"/><w:szCs w:val="18"/>""")
        + Style("Source", "Source", """<w:spacing w:after="60"/><w:ind w:left="567" w:hanging="567"/>""", """<w:sz w:val="19"/><w:szCs w:val="19"/>""")
        + Style("Passage", "Passage", """<w:spacing w:after="60"/><w:ind w:left="850"/>""", """<w:i/><w:sz w:val="19"/><w:szCs w:val="19"/>""")
        + Style("Cell", "Cell", """<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>""", """<w:sz w:val="16"/><w:szCs w:val="16"/>""")
        + Style("Footer", "footer", """<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="0"/>""", """<w:color w:val="4D5B69"/><w:sz w:val="16"/><w:szCs w:val="16"/>""")
        + """<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="14508C"/><w:u w:val="single"/></w:rPr></w:style>"""
        + """<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""
        + """<w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="8796A5"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="8796A5"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="D3DAE1"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"""
        + "</w:styles>";

    private static string Style(string id, string name, string paragraph, string run, bool isDefault = false) =>
        $"<w:style w:type=\"paragraph\"{(isDefault ? " w:default=\"1\"" : "")} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{(isDefault ? "" : "<w:basedOn w:val=\"Normal\"/>")}<w:qFormat/>{(paragraph.Length > 0 ? $"<w:pPr>{paragraph}</w:pPr>" : "")}{(run.Length > 0 ? $"<w:rPr>{run}</w:rPr>" : "")}</w:style>";

    private static string Text(string text) => SecurityElement.Escape(WordDocument.Harmless(text));

    private static (string, byte[]) Part(string name, string xml) => (name, Encoding.UTF8.GetBytes(Declaration + xml));
}
