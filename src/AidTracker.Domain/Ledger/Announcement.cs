using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>
/// One version of an announcement: a balanced transaction on its package's lines. A correction is the next version of
/// the same number; a withdrawal is a version without entries. Nothing of a published version ever changes.
/// </summary>
public sealed class Announcement
{
    public const int PlaceLimit = 120;
    public const int SummaryLimit = 1000;
    public const int ReasonLimit = 1000;

    private readonly List<Entry> entries = [];
    private readonly List<Progress> progress = [];
    private readonly List<Source> sources = [];
    private readonly List<Citation> citations = [];

    /// <param name="summary">What was announced, in our words.</param>
    /// <param name="entries">What moves, in the order in which the announcement lists it; none where nothing does.</param>
    /// <param name="headline">How the sum is qualified; exact where a kind states a sum and nothing else is said.</param>
    /// <param name="progress">How far lines have come; of the kinds of progress only.</param>
    /// <param name="citations">Which figure is read from which passage of which source.</param>
    /// <exception cref="LedgerRefusal">A text is empty or too long, a headline stands on a kind that states no sum, or a citation has nothing to cite.</exception>
    public Announcement(AnnouncementKind kind, AnnouncedDate date, string summary,
        IEnumerable<Entry>? entries = null, Headline? headline = null, string? place = null, IEnumerable<Source>? sources = null,
        IEnumerable<Progress>? progress = null, IEnumerable<Citation>? citations = null)
    {
        var rule = KindRules.For(kind);
        Kind = kind;
        On = date.On;
        Precision = date.Precision;
        Summary = Text.Required("summary", summary, SummaryLimit);
        Place = Text.Optional("place", place, PlaceLimit);
        this.entries.AddRange(entries ?? []);
        this.progress.AddRange(progress ?? []);
        this.sources.AddRange(sources ?? []);
        this.citations.AddRange(citations ?? []);
        for (var i = 0; i < this.entries.Count; i++)
        {
            this.entries[i].Position = i + 1;
        }

        for (var i = 0; i < this.progress.Count; i++)
        {
            this.progress[i].Position = i + 1;
        }

        for (var i = 0; i < this.sources.Count; i++)
        {
            this.sources[i].Position = i + 1;
        }

        if (headline is not null && !rule.StatesHeadline)
        {
            throw new LedgerRefusal("announcement_headline_fits_kind", null, $"{kind} states no sum of its own: take the headline out.");
        }

        if (kind == AnnouncementKind.Disclosed && headline is { Qualifier: AmountQualifier.Undisclosed })
        {
            throw new LedgerRefusal("announcement_headline_fits_kind", null, "Disclosed states the total: choose another qualifier than “undisclosed”.");
        }

        Headline = rule.StatesHeadline ? headline ?? Headline.Exact : null;
        for (var i = 0; i < this.citations.Count; i++)
        {
            this.citations[i].Position = i + 1;
            this.citations[i].Check(this);
        }
    }

    private Announcement() => Summary = "";

    /// <summary>From 1 within its package, in the order of recording.</summary>
    public int Number { get; internal set; }

    /// <summary>From 1; a correction is the next one. The highest is live.</summary>
    public int Version { get; internal set; }

    public AnnouncementKind Kind { get; private set; }

    /// <summary>The day at which it counts: the first clock.</summary>
    public DateOnly On { get; private set; }

    public DatePrecision Precision { get; private set; }

    public AnnouncedDate Date => AnnouncedDate.Of(On, Precision);

    public string? Place { get; private set; }

    public string Summary { get; private set; }

    /// <summary>Null for a kind that states no sum of its own.</summary>
    public Headline? Headline { get; private set; }

    /// <summary>True for a version that takes the announcement back; it has no entries.</summary>
    public bool Withdrawn { get; private set; }

    /// <summary>Why this version corrects the one before; null for the first version and for no other.</summary>
    public string? Reason { get; internal set; }

    public IReadOnlyList<Entry> Entries => [.. entries.OrderBy(entry => entry.Position)];

    /// <summary>How far it says lines have come, in its order; none but of the kinds of progress.</summary>
    public IReadOnlyList<Progress> Progress => [.. progress.OrderBy(each => each.Position)];

    public IReadOnlyList<Source> Sources => [.. sources.OrderBy(source => source.Position)];

    /// <summary>What its figures were read from, in its order.</summary>
    public IReadOnlyList<Citation> Citations => [.. citations.OrderBy(citation => citation.Position)];

    /// <summary>The publication that put it on record: the second clock, and who.</summary>
    public Publication? Publication { get; internal set; }

    /// <summary>What its priced entries add up to, in the package's currency.</summary>
    public decimal Net => entries.Sum(entry => entry.Amount?.Amount ?? 0);

    public static Announcement Announced(AnnouncedDate date, string summary, IEnumerable<Entry> entries, Headline? headline = null, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Announced, date, summary, entries, headline, place, sources);

    public static Announcement Itemised(AnnouncedDate date, string summary, IEnumerable<Entry> entries, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Itemised, date, summary, entries, null, place, sources);

    public static Announcement Reannounced(AnnouncedDate date, string summary, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Reannounced, date, summary, null, null, place, sources);

    public static Announcement ToppedUp(AnnouncedDate date, string summary, IEnumerable<Entry> entries, Headline? headline = null, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.ToppedUp, date, summary, entries, headline, place, sources);

    public static Announcement Reduced(AnnouncedDate date, string summary, IEnumerable<Entry> entries, Headline? headline = null, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Reduced, date, summary, entries, headline, place, sources);

    public static Announcement Reallocated(AnnouncedDate date, string summary, IEnumerable<Entry> entries, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Reallocated, date, summary, entries, null, place, sources);

    public static Announcement Cancelled(AnnouncedDate date, string summary, IEnumerable<Entry> entries, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Cancelled, date, summary, entries, null, place, sources);

    public static Announcement Disclosed(AnnouncedDate date, string summary, IEnumerable<Entry> entries, Headline? headline = null, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Disclosed, date, summary, entries, headline, place, sources);

    public static Announcement Revalued(AnnouncedDate date, string summary, IEnumerable<Entry> entries, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Revalued, date, summary, entries, null, place, sources);

    public static Announcement Suspended(AnnouncedDate date, string summary, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Suspended, date, summary, null, null, place, sources);

    public static Announcement Resumed(AnnouncedDate date, string summary, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Resumed, date, summary, null, null, place, sources);

    public static Announcement Contracted(AnnouncedDate date, string summary, IEnumerable<Progress> progress, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Contracted, date, summary, null, null, place, sources, progress);

    public static Announcement Paid(AnnouncedDate date, string summary, IEnumerable<Progress> progress, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Paid, date, summary, null, null, place, sources, progress);

    public static Announcement Delivered(AnnouncedDate date, string summary, IEnumerable<Progress> progress, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Delivered, date, summary, null, null, place, sources, progress);

    public static Announcement Agreed(AnnouncedDate date, string summary, string? place = null, params Source[] sources) =>
        new(AnnouncementKind.Agreed, date, summary, null, null, place, sources);

    /// <summary>The version that takes this one back.</summary>
    internal Announcement Withdrawal() => new(Kind, Date, Summary, place: Place) { Withdrawn = true };
}
