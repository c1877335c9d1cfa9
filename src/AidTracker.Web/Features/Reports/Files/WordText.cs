using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AidTracker.Web.Features.Reports.Files;

/// <summary>Texts in a Word document: always plain runs, so that no field's instruction holds any of them.</summary>
internal static class WordText
{
    /// <param name="style">Null: that of any text.</param>
    public static Paragraph Paragraph(string? style, string text) => Paragraph(style, Run(text));

    /// <inheritdoc cref="Paragraph(string, string)"/>
    public static Paragraph Paragraph(string? style, params OpenXmlElement[] content) => new(content)
    {
        ParagraphProperties = style is null ? null : new ParagraphProperties { ParagraphStyleId = new() { Val = style } },
    };

    /// <summary>A text as it is; a tab and the end of a line are the form's own.</summary>
    public static Run Run(string text, bool isBold = false, bool isLink = false)
    {
        var run = new Run();
        if (isBold || isLink)
        {
            run.RunProperties = new RunProperties { RunStyle = isLink ? new() { Val = WordStyles.Link } : null, Bold = isBold ? new() : null };
        }

        foreach (var (line, place) in Harmless(text).ReplaceLineEndings("\n").Split('\n').Select((line, place) => (line, place)))
        {
            if (place > 0)
            {
                run.Append(new Break());
            }

            foreach (var (part, column) in line.Split('\t').Select((part, column) => (part, column)))
            {
                if (column > 0)
                {
                    run.Append(new TabChar());
                }

                run.Append(new Text(part) { Space = SpaceProcessingModeValues.Preserve });
            }
        }

        return run;
    }

    /// <summary>A text as XML can hold it: the library throws at others.</summary>
    public static string Harmless(string text) => new([.. text.EnumerateRunes().SelectMany(rune => rune.Value is 0x9 or 0xA or 0xD or >= 0x20 and not (0xFFFE or 0xFFFF) ? rune.ToString() : "\uFFFD")]);
}
