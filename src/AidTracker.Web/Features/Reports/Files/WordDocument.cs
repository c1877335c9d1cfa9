using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Reports.Made;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>
/// A report as a Word document, written by hand as workbooks are: the library that knows the form dates its parts by the clock, and the same
/// address at the same head is to be the same bytes. Texts go into plain runs, and no field's instruction holds any of them.
/// </summary>
internal static class WordDocument
{
    public const string Ending = ".docx";

    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <param name="address">The one that shows the same figures for good.</param>
    /// <param name="host">Where the site stands, without a slash at its end.</param>
    public static async Task WriteAsync(Stream output, Report report, string address, string host, CancellationToken cancel)
    {
        using var archive = new SentArchive(output, report.Head, CompressionLevel.Optimal);
        var body = new WordBody(report, address, host);
        var document = Xml(body.Write);
        foreach (var (name, bytes) in WordParts.Of(report, address, body.Charts.Count)
            .Append(("word/document.xml", document))
            .Append(("word/footer1.xml", Xml(body.WriteFooter)))
            .Append(("word/_rels/document.xml.rels", Xml(body.WriteRelations)))
            .Concat(body.Charts.Select((chart, place) => ($"word/charts/chart{place + 1}.xml", Xml(xml => WordChart.Write(xml, chart))))))
        {
            await using var part = archive.Begin(name);
            part.Write(bytes);
        }

        await archive.EndAsync(cancel);
    }

    /// <summary>A text as XML can hold it.</summary>
    public static string Harmless(string text) => new([.. text.EnumerateRunes().SelectMany(rune => rune.Value is 0x9 or 0xA or 0xD or >= 0x20 and not (0xFFFE or 0xFFFF) ? rune.ToString() : "\uFFFD")]);

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var written = new MemoryStream();
        using (var xml = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            xml.WriteStartDocument(standalone: true);
            write(xml);
            xml.WriteEndDocument();
        }

        return written.ToArray();
    }

    /// <summary>A number as the form has it.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
