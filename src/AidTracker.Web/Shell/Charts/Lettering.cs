namespace AidTracker.Web.Shell.Charts;

/// <summary>What of a text has room in a drawing. A server cannot measure, so letters are taken for as wide as they come.</summary>
public static class Lettering
{
    // Of 13 px in DejaVu Sans, the widest that a system's own font is likely to be.
    private const double Letter = 8;
    private const double Wide = 11;
    private const double Narrow = 4.8;

    /// <summary>How much wider letters are in bold.</summary>
    private const double Bold = 1.1;

    /// <summary>In CSS pixels.</summary>
    public static double Width(string text, bool isBold = false) => (isBold ? Bold : 1) * text.Sum(letter =>
        letter is 'm' or 'w' or 'M' or 'W' or '%' or '…' or '−' ? Wide
        : letter is 'i' or 'l' or 'j' or 'f' or 't' or 'r' or 'I' or ' ' or '.' or ',' or '\'' or '’' or '(' or ')' ? Narrow
        : char.IsUpper(letter) ? Letter + 1.2 : Letter);

    /// <summary>Whole words on as many lines as it takes; none where a word is too wide or there are too many lines.</summary>
    public static IReadOnlyList<string> Wrapped(string text, double width, int most, bool isBold = false)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
        {
            if (Width(word, isBold) > width)
            {
                return [];
            }

            if (lines.Count > 0 && Width($"{lines[^1]} {word}", isBold) <= width)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines.Count <= most ? lines : [];
    }

    /// <summary>On one line, with an ellipsis where it is cut off.</summary>
    public static string Cut(string text, double width, bool isBold = false)
    {
        if (Width(text, isBold) <= width)
        {
            return text;
        }

        var length = text.Length - 1;
        while (length > 1 && Width(text[..length].TrimEnd(' ', ',') + "…", isBold) > width)
        {
            length--;
        }

        return text[..length].TrimEnd(' ', ',') + "…";
    }
}
