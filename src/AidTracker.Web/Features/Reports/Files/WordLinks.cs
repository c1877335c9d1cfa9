using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>Links of a Word document; those that leave it are relations of its main part, numbered in their order.</summary>
/// <param name="host">Where the site stands, without a slash at its end.</param>
internal sealed class WordLinks(MainDocumentPart part, string host)
{
    private int _count;

    /// <param name="path">On this site, from its slash on.</param>
    /// <param name="text">Null: the address itself.</param>
    public OpenXmlElement Here(string path, string? text = null) => To(host + path, text ?? host + path);

    /// <param name="target">Null, or not of the web: the text alone.</param>
    public OpenXmlElement To(string? target, string text)
    {
        if (target is null || !Uri.TryCreate(target, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return WordText.Run(text);
        }

        var id = $"link{++_count}";
        // Relations keep addresses as they were given: this one is escaped.
        part.AddHyperlinkRelationship(new Uri(uri.AbsoluteUri), isExternal: true, id);
        return new Hyperlink(WordText.Run(text, isLink: true)) { Id = id };
    }

    /// <summary>To a source of the same document.</summary>
    public static Hyperlink ToSource(string number) => new(WordText.Run($"[{number}]", isLink: true)) { Anchor = Bookmark(number) };

    public static string Bookmark(string number) => $"source_{number}";
}
