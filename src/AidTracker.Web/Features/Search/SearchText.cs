using System.Text;

namespace AidTracker.Web.Features.Search;

/// <summary>A word of a text as it is searched, and the part of the text that it was read from.</summary>
/// <param name="Start">Index of the text's string.</param>
/// <param name="End">Index after the word's last character.</param>
public sealed record SearchToken(string Word, int Start, int End);

/// <summary>
/// Text as it is searched: no capitals, no accents, words apart from figures and signs. Function <c>ledger.search_text</c> says the
/// same of what is on record.
/// </summary>
public static class SearchText
{
    /// <summary>Letters with a mark. The program runs without the tables of Unicode that would take them apart.</summary>
    private const string Marked =
        "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻ"
        + "ȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘ"
        + "ẙạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹйїёўłøđðħıİ";

    /// <summary>The same letters without it, in the same places.</summary>
    private const string Plain =
        "aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzouaiouuuuuaagkoojgna"
        + "aaeeiioorruusthaeooooyabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtw"
        + "yaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyyиіеуloddhii";

    /// <summary>The words in their order; none where there are only signs.</summary>
    public static IReadOnlyList<SearchToken> Read(string text)
    {
        var words = new List<SearchToken>();
        var word = new StringBuilder();
        var (start, end, index) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var next = index + rune.Utf16SequenceLength;
            if (IsMark(rune) && word.Length > 0)
            {
                end = next;
            }

            foreach (var letter in Folded(rune))
            {
                var isWord = Rune.IsLetterOrDigit(letter);
                if (word.Length > 0 && (!isWord || IsFigure(letter) != char.IsAsciiDigit(word[^1])))
                {
                    Finish();
                }

                if (isWord)
                {
                    start = word.Length == 0 ? index : start;
                    end = next;
                    word.Append(letter);
                }
            }

            index = next;
        }

        if (word.Length > 0)
        {
            Finish();
        }

        return words;

        void Finish()
        {
            words.Add(new SearchToken(word.ToString(), start, end));
            word.Clear();
        }
    }

    /// <summary>The words, one blank between them.</summary>
    public static string Fold(string text) => string.Join(' ', Read(text).Select(token => token.Word));

    private static bool IsFigure(Rune letter) => letter.Value is >= '0' and <= '9';

    // Put on the letter before it: no letter of its own, and ends no word.
    private static bool IsMark(Rune letter) => letter.Value is >= 0x300 and <= 0x36F;

    private static IEnumerable<Rune> Folded(Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        return lower.Value switch
        {
            _ when IsMark(lower) => [],
            'ß' => "ss".EnumerateRunes(),
            'æ' => "ae".EnumerateRunes(),
            'œ' => "oe".EnumerateRunes(),
            < char.MaxValue when Marked.IndexOf((char)lower.Value, StringComparison.Ordinal) is >= 0 and var place => [new Rune(Plain[place])],
            _ => [lower],
        };
    }
}
