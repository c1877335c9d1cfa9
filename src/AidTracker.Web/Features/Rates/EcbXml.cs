using System.Xml;

namespace AidTracker.Web.Features.Rates;

/// <summary>
/// The European Central Bank's <c>eurofxref-hist-90d.xml</c>: in an envelope of gesmes a <c>Cube</c>, in it one with a <c>time</c> for
/// each day, in it one with a <c>currency</c> and a <c>rate</c> for each rate.
/// </summary>
internal static class EcbXml
{
    private const string Gesmes = "http://www.gesmes.org/xml/2002-08-01";
    private const string Ecb = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";

    /// <exception cref="RatesRefusedException">Any of it is not as it has to be.</exception>
    public static void Read(byte[] file, RateTable table)
    {
        using var reader = XmlReader.Create(new MemoryStream(file), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        try
        {
            Read(reader, (IXmlLineInfo)reader, table);
        }
        catch (XmlException malformed)
        {
            // Some that stand at the beginning have no place.
            throw new RatesRefusedException(Math.Max(1, malformed.LineNumber), Math.Max(1, malformed.LinePosition), $"the XML does not hold together, or was cut off: {malformed.Message}");
        }

        if (table.Rates.Count == 0)
        {
            throw new RatesRefusedException("There are no rates in the file.");
        }
    }

    private static void Read(XmlReader reader, IXmlLineInfo at, RateTable table)
    {
        var day = default(DateOnly);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.Depth)
            {
                case 0 when Is(reader, "Envelope", Gesmes):
                case 1 when reader.NamespaceURI == Gesmes || Is(reader, "Cube", Ecb):
                // The sender's name.
                case 2 when reader.NamespaceURI == Gesmes:
                    break;
                case 2 when Is(reader, "Cube", Ecb) && reader.GetAttribute("time") is { } time:
                    day = table.AddDay(time, at.LineNumber, at.LinePosition);
                    break;
                case 3 when Is(reader, "Cube", Ecb) && reader.GetAttribute("currency") is { } currency && reader.GetAttribute("rate") is { } rate:
                    table.AddCurrency(currency, at.LineNumber, at.LinePosition);
                    table.AddRate(currency, day, rate, at.LineNumber, at.LinePosition);
                    break;
                default:
                    throw new RatesRefusedException(at.LineNumber, at.LinePosition, $"<{Hosting.LogText.Printable(reader.Name, 40)}> is not what the European Central Bank's file of rates has there.");
            }
        }
    }

    private static bool Is(XmlReader reader, string name, string space) => reader.LocalName == name && reader.NamespaceURI == space;
}
