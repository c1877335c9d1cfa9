namespace AidTracker.Domain.Ledger;

/// <summary>Which figure of an announcement a citation is of.</summary>
public enum CitedFigure
{
    /// <summary>The announcement's own sum.</summary>
    Headline,

    /// <summary>An entry's amount.</summary>
    Amount,

    /// <summary>An entry's quantity.</summary>
    Quantity,

    /// <summary>The date on which it was announced.</summary>
    Date,

    /// <summary>The value of a progress: what is contracted, paid or delivered.</summary>
    ProgressValue,

    /// <summary>The quantity of a progress.</summary>
    ProgressQuantity,
}

/// <summary>Ties one figure of an announcement to one of its sources and the passage that it was read from (product rule 7).</summary>
public sealed class Citation
{
    public const int PassageLimit = 2000;

    private Citation(CitedFigure figure, int? entry, int? progress, int source, string passage, bool isQuoted, int? start, int? end)
    {
        Figure = figure;
        EntryPosition = entry;
        ProgressPosition = progress;
        SourcePosition = source;
        IsQuoted = isQuoted;
        Passage = Capture.Characters(passage);
        PassageStart = start;
        PassageEnd = end;

        // Nothing is trimmed: a quoted passage is the very text at its offsets.
        if (string.IsNullOrWhiteSpace(passage) || Capture.LengthOf(passage) > PassageLimit)
        {
            throw new LedgerRefusal("citation_passage_bounds", null, $"A passage has 1 to {PassageLimit} characters: cite the sentence that says the figure.");
        }

        if (figure is CitedFigure.Amount or CitedFigure.Quantity != entry is not null)
        {
            throw new LedgerRefusal("citation_entry_is_of_its_figure", null, "An amount or a quantity is cited with its entry, every other figure without one.");
        }

        if (figure is CitedFigure.ProgressValue or CitedFigure.ProgressQuantity != progress is not null)
        {
            throw new LedgerRefusal("citation_progress_is_of_its_figure", null, "A value or a quantity of progress is cited with its progress, every other figure without one.");
        }

        if (start is null != end is null || start < 0 || end <= start)
        {
            throw new LedgerRefusal("citation_offsets_bounds", null, "A passage begins at 0 or later and ends after its beginning: give both offsets or neither.");
        }
    }

    private Citation() => Passage = "";

    /// <summary>From 1, in the order in which the announcement lists them.</summary>
    public int Position { get; internal set; }

    public CitedFigure Figure { get; private set; }

    /// <summary>Position of the entry whose amount or quantity it is; null for every other figure.</summary>
    public int? EntryPosition { get; private set; }

    /// <summary>Position of the progress whose value or quantity it is; null for every other figure.</summary>
    public int? ProgressPosition { get; private set; }

    /// <summary>Position of the source among the announcement's.</summary>
    public int SourcePosition { get; private set; }

    /// <summary>In the source's own words where <see cref="IsQuoted"/>, else in ours.</summary>
    public string Passage { get; private set; }

    /// <summary>True for the source's own words; false for a summary in ours, which is marked as one and counted apart.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Where the passage begins in the captured text, in characters from 0; null without a captured text.</summary>
    public int? PassageStart { get; private set; }

    /// <summary>The character before which it ends; null without a captured text.</summary>
    public int? PassageEnd { get; private set; }

    /// <summary>The source's own words.</summary>
    /// <param name="source">Position of the source among the announcement's, from 1.</param>
    /// <param name="entry">Position of the entry whose amount or quantity it is, from 1.</param>
    /// <param name="progress">Position of the progress whose value or quantity it is, from 1.</param>
    /// <param name="start">Where the passage begins in the captured text; must be given where there is one.</param>
    /// <exception cref="LedgerRefusal">The passage is blank or too long, or a part is missing.</exception>
    public static Citation Quoted(CitedFigure figure, int source, string passage, int? entry = null, int? start = null, int? progress = null) =>
        new(figure, entry, progress, source, passage, true, start, start + Capture.LengthOf(passage));

    /// <summary>What the source says, in our words; of which part of its captured text, where that is known.</summary>
    /// <exception cref="LedgerRefusal">The passage is blank or too long, or a part is missing.</exception>
    public static Citation Summary(CitedFigure figure, int source, string passage, int? entry = null, int? start = null, int? end = null, int? progress = null) =>
        new(figure, entry, progress, source, passage, false, start, end);

    internal void Check(Announcement announcement)
    {
        var source = announcement.Sources.ElementAtOrDefault(SourcePosition - 1)
            ?? throw new LedgerRefusal("citation_source_fkey", null, $"A citation names source {SourcePosition}, and the announcement has {announcement.Sources.Count}: cite one that it has.");
        var entry = EntryPosition is not { } position ? null : announcement.Entries.ElementAtOrDefault(position - 1)
            ?? throw new LedgerRefusal("citation_entry_fkey", null, $"A citation names entry {position}, and the announcement has {announcement.Entries.Count}: cite one that it has.");
        var progress = ProgressPosition is not { } place ? null : announcement.Progress.ElementAtOrDefault(place - 1)
            ?? throw new LedgerRefusal("citation_progress_fkey", null, $"A citation names progress {place}, and the announcement has {announcement.Progress.Count}: cite one that it has.");
        var exists = Figure switch
        {
            CitedFigure.Headline => announcement.Headline is { Qualifier: not Amounts.AmountQualifier.Undisclosed },
            CitedFigure.Amount => entry!.Amount is not null,
            CitedFigure.Quantity => entry!.Quantity is not null,
            CitedFigure.ProgressValue => progress!.Value is not null,
            CitedFigure.ProgressQuantity => progress!.Quantity is not null,
            _ => true,
        };
        if (!exists)
        {
            throw new LedgerRefusal("citation_figure_exists", null, "A citation is of a figure that the announcement does not state: cite one that it states.");
        }

        if (PassageEnd is { } end && !(end <= source.CaptureLength))
        {
            throw new LedgerRefusal("citation_offsets_are_in_text", null, source.CaptureLength is { } length
                ? $"A passage ends at character {end} of a text that has {length}: give the offsets in the captured text."
                : "A passage has offsets, and its source has no captured text: leave the offsets out.");
        }

        if (IsQuoted && source.Capture is { } text && (PassageStart is not { } from || text.Between(from, PassageEnd!.Value) != Passage))
        {
            throw new LedgerRefusal("citation_passage_is_in_text", null, "A quoted passage is not what the captured text says at its offsets: quote it letter by letter, or mark it as a summary.");
        }
    }
}
