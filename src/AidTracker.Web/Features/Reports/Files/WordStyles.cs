using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>How a Word document looks. Lengths are twentieths of a point.</summary>
internal static class WordStyles
{
    public const string Link = "Hyperlink";

    /// <summary>Of tables.</summary>
    public const string Figures = "Figures";

    private const string Normal = "Normal";
    private const string AnyTable = "TableNormal";
    private const string Quiet = "4D5B69";

    public static Styles All() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle
            {
                RunFonts = new() { Ascii = "Calibri", HighAnsi = "Calibri", EastAsia = "Calibri", ComplexScript = "Arial" },
                FontSize = new() { Val = "21" },
                FontSizeComplexScript = new() { Val = "21" },
                Languages = new() { Val = "en-GB", EastAsia = "en-GB", Bidi = "ar-SA" },
            }),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle { SpacingBetweenLines = new() { After = "120", Line = "264", LineRule = LineSpacingRuleValues.Auto } })),
        new Style(new StyleName { Val = Normal }, new PrimaryStyle()) { Type = StyleValues.Paragraph, Default = true, StyleId = Normal },
        Paragraph("Title", new() { KeepNext = new(), SpacingBetweenLines = new() { Before = "0", After = "80" } }, 44, isBold: true),
        Paragraph("Subtitle", new() { KeepNext = new(), SpacingBetweenLines = new() { After = "40" } }, 20, Quiet, isBold: true),
        Paragraph("Lead", new() { SpacingBetweenLines = new() { After = "200" } }, 24, Quiet),
        Paragraph("Heading1", new() { KeepNext = new(), KeepLines = new(), SpacingBetweenLines = new() { Before = "360", After = "120" }, OutlineLevel = new() { Val = 0 } }, 30, "16324F", isBold: true, name: "heading 1"),
        Paragraph("Caption", new() { KeepNext = new(), SpacingBetweenLines = new() { Before = "200", After = "80" } }, 18, Quiet, isBold: true, name: "caption"),
        Paragraph("Definition", new() { Shading = new() { Val = ShadingPatternValues.Clear, Color = "auto", Fill = "F4F6F8" }, SpacingBetweenLines = new() { After = "0" } }, 18),
        Paragraph("Source", new() { SpacingBetweenLines = new() { After = "60" }, Indentation = new() { Left = "567", Hanging = "567" } }, 19),
        Paragraph("Passage", new() { SpacingBetweenLines = new() { After = "60" }, Indentation = new() { Left = "850" } }, 19, isItalic: true),
        Paragraph("Cell", new() { SpacingBetweenLines = new() { Before = "20", After = "20", Line = "240", LineRule = LineSpacingRuleValues.Auto } }, 16),
        Paragraph("Footer", new() { Tabs = new(new TabStop { Val = TabStopValues.Right, Position = WordPage.Width }), SpacingBetweenLines = new() { After = "0" } }, 16, Quiet, name: "footer"),
        new Style(new StyleName { Val = Link }, new StyleRunProperties { Color = new() { Val = "14508C" }, Underline = new() { Val = UnderlineValues.Single } }) { Type = StyleValues.Character, StyleId = Link },
        new Style(new StyleName { Val = "Normal Table" }, new StyleTableProperties(
            new TableIndentation { Width = 0, Type = TableWidthUnitValues.Dxa },
            new TableCellMarginDefault(new TableCellLeftMargin { Width = 57, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 57, Type = TableWidthValues.Dxa })))
        {
            Type = StyleValues.Table,
            Default = true,
            StyleId = AnyTable,
        },
        new Style(
            new StyleName { Val = Figures },
            new BasedOn { Val = AnyTable },
            new StyleTableProperties(new TableBorders(Border<TopBorder>(8, "8796A5"), Border<BottomBorder>(8, "8796A5"), Border<InsideHorizontalBorder>(4, "D3DAE1"))),
            new TableStyleProperties(new RunPropertiesBaseStyle { Bold = new() }) { Type = TableStyleOverrideValues.FirstRow })
        {
            Type = StyleValues.Table,
            StyleId = Figures,
        });

    /// <param name="halfPoints">Its size.</param>
    /// <param name="name">Word's own where it has one; null: as <paramref name="id"/>.</param>
    private static Style Paragraph(string id, StyleParagraphProperties paragraph, int halfPoints, string? colour = null, bool isBold = false, bool isItalic = false, string? name = null)
    {
        var size = halfPoints.ToString(CultureInfo.InvariantCulture);
        var run = new StyleRunProperties
        {
            Bold = isBold ? new() : null,
            Italic = isItalic ? new() : null,
            Color = colour is null ? null : new() { Val = colour },
            FontSize = new() { Val = size },
            FontSizeComplexScript = new() { Val = size },
        };
        return new Style(new StyleName { Val = name ?? id }, new BasedOn { Val = Normal }, new PrimaryStyle(), paragraph, run) { Type = StyleValues.Paragraph, StyleId = id };
    }

    /// <param name="size">In eighths of a point.</param>
    private static T Border<T>(uint size, string colour) where T : BorderType, new() => new() { Val = BorderValues.Single, Size = size, Space = 0, Color = colour };
}
