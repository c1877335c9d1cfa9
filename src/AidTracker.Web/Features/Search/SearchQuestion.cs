using System.Text.RegularExpressions;

namespace AidTracker.Web.Features.Search;

/// <summary>Words that stand one after the other: what was written together, such as <c>155mm</c>, or between quotation marks.</summary>
/// <param name="Begins">Whether the last word may go on: <c>leop</c> finds Leopard. Not where it is a figure.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool Begins)
{
    /// <summary>For PostgreSQL; a word has letters and digits only, so that nothing in it can mean something.</summary>
    /// <param name="loosely">Whether the last word may go on.</param>
    public string ToQuery(bool loosely) =>
        $"({string.Join(" <-> ", Words.Select((word, place) => $"'{word}'{(loosely && Begins && place == Words.Count - 1 ? ":*" : "")}"))})";

    /// <summary>Whether it stands in a text from a word on.</summary>
    public bool StandsAt(IReadOnlyList<SearchToken> text, int place)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (place + i >= text.Count || !(i == Words.Count - 1 && Begins
                ? text[place + i].Word.StartsWith(Words[i], StringComparison.Ordinal)
                : text[place + i].Word == Words[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What is searched for: documents that have every term, in any order.</summary>
public sealed partial record SearchQuestion(IReadOnlyList<SearchTerm> Terms)
{
    /// <summary>How many characters a question may have.</summary>
    public const int MostCharacters = 200;

    /// <summary>How many words a question may have.</summary>
    public const int MostWords = 16;

    public IReadOnlyList<string> Words => [.. Terms.SelectMany(term => term.Words).Distinct()];

    public string Exactly => string.Join(" & ", Terms.Select(term => term.ToQuery(loosely: false)));

    public string Loosely => string.Join(" & ", Terms.Select(term => term.ToQuery(loosely: true)));

    /// <summary>The question with other words in the place of some.</summary>
    public SearchQuestion With(IReadOnlyDictionary<string, string> corrections) =>
        new([.. Terms.Select(term => term with { Words = [.. term.Words.Select(word => corrections.GetValueOrDefault(word, word))] })]);

    /// <returns>The question, or the sentence why there is none.</returns>
    public static (SearchQuestion? Question, string? Error) Read(string asked)
    {
        if (asked.Length > MostCharacters)
        {
            return (null, $"A question has at most {MostCharacters} characters, and this one has {Shell.Words.Number(asked.Length)}: search for a few words of it.");
        }

        var terms = Together().Matches(asked)
            .Select(part => SearchText.Read(part.Value).Select(token => token.Word).ToList())
            .Where(words => words.Count > 0)
            .Select(words => new SearchTerm(words, !char.IsAsciiDigit(words[^1][0])))
            .ToList();
        return terms.Sum(term => term.Words.Count) switch
        {
            0 => (null, "There is no word in the question: write letters or figures, such as Leopard 2A6 or 155 mm."),
            > MostWords and var words => (null, $"A question has at most {MostWords} words, and this one has {words}: leave some out."),
            _ => (new SearchQuestion(terms), null),
        };
    }

    [GeneratedRegex("[\"“”„][^\"“”]*[\"“”]|[^\\s\"“”„]+")]
    private static partial Regex Together();
}
