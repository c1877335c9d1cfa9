using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace AidTracker.Web.Features.Export;

/// <summary>How a cell looks: the place of its format in <c>styles.xml</c>, see <see cref="XlsxParts"/>.</summary>
internal enum XlsxStyle
{
    Plain,
    Heading,
    Date,
    Instant,
    Amount,
    Wrapped,
}

/// <summary>One sheet of a workbook, written row by row; what is written leaves memory every few thousand cells.</summary>
internal sealed partial class XlsxSheet : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>How many characters a cell holds; the ledger's own texts are all shorter.</summary>
    private const int MostCharacters = 32_767;

    private const int Buffer = 64 * 1024;

    /// <summary>Before it a spreadsheet's calendar has a day that never was.</summary>
    private static readonly DateOnly FirstDay = new(1900, 3, 1);

    private static readonly DateTime DayZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Utc);

    private readonly SentArchive archive;
    private readonly Stream part;
    private readonly MemoryStream written = new();
    private readonly XmlWriter xml;
    private string[] letters = [];

    /// <param name="name">The sheet's place in the archive.</param>
    public XlsxSheet(SentArchive archive, string name)
    {
        this.archive = archive;
        part = archive.Begin(name);
        xml = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false });
    }

    /// <summary>So far.</summary>
    public int Rows { get; private set; }

    /// <param name="widths">Of its columns, in characters.</param>
    public void Begin(IReadOnlyList<int> widths, int frozenRows)
    {
        letters = [.. Enumerable.Range(0, widths.Count).Select(Letters)];
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        if (frozenRows > 0)
        {
            xml.WriteRaw($"<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{frozenRows}\" topLeftCell=\"A{frozenRows + 1}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        }

        xml.WriteRaw("<cols>");
        for (var column = 1; column <= widths.Count; column++)
        {
            xml.WriteRaw($"<col min=\"{column}\" max=\"{column}\" width=\"{widths[column - 1]}\" customWidth=\"1\"/>");
        }

        xml.WriteRaw("</cols>");
        xml.WriteStartElement("sheetData");
    }

    /// <param name="texts">How texts look; numbers and dates look like themselves.</param>
    public async ValueTask WriteRowAsync(IReadOnlyList<object?> cells, XlsxStyle texts, CancellationToken cancel)
    {
        var number = (++Rows).ToString(CultureInfo.InvariantCulture);
        xml.WriteStartElement("row");
        xml.WriteAttributeString("r", number);
        for (var place = 0; place < cells.Count; place++)
        {
            if (cells[place] is { } value)
            {
                xml.WriteStartElement("c");
                xml.WriteAttributeString("r", letters[place] + number);
                Write(value, texts);
                xml.WriteEndElement();
            }
        }

        xml.WriteEndElement();
        if (written.Length > Buffer)
        {
            await SendAsync(cancel);
        }
    }

    public async Task EndAsync(bool hasFilter, CancellationToken cancel)
    {
        xml.WriteEndElement();
        if (hasFilter)
        {
            xml.WriteRaw($"<autoFilter ref=\"A1:{letters[^1]}{Rows}\"/>");
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
        xml.Flush();
        written.WriteTo(part);
        await part.DisposeAsync();
        await archive.SendAsync(cancel);
    }

    public void Dispose()
    {
        xml.Dispose();
        written.Dispose();
        part.Dispose();
    }

    private void Write(object value, XlsxStyle texts)
    {
        switch (value)
        {
            case decimal or ExactNumber or int or long:
                Write(value is decimal ? XlsxStyle.Amount : XlsxStyle.Plain, Cell.Text(value)!);
                break;
            case bool truth:
                xml.WriteAttributeString("t", "b");
                xml.WriteElementString("v", Main, truth ? "1" : "0");
                break;
            case DateOnly date when date >= FirstDay:
                Write(XlsxStyle.Date, Days(date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)));
                break;
            case DateTime instant when DateOnly.FromDateTime(instant) >= FirstDay:
                Write(XlsxStyle.Instant, Days(instant));
                break;
            default:
                xml.WriteAttributeString("t", "inlineStr");
                Style(texts);
                xml.WriteStartElement("is", Main);
                xml.WriteStartElement("t", Main);
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(Harmless(Cell.Text(value)!));
                xml.WriteEndElement();
                xml.WriteEndElement();
                break;
        }
    }

    private void Write(XlsxStyle style, string number)
    {
        Style(style);
        xml.WriteElementString("v", Main, number);
    }

    private void Style(XlsxStyle style)
    {
        if (style != XlsxStyle.Plain)
        {
            xml.WriteAttributeString("s", ((int)style).ToString(CultureInfo.InvariantCulture));
        }
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        xml.Flush();
        written.WriteTo(part);
        written.SetLength(0);
        await archive.SendAsync(cancel);
    }

    private static string Days(DateTime instant) => ((decimal)(instant - DayZero).Ticks / TimeSpan.TicksPerDay).ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>What XML cannot hold is written as the form's own <c>_x0007_</c>, and what looks like that as itself.</summary>
    private static string Harmless(string text)
    {
        var written = Unwritable().Replace(text, found => found.Length > 1 ? "_x005F" + found.Value : $"_x{(int)found.Value[0]:X4}_");
        const string Cut = "… (cut: the CSV has all of it)";
        return written.Length <= MostCharacters ? written : written[..(MostCharacters - Cut.Length)] + Cut;
    }

    private static string Letters(int place) => place < 26 ? ((char)('A' + place)).ToString() : Letters(place / 26 - 1) + Letters(place % 26);

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_|[\\x00-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]")]
    private static partial Regex Unwritable();
}
