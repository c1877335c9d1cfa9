using System.Globalization;
using System.Text;

namespace AidTracker.Web.Hosting;

/// <summary>Text that came from outside, made fit for a log line.</summary>
internal static class LogText
{
    /// <summary>Bounded, and with control characters escaped, so that no visitor can write a log line of their own.</summary>
    public static string Printable(string text, int atMost)
    {
        var printable = new StringBuilder(Math.Min(text.Length, atMost) + 1);
        foreach (var character in text)
        {
            if (printable.Length >= atMost)
            {
                return printable.Append('…').ToString();
            }

            // Format characters hold the ones that turn the direction of writing; the separators end a line for some readers.
            if (char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
            {
                printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                printable.Append(character);
            }
        }

        return printable.ToString();
    }
}
