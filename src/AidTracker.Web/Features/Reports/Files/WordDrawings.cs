using AidTracker.Web.Features.Reports.Made;
using AidTracker.Web.Shell;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using A = DocumentFormat.OpenXml.Drawing;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using Wp = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>Where a Word document's charts stand in its text; each is a part of its own, numbered in their order.</summary>
internal sealed class WordDrawings(MainDocumentPart part)
{
    /// <summary>Longer texts for those who do not see a drawing are cut: the table below it has all.</summary>
    private const int MostDescribed = 900;

    private const long EmusPerPoint = 12700;

    private uint _count;

    public Paragraph Of(ReportChart chart)
    {
        var id = $"chart{++_count}";
        part.AddNewPart<ChartPart>(id).ChartSpace = WordChart.Of(chart);
        var described = $"{chart.Caption}: {string.Join("; ", chart.Points.Where(point => point.Amount != 0).Select(point => $"{point.Name} {Words.Exact(point.Amount)}"))}.";
        var height = chart.IsOverTime ? 150 : Math.Clamp(40 + 20 * chart.Points.Count, 80, 420);
        return new Paragraph(new Run(new Drawing(new Wp.Inline(
            new Wp.Extent { Cx = 480 * EmusPerPoint, Cy = height * EmusPerPoint },
            new Wp.DocProperties { Id = _count, Name = $"Chart {_count}", Description = WordText.Harmless(described.Length <= MostDescribed ? described : described[..MostDescribed] + "…") },
            new Wp.NonVisualGraphicFrameDrawingProperties(),
            new A.Graphic(new A.GraphicData(new C.ChartReference { Id = id }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" }))
        {
            DistanceFromTop = 0,
            DistanceFromBottom = 0,
            DistanceFromLeft = 0,
            DistanceFromRight = 0,
        })));
    }
}
