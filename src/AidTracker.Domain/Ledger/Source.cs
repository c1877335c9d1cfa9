namespace AidTracker.Domain.Ledger;

/// <summary>How near a source is to the donor: A is the donor's own document, E is another tracker.</summary>
public enum SourceGrade
{
    /// <summary>An official document.</summary>
    A,

    /// <summary>An official statement or post.</summary>
    B,

    /// <summary>A news agency.</summary>
    C,

    /// <summary>Other press.</summary>
    D,

    /// <summary>Another tracker.</summary>
    E,
}

/// <summary>Where an announcement was read.</summary>
public sealed class Source
{
    public const int PublisherLimit = 200;
    public const int TitleLimit = 300;
    public const int UrlLimit = 2000;
    public const int NoteLimit = 1000;

    /// <param name="url">Null where the address was not kept; else http or https.</param>
    /// <param name="retrievedOn">The day on which we read it.</param>
    /// <param name="capture">Its text as it was read; null where none was kept.</param>
    /// <exception cref="LedgerRefusal">A text is empty or too long, or the address is not http(s).</exception>
    public Source(string publisher, SourceGrade grade, string? url = null, string? title = null, DateOnly? publishedOn = null, bool followed = true, string? note = null,
        DateOnly? retrievedOn = null, Capture? capture = null)
    {
        Publisher = Text.Required("publisher", publisher, PublisherLimit);
        Grade = grade;
        Title = Text.Optional("title", title, TitleLimit);
        PublishedOn = publishedOn;
        RetrievedOn = retrievedOn;
        Capture = capture;
        CaptureSha256 = capture?.Sha256;
        CaptureLength = capture?.Length;
        Followed = followed;
        Note = Text.Optional("note on a source", note, NoteLimit);
        Url = Text.Optional("address", url, UrlLimit);
        if (Url is not null && !(Uri.TryCreate(Url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            throw new LedgerRefusal("announcement_source_url_is_http", null, $"“{Url}” is not a web address: write one that begins with https:// or http://.");
        }
    }

    private Source(string publisher) => Publisher = publisher;

    /// <summary>From 1, in the order in which the announcement names its sources.</summary>
    public int Position { get; internal set; }

    public string Publisher { get; private set; }

    public string? Title { get; private set; }

    /// <summary>http or https; null where the address was not kept.</summary>
    public string? Url { get; private set; }

    public DateOnly? PublishedOn { get; private set; }

    /// <summary>The day on which we read it; null where it was not noted.</summary>
    public DateOnly? RetrievedOn { get; private set; }

    public SourceGrade Grade { get; private set; }

    /// <summary>False for a source that says otherwise and stands beside the one that was followed.</summary>
    public bool Followed { get; private set; }

    /// <summary>What the source says otherwise, or why it was followed.</summary>
    public string? Note { get; private set; }

    /// <summary>Hash of the captured text, which stays when the text is taken down; null where none was kept.</summary>
    public string? CaptureSha256 { get; private set; }

    /// <summary>Length of the captured text in characters; null where none was kept.</summary>
    public int? CaptureLength { get; private set; }

    /// <summary>The captured text; null where none was kept, where it was taken down, and where it was not asked for.</summary>
    public Capture? Capture { get; private set; }
}
