namespace AidTracker.Web.Features.Search;

/// <summary>A part of a text that was searched for from beginning to end, or not at all.</summary>
public sealed record HighlightedPart(string Text, bool IsFound);

/// <summary>What of a text was searched for.</summary>
public static class Highlight
{
    /// <summary>How long a text may be before only what is around the first find is shown, in characters.</summary>
    public const int Longest = 320;

    private const int Before = 100;

    /// <summary>The text in parts; with <paramref name="isExcerpt"/> at most <see cref="Longest"/> characters of it and what the cuts are marked by.</summary>
    public static IReadOnlyList<HighlightedPart> Of(string text, SearchQuestion question, bool isExcerpt = false)
    {
        var found = Finds(text, question);
        var (from, to) = isExcerpt && text.Length > Longest ? Window(text, found.Count > 0 ? found[0].Start : 0) : (0, text.Length);
        var parts = new List<HighlightedPart>();
        if (from > 0)
        {
            parts.Add(new HighlightedPart("… ", false));
        }

        var at = from;
        foreach (var (start, end) in found.Where(find => find.Start >= from && find.End <= to))
        {
            if (start > at)
            {
                parts.Add(new HighlightedPart(text[at..start], false));
            }

            parts.Add(new HighlightedPart(text[start..end], true));
            at = end;
        }

        if (at < to)
        {
            parts.Add(new HighlightedPart(text[at..to], false));
        }

        if (to < text.Length)
        {
            parts.Add(new HighlightedPart(" …", false));
        }

        return parts;
    }

    /// <summary>In order, none within another.</summary>
    private static List<(int Start, int End)> Finds(string text, SearchQuestion question)
    {
        var words = SearchText.Read(text);
        var found = new List<(int Start, int End)>();
        for (var place = 0; place < words.Count;)
        {
            var length = question.Terms.Where(term => term.StandsAt(words, place)).Select(term => term.Words.Count).DefaultIfEmpty(0).Max();
            if (length > 0)
            {
                found.Add((words[place].Start, words[place + length - 1].End));
            }

            place += Math.Max(1, length);
        }

        return found;
    }

    // From one blank to another, so that no word is cut.
    private static (int From, int To) Window(string text, int find)
    {
        var from = find <= Before ? 0 : text.IndexOf(' ', find - Before) is var blank && blank >= 0 && blank < find ? blank + 1 : find;
        if (from + Longest >= text.Length)
        {
            return (from, text.Length);
        }

        var last = text.LastIndexOf(' ', from + Longest, Longest);
        var to = last > find ? last : from + Longest;
        return (from, char.IsLowSurrogate(text[to]) ? to + 1 : to);
    }
}
