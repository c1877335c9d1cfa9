using System.Globalization;
using System.Xml;
using AidTracker.Web.Features.Reports.Made;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>A report's drawing as a chart of Word's own, which can be restyled: things below one another, periods beside one another.</summary>
internal static class WordChart
{
    private const string C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private const string A = "http://schemas.openxmlformats.org/drawingml/2006/main";

    /// <summary>As the pages say large sums in short.</summary>
    private const string Brief = "[>=1000000000]0.0#,,,\"bn\";[>=1000000]0.#,,\"M\";#,##0";

    public static void Write(XmlWriter xml, ReportChart chart)
    {
        xml.WriteStartElement("c", "chartSpace", C);
        xml.WriteAttributeString("xmlns", "a", null, A);
        Value(xml, "roundedCorners", "0");
        xml.WriteStartElement("chart", C);
        Value(xml, "autoTitleDeleted", "1");
        xml.WriteStartElement("plotArea", C);
        xml.WriteElementString("layout", C, null);
        xml.WriteStartElement("barChart", C);
        Value(xml, "barDir", chart.IsOverTime ? "col" : "bar");
        Value(xml, "grouping", "clustered");
        Value(xml, "varyColors", "0");
        xml.WriteStartElement("ser", C);
        Value(xml, "idx", "0");
        Value(xml, "order", "0");
        xml.WriteStartElement("tx", C);
        xml.WriteElementString("v", C, WordDocument.Harmless(chart.Caption));
        xml.WriteEndElement();
        xml.WriteStartElement("spPr", C);
        Fill(xml, "2463A8");
        xml.WriteEndElement();
        Value(xml, "invertIfNegative", "0");
        if (!chart.IsOverTime)
        {
            xml.WriteStartElement("dLbls", C);
            Format(xml);
            foreach (var (name, shown) in new[] { ("showLegendKey", "0"), ("showVal", "1"), ("showCatName", "0"), ("showSerName", "0"), ("showPercent", "0"), ("showBubbleSize", "0") })
            {
                Value(xml, name, shown);
            }

            xml.WriteEndElement();
        }

        Points(xml, chart.Points);
        xml.WriteEndElement();
        Value(xml, "gapWidth", chart.IsOverTime ? "40" : "60");
        Value(xml, "axId", "1");
        Value(xml, "axId", "2");
        xml.WriteEndElement();
        // Things are named from the top down.
        Axis(xml, "catAx", "1", "2", chart.IsOverTime ? "minMax" : "maxMin", chart.IsOverTime ? "b" : "l", isDeleted: false, isOfValues: false);
        Axis(xml, "valAx", "2", "1", "minMax", chart.IsOverTime ? "l" : "t", isDeleted: !chart.IsOverTime, isOfValues: true);
        xml.WriteEndElement();
        Value(xml, "plotVisOnly", "1");
        xml.WriteEndElement();
        xml.WriteRaw("<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"800\"/></a:pPr><a:endParaRPr lang=\"en-GB\"/></a:p></c:txPr>");
        xml.WriteEndElement();
    }

    private static void Points(XmlWriter xml, IReadOnlyList<(string Name, decimal Amount)> points)
    {
        xml.WriteStartElement("cat", C);
        xml.WriteStartElement("strLit", C);
        Value(xml, "ptCount", WordDocument.Number(points.Count));
        Each(xml, points.Select(point => WordDocument.Harmless(point.Name)));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("val", C);
        xml.WriteStartElement("numLit", C);
        xml.WriteElementString("formatCode", C, "#,##0");
        Value(xml, "ptCount", WordDocument.Number(points.Count));
        Each(xml, points.Select(point => point.Amount.ToString("0.##", CultureInfo.InvariantCulture)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Each(XmlWriter xml, IEnumerable<string> values)
    {
        foreach (var (value, place) in values.Select((value, place) => (value, place)))
        {
            xml.WriteStartElement("pt", C);
            xml.WriteAttributeString("idx", WordDocument.Number(place));
            xml.WriteElementString("v", C, value);
            xml.WriteEndElement();
        }
    }

    private static void Axis(XmlWriter xml, string name, string id, string crosses, string orientation, string side, bool isDeleted, bool isOfValues)
    {
        xml.WriteStartElement(name, C);
        Value(xml, "axId", id);
        xml.WriteStartElement("scaling", C);
        Value(xml, "orientation", orientation);
        xml.WriteEndElement();
        Value(xml, "delete", isDeleted ? "1" : "0");
        Value(xml, "axPos", side);
        if (isOfValues && !isDeleted)
        {
            xml.WriteStartElement("majorGridlines", C);
            xml.WriteStartElement("spPr", C);
            xml.WriteStartElement("a", "ln", A);
            Fill(xml, "D3DAE1");
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        if (isOfValues)
        {
            Format(xml);
        }

        Value(xml, "majorTickMark", "none");
        Value(xml, "minorTickMark", "none");
        // Below zero the names stay at the foot.
        Value(xml, "tickLblPos", "low");
        Value(xml, "crossAx", crosses);
        Value(xml, "crosses", "autoZero");
        xml.WriteEndElement();
    }

    private static void Format(XmlWriter xml)
    {
        xml.WriteStartElement("numFmt", C);
        xml.WriteAttributeString("formatCode", Brief);
        xml.WriteAttributeString("sourceLinked", "0");
        xml.WriteEndElement();
    }

    private static void Fill(XmlWriter xml, string colour)
    {
        xml.WriteStartElement("a", "solidFill", A);
        xml.WriteStartElement("a", "srgbClr", A);
        xml.WriteAttributeString("val", colour);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Value(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("c", name, C);
        xml.WriteAttributeString("val", value);
        xml.WriteEndElement();
    }
}
