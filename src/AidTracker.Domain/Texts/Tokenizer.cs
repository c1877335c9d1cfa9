using System.Globalization;

namespace AidTracker.Domain.Texts;

/// <summary>Cuts a text into tokens in one pass. Model names stay whole ("F-16s", "MG3", "PAC-3"), so that no number is read from them.</summary>
internal static class Tokenizer
{
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>(text.Length / 5);
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '\u200b')
            {
                at++;
                continue;
            }

            var (kind, end) = char.IsDigit(text[at]) ? (TokenKind.Number, EndOfNumber(text, at))
                : char.IsLetter(text[at]) ? EndOfWord(text, at)
                : IsSign(text[at]) ? (TokenKind.Sign, at + 1)
                : (TokenKind.Mark, at + (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1));
            var part = text[at..end];
            var glued = at > 0 && !char.IsWhiteSpace(text[at - 1]);
            tokens.Add(new Token(kind, at, end, part, part.ToLowerInvariant().Replace('’', '\''), glued));
            at = end;
        }

        return tokens;
    }

    public static bool IsSign(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;

    /// <summary>A separator belongs to the number where a digit follows it: "1,234.56", but not "in 2023, 40 of them". Spaces do before three digits.</summary>
    private static int EndOfNumber(string text, int start)
    {
        var at = start;
        while (at < text.Length)
        {
            if (char.IsDigit(text[at])
                || (text[at] is ',' or '.' or '\'' or '’' && at + 1 < text.Length && char.IsDigit(text[at + 1])))
            {
                at++;
            }
            else if (text[at] is '\u00a0' or '\u202f' or '\u2009' && Digits(text, at + 1) == 3)
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int Digits(string text, int at)
    {
        var count = 0;
        while (count < 4 && at + count < text.Length && char.IsDigit(text[at + count]))
        {
            count++;
        }

        return count;
    }

    private static (TokenKind Kind, int End) EndOfWord(string text, int start)
    {
        var at = start;
        // "U.S." and "e.g.": single letters, each with its full stop.
        while (at + 1 < text.Length && char.IsLetter(text[at]) && text[at + 1] == '.' && (at == start || text[at - 1] == '.'))
        {
            at += 2;
        }

        if (at >= start + 4)
        {
            return (TokenKind.Word, at);
        }

        at = start;
        while (at < text.Length)
        {
            if (char.IsLetterOrDigit(text[at]) || char.GetUnicodeCategory(text[at]) == UnicodeCategory.NonSpacingMark)
            {
                at++;
            }
            else if (text[at] is '-' or '‑' or '\'' or '’' or '/' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        // "C$", "US$", "CA$"
        return at < text.Length && at - start <= 3 && IsSign(text[at]) ? (TokenKind.Sign, at + 1) : (TokenKind.Word, at);
    }
}
