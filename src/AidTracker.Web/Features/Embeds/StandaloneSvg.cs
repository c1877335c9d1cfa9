using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AidTracker.Web.Features.Embeds;

/// <summary>
/// The drawings of a page put into one that stands alone: its styles within it, its keys drawn, and what it contains and where it is from
/// written below. Only shapes and texts are taken over, so that nothing in it refers to anything else or runs.
/// </summary>
internal static class StandaloneSvg
{
    private const int Width = 960;
    private const int Margin = 24;
    private const int Line = 20;

    /// <summary>Of small text, on the generous side; a drawing cannot measure.</summary>
    private const double Letter = 6.6;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly HashSet<string> Shapes = ["svg", "g", "defs", "pattern", "rect", "circle", "line", "path", "text", "title", "desc"];

    private static readonly HashSet<string> Attributes = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "dy", "width", "height", "viewBox", "preserveAspectRatio", "class", "fill", "id", "text-anchor", "patternUnits", "patternTransform"];

    /// <summary>Classes of what stands in windows of some widths only.</summary>
    private static readonly string[] ByWindow = ["wide-only", "roomy"];

    /// <param name="html">Figures as a page has them, and the patterns that they refer to.</param>
    /// <param name="page">The address of the page, with its host.</param>
    public static byte[] Of(string html, Embedded embedded, string page, string css)
    {
        // What texts hold that XML does not is left out, as it is written: as a reference.
        using var reader = XmlReader.Create(new StringReader($"<div>{html}</div>"), new XmlReaderSettings { CheckCharacters = false });
        var source = XElement.Load(reader);
        var drawing = new XElement(Svg + "svg");
        var y = Margin + Line;
        drawing.Add(Text("heading", Margin, y, embedded.Title));
        y += Line;
        var described = new List<string>();
        foreach (var figure in source.Descendants("figure"))
        {
            if (figure.Element("figcaption")?.Value.Trim() is { Length: > 0 } caption && caption != embedded.Title)
            {
                drawing.Add(Text("small", Margin, y + 12, caption));
                y += Line + 10;
            }

            var drawn = figure.Element("svg")!;
            var height = int.Parse(drawn.Attribute("height")!.Value, CultureInfo.InvariantCulture);
            var taken = Taken(drawn);
            described.Add(drawn.Attribute("aria-label")?.Value ?? drawn.Element("desc")?.Value ?? "");
            taken.Elements(Svg + "title").Concat(taken.Elements(Svg + "desc")).Remove();
            taken.SetAttributeValue("x", Margin);
            taken.SetAttributeValue("y", y);
            taken.SetAttributeValue("width", Width - 2 * Margin);
            // The rules of a figure say how its bars look.
            drawing.Add(new XElement(Svg + "g", new XAttribute("class", figure.Attribute("class")!.Value), taken));
            y += height + Line;
            y = Keys(drawing, figure.Elements("ul").Elements("li"), y);
            foreach (var text in figure.Elements("p").Where(note => Has(note, "note") && !Has(note, "slim")).SelectMany(note => Lines(note.Value.Trim())))
            {
                drawing.Add(Text("small", Margin, y, text));
                y += Line - 4;
            }
        }

        foreach (var text in Lines(embedded.Contains).Concat(Lines($"Source: {embedded.Source}. {page}")))
        {
            drawing.Add(Text("small", Margin, y, text));
            y += Line - 4;
        }

        y += Margin / 2;
        drawing.Add(new XAttribute("viewBox", $"0 0 {Width} {y}"), new XAttribute("width", Width), new XAttribute("height", y), new XAttribute("role", "img"), new XAttribute("aria-labelledby", "title desc"));
        drawing.AddFirst(
            new XElement(Svg + "title", new XAttribute("id", "title"), Harmless(embedded.Title)),
            new XElement(Svg + "desc", new XAttribute("id", "desc"), Harmless(string.Join(" ", described))),
            new XElement(Svg + "style", css),
            source.Elements("svg").Elements("defs").Select(Taken),
            new XElement(Svg + "rect", new XAttribute("class", "page"), new XAttribute("width", "100%"), new XAttribute("height", "100%")));
        using var written = new MemoryStream();
        using (var xml = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            drawing.Save(xml);
        }

        return written.ToArray();
    }

    /// <summary>The keys below a drawing, as many in a line as fit.</summary>
    private static int Keys(XElement drawing, IEnumerable<XElement> keys, int y)
    {
        var x = Margin;
        var any = false;
        foreach (var key in keys)
        {
            any = true;
            var name = key.Value.Trim();
            var width = 24 + (int)(name.Length * Letter * 1.1) + 18;
            if (x > Margin && x + width > Width - Margin)
            {
                (x, y) = (Margin, y + Line);
            }

            if (key.Element("svg") is { } swatch)
            {
                var taken = Taken(swatch);
                taken.SetAttributeValue("x", x);
                taken.SetAttributeValue("y", y - 12);
                drawing.Add(taken);
            }

            drawing.Add(Text(null, x + 20, y, name));
            x += width;
        }

        return any ? y + Line + 8 : y;
    }

    private static XElement Taken(XElement element) => new(
        Svg + element.Name.LocalName,
        element.Attributes().Where(attribute => Attributes.Contains(attribute.Name.LocalName)).Select(attribute => new XAttribute(attribute.Name.LocalName, Harmless(attribute.Name.LocalName == "class" ? string.Join(' ', Classes(attribute).Except(ByWindow)) : attribute.Value))),
        element.Nodes().Select(node => node switch
        {
            // It is as wide as in a wide window, whatever window it is put into.
            XElement child when Has(child, "narrow-only") => "",
            XElement child when Shapes.Contains(child.Name.LocalName) => (object)Taken(child),
            // A link's shapes, without what it leads to.
            XElement { Name.LocalName: "a" } link => new XElement(Svg + "g", Taken(link).Nodes()),
            XText text => new XText(Harmless(text.Value)),
            _ => "",
        }));

    private static bool Has(XElement element, string css) => Classes(element.Attribute("class")).Contains(css);

    private static string[] Classes(XAttribute? css) => css?.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static XElement Text(string? css, int x, int y, string text) => new(Svg + "text", css is null ? null : new XAttribute("class", css), new XAttribute("x", x), new XAttribute("y", y), Harmless(text));

    private static IEnumerable<string> Lines(string text)
    {
        var most = (int)((Width - 2 * Margin) / Letter);
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length + 1 > most)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    private static string Harmless(string text) => new([.. text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter))]);
}
