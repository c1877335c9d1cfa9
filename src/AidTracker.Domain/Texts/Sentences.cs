namespace AidTracker.Domain.Texts;

/// <param name="From">Its first token.</param>
/// <param name="To">The token after its last.</param>
/// <param name="Index">0 for the first of the text; the title's are negative.</param>
internal sealed record Sentence(int From, int To, int Start, int End, int Index)
{
    public bool InTitle => Index < 0;
}

/// <summary>Cuts tokens into sentences: at full stops that end one, at line ends, and at the latest after <see cref="Limit"/> characters.</summary>
internal static class Sentences
{
    /// <summary>In characters: no search within a sentence takes longer than this allows.</summary>
    public const int Limit = 1500;

    private static readonly HashSet<string> Abbreviations = new(StringComparer.Ordinal)
    {
        "mr", "mrs", "ms", "dr", "st", "gen", "lt", "col", "maj", "capt", "adm", "sgt", "sen", "rep", "gov", "prof", "sir", "hon",
        "no", "nos", "approx", "ca", "vs", "inc", "ltd", "co", "corp", "jr", "art", "sec", "alta", "ont", "que",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mln", "bln", "mn", "bn",
    };

    /// <param name="titleEnd">Where the title ends; 0 where there is none.</param>
    public static List<Sentence> Of(string text, List<Token> tokens, int titleEnd)
    {
        var sentences = new List<Sentence>();
        var from = 0;
        var index = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var last = i + 1 == tokens.Count;
            if (!last && !Ends(text, tokens, i) && tokens[i + 1].End - tokens[from].Start <= Limit
                && (tokens[i].Start < titleEnd) == (tokens[i + 1].Start < titleEnd))
            {
                continue;
            }

            var inTitle = tokens[from].Start < titleEnd;
            sentences.Add(new Sentence(from, i + 1, tokens[from].Start, tokens[i].End, inTitle ? -1 : index++));
            from = i + 1;
        }

        return sentences;
    }

    private static bool Ends(string text, List<Token> tokens, int i)
    {
        var (token, next) = (tokens[i], tokens[i + 1]);
        var between = text.AsSpan(token.End, next.Start - token.End);
        if (between.Contains('\n') && (between.Count('\n') > 1 || next.IsDash || next.Is('•') || next.Is('*') || next.Is('·') || token.Is('.') || token.Is(':')))
        {
            return true;
        }

        if (token.Is('!') || token.Is('?'))
        {
            return !next.Glued;
        }

        return token.Is('.') && !next.Glued && !char.IsLower(next.Text[0])
            && !(i > 0 && Abbreviations.Contains(tokens[i - 1].Lower));
    }
}
