namespace AidTracker.Domain.Ledger;

/// <summary>Where a publication came from.</summary>
public enum PublicationOrigin
{
    /// <summary>An editor's desk: recorded when it was published.</summary>
    Desk,

    /// <summary>The replayed demonstration data: recorded when the dataset says.</summary>
    Demonstration,
}

/// <summary>One transaction of the ledger: who put it on record, and when (the second clock).</summary>
public sealed class Publication
{
    public const int EditorLimit = 120;

    private Publication(string editor) => Editor = editor;

    /// <summary>Its place in the ledger, from 1 without gaps; given by the database.</summary>
    public long Seq { get; internal set; }

    /// <summary>Made by whoever asks for the publication; the same id twice is one publication.</summary>
    public Guid CommandId { get; private set; }

    /// <summary>When it was put on record, UTC; never before the publication before it. Given by the database, but stated in a replay.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>When the database wrote it, UTC: <see cref="RecordedAt"/>, but later in a replay. Given by the database.</summary>
    public DateTimeOffset LoadedAt { get; private set; }

    /// <summary>Who answers for it.</summary>
    public string Editor { get; private set; }

    public PublicationOrigin Origin { get; private set; }

    /// <summary>A publication of the moment in which the database writes it.</summary>
    /// <exception cref="LedgerRefusal">The editor has no name, or too long a one.</exception>
    public static Publication AtDesk(Guid commandId, string editor) =>
        new(Text.Required("editor's name", editor, EditorLimit)) { CommandId = commandId, Origin = PublicationOrigin.Desk };

    /// <summary>A publication that was recorded before, replayed into an empty ledger.</summary>
    /// <param name="recordedAt">The time that the record states, in any offset.</param>
    /// <exception cref="LedgerRefusal">The editor has no name, or too long a one.</exception>
    public static Publication Replayed(Guid commandId, DateTimeOffset recordedAt, string editor) =>
        new(Text.Required("editor's name", editor, EditorLimit))
        {
            CommandId = commandId,
            RecordedAt = recordedAt.ToUniversalTime(),
            Origin = PublicationOrigin.Demonstration,
        };
}
