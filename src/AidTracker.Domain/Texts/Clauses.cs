namespace AidTracker.Domain.Texts;

/// <summary>The words around a figure: what stands before and after it in its sentence and in its part of the sentence.</summary>
/// <param name="Sentence">The whole sentence, in lower case.</param>
/// <param name="Lead">The sentence before the figure.</param>
/// <param name="Before">From the last comma, bracket, semicolon or dash to the figure.</param>
/// <param name="After">From the figure to the next of them.</param>
/// <param name="Rest">The sentence after the figure.</param>
internal sealed record Surroundings(string Sentence, string Lead, string Before, string After, string Rest)
{
    public string Clause => Before + " # " + After;

    /// <param name="from">The figure's first token.</param>
    /// <param name="to">The token after its last.</param>
    public static Surroundings Of(ReadText text, Sentence sentence, int from, int to)
    {
        var tokens = text.Tokens;
        var start = from;
        var depth = 0;
        while (start > sentence.From && !(depth == 0 && Parts(tokens[start - 1])))
        {
            start--;
            depth += tokens[start].Is(')') ? 1 : tokens[start].Is('(') ? -1 : 0;
        }

        var end = to;
        // The same money in brackets belongs to the figure: what follows it follows the figure.
        if (end < sentence.To && tokens[end].Is('('))
        {
            while (end < sentence.To && !tokens[end].Is(')'))
            {
                end++;
            }

            end = Math.Min(end + 1, sentence.To);
        }

        var after = end;
        while (end < sentence.To && !Parts(tokens[end]))
        {
            end++;
        }

        return new Surroundings(
            Between(sentence.From, sentence.To), Between(sentence.From, from), Between(start, from), Between(after, end), Between(after, sentence.To));

        string Between(int first, int last) => first >= last
            ? ""
            : text.All[tokens[first].Start..tokens[last - 1].End].ToLowerInvariant().Replace('’', '\'').ReplaceLineEndings(" ");
    }

    private static bool Parts(Token token) =>
        token.Is(',') || token.Is(';') || token.Is(':') || token.Is('(') || (token.IsDash && !token.Glued) || token.Lower is "while" or "whereas" or "although" or "but";
}
