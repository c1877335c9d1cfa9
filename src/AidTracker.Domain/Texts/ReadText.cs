namespace AidTracker.Domain.Texts;

/// <summary>The title and the text behind one another, cut into tokens and sentences: what every finder looks at.</summary>
internal sealed class ReadText
{
    /// <summary>A first line that is no longer than this and ends without a full stop is the title, where none is given.</summary>
    private const int TitleLine = 160;

    /// <summary>Where the text begins in <see cref="All"/>.</summary>
    private readonly int _offset;

    public ReadText(string title, string text, string? publisher, DateOnly? date)
    {
        All = title.Length == 0 ? text : title + "\n\n" + text;
        _offset = All.Length - text.Length;
        Publisher = publisher ?? "";
        Date = date;
        Tokens = Tokenizer.Read(All);
        Sentences = Texts.Sentences.Of(All, Tokens, title.Length == 0 ? EndOfTitleLine(text) : _offset);
    }

    public string All { get; }

    public string Publisher { get; }

    public DateOnly? Date { get; }

    public List<Token> Tokens { get; }

    /// <summary>Those of the title first, where it has one.</summary>
    public List<Sentence> Sentences { get; }

    /// <summary>From positions in <see cref="All"/> to those an editor sees.</summary>
    public Span Place(int start, int end) => start < _offset ? new Span(start, end, true) : new Span(start - _offset, end - _offset);

    public Span Place(Sentence sentence, int start, int length) => Place(sentence.Start + start, sentence.Start + start + length);

    private static int EndOfTitleLine(string text)
    {
        var end = text.AsSpan(0, Math.Min(text.Length, TitleLine + 1)).IndexOf('\n');
        var line = end < 0 ? "" : text[..end].TrimEnd();
        return line.Length > 0 && line[^1] is not ('.' or ':' or ';' or ',') && !string.IsNullOrWhiteSpace(text[end..]) ? end : 0;
    }

    public string Words(Sentence sentence) => All[sentence.Start..sentence.End];
}
