using System.IO.Compression;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Reports.Made;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>
/// A report as a Word document. The same address at the same head is to be the same bytes, and the library dates the parts by the clock and
/// invents the names that it is not given: every relation has its name here, and the parts are packed a second time.
/// </summary>
internal static class WordDocument
{
    public const string Ending = ".docx";

    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <param name="address">The one that shows the same figures for good.</param>
    /// <param name="host">Where the site stands, without a slash at its end.</param>
    public static async Task WriteAsync(Stream output, Report report, string address, string host, CancellationToken cancel)
    {
        using var made = new MemoryStream();
        using (var document = WordprocessingDocument.Create(made, WordprocessingDocumentType.Document))
        {
            Fill(document, report, address, host);
        }

        using var archive = new SentArchive(output, report.Head, CompressionLevel.Optimal);
        using var parts = new ZipArchive(made, ZipArchiveMode.Read);
        // [Content_Types].xml, which readers want first, is the first in this order.
        foreach (var entry in parts.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            await using var part = archive.Begin(entry.FullName);
            await using var text = entry.Open();
            await text.CopyToAsync(part, cancel);
        }

        await archive.EndAsync(cancel);
    }

    private static void Fill(WordprocessingDocument document, Report report, string address, string host)
    {
        var main = document.AddMainDocumentPart();
        document.ChangeIdOfPart(main, "document");
        Describe(document, report, address);
        main.AddNewPart<StyleDefinitionsPart>("styles").Styles = WordStyles.All();
        main.AddNewPart<DocumentSettingsPart>("settings").Settings = new Settings(
            new DefaultTabStop { Val = 720 },
            new Compatibility(new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }),
            new ThemeFontLanguages { Val = "en-GB" });
        main.AddNewPart<FooterPart>("footer").Footer = WordPage.Footer(report);
        main.Document = new Document(new Body([.. new WordBody(report, address, new WordLinks(main, host), new WordDrawings(main)).Elements(), WordPage.Section("footer")]));
    }

    private static void Describe(WordprocessingDocument document, Report report, string address)
    {
        // Where there is no such part, the library makes one that it names by chance.
        using var empty = new MemoryStream("<coreProperties xmlns=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>"u8.ToArray());
        document.AddNewPart<CoreFilePropertiesPart>("properties").FeedData(empty);
        var properties = document.PackageProperties;
        properties.Title = WordText.Harmless(report.Title);
        properties.Subject = WordText.Harmless(report.Kind);
        properties.Creator = "AidTracker";
        properties.Description = WordText.Harmless(ReportWords.Citation(report, address));
        properties.Language = "en-GB";
        properties.Created = report.Head.RecordedAt?.UtcDateTime;
    }
}
