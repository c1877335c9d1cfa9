using AidTracker.Web.Features.Reports.Made;
using AidTracker.Web.Shell;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>The pages of a Word document: A4, and at their foot what they are of and their numbers.</summary>
internal static class WordPage
{
    /// <summary>Between the margins, in twentieths of a point.</summary>
    public const int Width = Paper - 2 * Margin;

    private const int Paper = 11906;
    private const int Margin = 1134;

    /// <param name="footer">Its relation.</param>
    public static SectionProperties Section(string footer) => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = footer },
        new PageSize { Width = Paper, Height = 16838 },
        new PageMargin { Top = Margin, Right = Margin, Bottom = Margin, Left = Margin, Header = Margin / 2, Footer = Margin / 2, Gutter = 0 });

    public static Footer Footer(Report report) => new(WordText.Paragraph("Footer",
        WordText.Run($"AidTracker · {report.Title} · publication {Words.Number(report.Head.Seq)}"),
        new Run(new TabChar()),
        WordText.Run("Page "),
        Field(" PAGE "),
        WordText.Run(" of "),
        Field(" NUMPAGES ")));

    /// <param name="instruction">Of this program's own, never of a text.</param>
    private static SimpleField Field(string instruction) => new(WordText.Run("1")) { Instruction = instruction };
}
