namespace AidTracker.Domain.Texts;

internal enum TokenKind
{
    /// <summary>Letters, with what belongs to them: "F-16s", "U.S.", "Norway’s".</summary>
    Word,

    /// <summary>Digits with their separators: "1,234.56".</summary>
    Number,

    /// <summary>A sign of a currency with the letters before it: "€", "C$".</summary>
    Sign,

    /// <summary>Any other character that is no space.</summary>
    Mark,
}

/// <param name="Start">In the text that was tokenised.</param>
/// <param name="Text">As it stands there.</param>
/// <param name="Lower">In lower case, apostrophes straightened.</param>
/// <param name="Glued">No space stands before it.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Text, string Lower, bool Glued)
{
    public bool IsWord => Kind == TokenKind.Word;

    public bool IsNumber => Kind == TokenKind.Number;

    public bool IsCapitalised => Kind == TokenKind.Word && char.IsUpper(Text[0]);

    public bool Is(char mark) => Kind == TokenKind.Mark && Text[0] == mark;

    /// <summary>A hyphen or dash.</summary>
    public bool IsDash => Kind == TokenKind.Mark && Text[0] is '-' or '–' or '—' or '‑' or '‐';

    /// <summary>The word without a possessive: "Norway's" → "norway".</summary>
    public string Stem => Lower.EndsWith("'s", StringComparison.Ordinal) ? Lower[..^2] : Lower.TrimEnd('\'');
}
