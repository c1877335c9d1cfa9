using System.Text;

namespace AidTracker.Web.Features.Export;

/// <summary>The parts of a workbook beside its sheets.</summary>
internal static class XlsxParts
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>By their place in the archive; the sheets themselves come after them.</summary>
    /// <param name="sheets">Their names, in order: at most 31 letters, digits and underscores.</param>
    public static IReadOnlyList<(string Name, byte[] Text)> Of(params IReadOnlyList<string> sheets) =>
    [
        Part("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/>{Each(sheets, (place, _) => $"<Override PartName=\"/{Sheet(place)}\" ContentType=\"{Types}.worksheet+xml\"/>")}<Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/></Types>
            """),
        Part("_rels/.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="rId1" Type="{Document}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        Part("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Relations}">{Each(sheets, (place, _) => $"<Relationship Id=\"rId{place}\" Type=\"{Document}/worksheet\" Target=\"worksheets/sheet{place}.xml\"/>")}<Relationship Id="rId{sheets.Count + 1}" Type="{Document}/styles" Target="styles.xml"/></Relationships>
            """),
        Part("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Document}"><sheets>{Each(sheets, (place, name) => $"<sheet name=\"{name}\" sheetId=\"{place}\" r:id=\"rId{place}\"/>")}</sheets></workbook>
            """),
        // The formats of cells are in the order of XlsxStyle.
        Part("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>
            """),
    ];

    /// <summary>Where a sheet stands.</summary>
    /// <param name="place">From 1.</param>
    public static string Sheet(int place) => $"xl/worksheets/sheet{place}.xml";

    private static string Each(IReadOnlyList<string> sheets, Func<int, string, string> written) => string.Concat(sheets.Select((name, place) => written(place + 1, name)));

    private static (string, byte[]) Part(string name, string xml) => (name, Encoding.UTF8.GetBytes(Declaration + xml));
}
