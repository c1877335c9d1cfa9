using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>The sentence of a text that a figure stands in, as the ledger cites it.</summary>
/// <param name="Words">Letter by letter as the text has them.</param>
/// <param name="Start">In characters (Unicode code points) of the text from 0, as the ledger counts; a draft counts UTF-16 units.</param>
internal sealed record QuotedPassage(string Words, int Start)
{
    /// <summary>How far a sentence is followed in either direction, in UTF-16 units.</summary>
    private const int Reach = 500;

    /// <param name="start">In UTF-16 units of the text, as is <paramref name="end"/>.</param>
    /// <returns>Null where the offsets are not in the text.</returns>
    public static QuotedPassage? Of(string text, int start, int end)
    {
        if (start < 0 || end <= start || end > text.Length)
        {
            return null;
        }

        var from = start;
        while (from > 0 && start - from < Reach && !EndsBefore(text, from))
        {
            from--;
        }

        var to = end;
        while (to < text.Length && to - end < Reach && text[to] != '\n' && !EndsBefore(text, to))
        {
            to++;
        }

        from = char.IsLowSurrogate(text[from]) && from > 0 ? from - 1 : from;
        to = to < text.Length && char.IsLowSurrogate(text[to]) ? to - 1 : to;
        while (from < start && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        while (to > end && char.IsWhiteSpace(text[to - 1]))
        {
            to--;
        }

        return new QuotedPassage(text[from..to], Capture.LengthOf(text[..from]));
    }

    /// <summary>Whether a sentence ends before a position: at a line's end, or at a full stop behind a word of more than two letters.</summary>
    private static bool EndsBefore(string text, int at) =>
        text[at - 1] == '\n'
        || (at >= 4 && at < text.Length && char.IsWhiteSpace(text[at - 1]) && text[at - 2] is '.' or '!' or '?' && char.IsLetterOrDigit(text[at - 3]) && char.IsLetterOrDigit(text[at - 4]) && !char.IsLower(text[at]));
}
