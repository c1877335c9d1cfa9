using System.Text.Json;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>Where a draft is on its way; the database's words for it, which it guards.</summary>
public static class DraftState
{
    public const string Draft = "draft";
    public const string InReview = "in_review";
    public const string Returned = "returned";
    public const string Published = "published";

    /// <summary>As people say it.</summary>
    public static string Words(string state) => state switch
    {
        InReview => "in review",
        _ => state,
    };
}

/// <summary>A draft as it is stored.</summary>
/// <param name="Version">Counts what was saved.</param>
/// <param name="SeenRevision">The revision of its package that its author has looked at.</param>
/// <param name="DiscardedAt">UTC; null while it is not discarded.</param>
/// <param name="Publication">Its number on the ledger; null until it is published.</param>
public sealed record Draft(
    Guid Id, Guid Author, string AuthorName, string State, int Version, DraftForm Form, int SeenRevision,
    DateTimeOffset StartedAt, DateTimeOffset SavedAt, DateTimeOffset? DiscardedAt, long? Publication)
{
    public bool IsOpen => State is DraftState.Draft or DraftState.Returned && DiscardedAt is null;
}

/// <summary>A draft's form as the database keeps it.</summary>
internal static class DraftJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="DeskRefusal">It is larger than <see cref="DraftLimits.ContentBytes"/>.</exception>
    public static string Write(DraftForm form)
    {
        var json = Text(form);
        var bytes = System.Text.Encoding.UTF8.GetByteCount(json);
        return bytes <= DraftLimits.ContentBytes ? json : throw new DeskRefusal(DeskSentences.DraftTooLarge(bytes));
    }

    // PostgreSQL keeps no zero character; half of a surrogate pair the serializer replaces.
    private static string Text(DraftForm form) => JsonSerializer.Serialize(form, Options).Replace("\\u0000", "\uFFFD", StringComparison.Ordinal);

    /// <summary>The form as the database would keep it: what is typed can hold characters that no text of it has, and it is asked with them.</summary>
    public static DraftForm Kept(DraftForm form) => Read(Text(form));

    public static DraftForm Read(string json) => JsonSerializer.Deserialize<DraftForm>(json, Options) ?? new DraftForm();
}
