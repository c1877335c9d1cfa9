using System.Security.Cryptography;
using System.Text;

namespace AidTracker.Domain.Ledger;

/// <summary>
/// The text of a source as it was when it was read. It may be taken down later (copyright, privacy): its hash and length stay with
/// the <see cref="Source"/>, and what was cited from it with the <see cref="Citation"/>.
/// </summary>
public sealed class Capture
{
    /// <summary>In characters; see <see cref="LengthOf"/>.</summary>
    public const int TextLimit = 200_000;

    /// <param name="text">As it was read: nothing is trimmed, so that offsets into it hold.</param>
    /// <exception cref="LedgerRefusal">It is blank or too long, or holds what is no character.</exception>
    public Capture(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || LengthOf(text) > TextLimit)
        {
            throw new LedgerRefusal("announcement_source_capture_bounds", null, $"A captured text has 1 to {TextLimit} characters: leave it out where there is none, and shorten a longer one to what matters.");
        }

        Text = Characters(text);
    }

    private Capture() => Text = "";

    public string Text { get; private set; }

    /// <summary>SHA-256 of the text in UTF-8, in lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public int Length => LengthOf(Text);

    /// <summary>How many characters a text has: Unicode code points, as PostgreSQL counts, so that 😀 is one.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    /// <summary>The text from one offset to before another; null where the offsets are out of bounds.</summary>
    public string? Between(int start, int end)
    {
        if (start < 0 || end <= start || end > Length)
        {
            return null;
        }

        var part = new StringBuilder();
        foreach (var character in Text.EnumerateRunes().Skip(start).Take(end - start))
        {
            part.Append(character.ToString());
        }

        return part.ToString();
    }

    /// <summary>PostgreSQL keeps no zero character, and half of a surrogate pair has no UTF-8.</summary>
    internal static string Characters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                throw new LedgerRefusal("text_is_characters", null, "The text holds something that is no character: copy it again as plain text.");
            }
        }

        return text;
    }
}
