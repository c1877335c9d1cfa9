namespace AidTracker.Domain.Ledger;

/// <summary>One transaction of the ledger: who put it on record, and when (the second clock).</summary>
public sealed class Publication
{
    public const int EditorLimit = 120;

    /// <param name="commandId">Made by whoever asks for the publication; the same id twice is one publication.</param>
    /// <param name="recordedAt">When it was put on record, UTC. Never before the publication before it.</param>
    /// <param name="editor">Who answers for it.</param>
    public Publication(Guid commandId, DateTimeOffset recordedAt, string editor)
    {
        CommandId = commandId;
        RecordedAt = recordedAt.ToUniversalTime();
        Editor = Text.Required("editor's name", editor, EditorLimit);
    }

    private Publication(string editor) => Editor = editor;

    /// <summary>Its place in the ledger, from 1 without gaps; given by the database.</summary>
    public long Seq { get; private set; }

    public Guid CommandId { get; private set; }

    /// <summary>When it was put on record, UTC. In a replay, the time that the record states.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>When the database wrote it, UTC; the same as <see cref="RecordedAt"/> but in a replay. Given by the database.</summary>
    public DateTimeOffset LoadedAt { get; private set; }

    public string Editor { get; private set; }
}
