using System.Globalization;
using AidTracker.Web.Features.Reports.Made;
using DocumentFormat.OpenXml;
using A = DocumentFormat.OpenXml.Drawing;
using C = DocumentFormat.OpenXml.Drawing.Charts;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>A report's drawing as a chart of Word's own, which can be restyled: things below one another, periods beside one another.</summary>
internal static class WordChart
{
    /// <summary>As the pages say large sums in short.</summary>
    private const string Brief = "[>=1000000000]0.0#,,,\"bn\";[>=1000000]0.#,,\"M\";#,##0";

    private const uint Names = 1;
    private const uint Amounts = 2;

    public static C.ChartSpace Of(ReportChart chart) => new(
        new C.RoundedCorners { Val = false },
        new C.Chart(
            new C.AutoTitleDeleted { Val = true },
            new C.PlotArea(
                new C.Layout(),
                new C.BarChart(
                    new C.BarDirection { Val = chart.IsOverTime ? C.BarDirectionValues.Column : C.BarDirectionValues.Bar },
                    new C.BarGrouping { Val = C.BarGroupingValues.Clustered },
                    new C.VaryColors { Val = false },
                    Series(chart),
                    new C.GapWidth { Val = (ushort)(chart.IsOverTime ? 40 : 60) },
                    new C.AxisId { Val = Names },
                    new C.AxisId { Val = Amounts }),
                // Things are named from the top down.
                new C.CategoryAxis(Axis(Names, Amounts, chart.IsOverTime ? C.OrientationValues.MinMax : C.OrientationValues.MaxMin, chart.IsOverTime ? C.AxisPositionValues.Bottom : C.AxisPositionValues.Left, isDeleted: false)),
                new C.ValueAxis(chart.IsOverTime
                    ? Axis(Amounts, Names, C.OrientationValues.MinMax, C.AxisPositionValues.Left, isDeleted: false, new C.MajorGridlines(new C.ChartShapeProperties(new A.Outline(Fill("D3DAE1")))), Format())
                    : Axis(Amounts, Names, C.OrientationValues.MinMax, C.AxisPositionValues.Top, isDeleted: true, Format()))),
            new C.PlotVisibleOnly { Val = true }),
        new C.ShapeProperties(new A.Outline(new A.NoFill())),
        new C.TextProperties(
            new A.BodyProperties(),
            new A.ListStyle(),
            new A.Paragraph(new A.ParagraphProperties(new A.DefaultRunProperties { FontSize = 800 }), new A.EndParagraphRunProperties { Language = "en-GB" })));

    private static C.BarChartSeries Series(ReportChart chart)
    {
        var (points, count) = (chart.Points, (uint)chart.Points.Count);
        return new C.BarChartSeries(
        [
            new C.Index { Val = 0 },
            new C.Order { Val = 0 },
            new C.SeriesText(new C.NumericValue(WordText.Harmless(chart.Caption))),
            new C.ChartShapeProperties(Fill("2463A8")),
            new C.InvertIfNegative { Val = false },
            .. chart.IsOverTime ? [] : new[] { Labels() },
            new C.CategoryAxisData(new C.StringLiteral(
            [
                new C.PointCount { Val = count },
                .. points.Select((point, place) => new C.StringPoint(new C.NumericValue(WordText.Harmless(point.Name))) { Index = (uint)place }),
            ])),
            new C.Values(new C.NumberLiteral(
            [
                new C.FormatCode("#,##0"),
                new C.PointCount { Val = count },
                .. points.Select((point, place) => new C.NumericPoint(new C.NumericValue(point.Amount.ToString("0.##", CultureInfo.InvariantCulture))) { Index = (uint)place }),
            ])),
        ]);
    }

    private static C.DataLabels Labels() => new(
        Format(),
        new C.ShowLegendKey { Val = false },
        new C.ShowValue { Val = true },
        new C.ShowCategoryName { Val = false },
        new C.ShowSeriesName { Val = false },
        new C.ShowPercent { Val = false },
        new C.ShowBubbleSize { Val = false });

    /// <param name="isDeleted">Then nothing of it is drawn.</param>
    /// <param name="more">What it has of its own.</param>
    private static IEnumerable<OpenXmlElement> Axis(uint id, uint crosses, C.OrientationValues orientation, C.AxisPositionValues side, bool isDeleted, params OpenXmlElement[] more) =>
    [
        new C.AxisId { Val = id },
        new C.Scaling(new C.Orientation { Val = orientation }),
        new C.Delete { Val = isDeleted },
        new C.AxisPosition { Val = side },
        .. more,
        new C.MajorTickMark { Val = C.TickMarkValues.None },
        new C.MinorTickMark { Val = C.TickMarkValues.None },
        // Below zero the names stay at the foot.
        new C.TickLabelPosition { Val = C.TickLabelPositionValues.Low },
        new C.CrossingAxis { Val = crosses },
        new C.Crosses { Val = C.CrossesValues.AutoZero },
    ];

    private static C.NumberingFormat Format() => new() { FormatCode = Brief, SourceLinked = false };

    private static A.SolidFill Fill(string colour) => new(new A.RgbColorModelHex { Val = colour });
}
