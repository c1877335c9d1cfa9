using Npgsql;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>Turns the refusals of the desk's tables into sentences: the name of a constraint is the name of a rule.</summary>
internal static class DeskRules
{
    /// <summary>The sentence of a rule; the database speaks where somebody was faster, or went round a command.</summary>
    public static Said Sentence(string rule) => rule switch
    {
        "review_not_by_author" => DeskSentences.OwnReview(),
        "review_return_says_why" => DeskSentences.NoReturnReason(),
        "draft_is_closed" => DeskSentences.Closed("not open"),
        "draft_is_discarded" => DeskSentences.Closed("discarded"),
        "draft_content_bounds" => DeskSentences.DraftTooLarge(DraftLimits.ContentBytes + 1),
        "draft_text_bounds" => DeskSentences.TextTooLarge(DraftLimits.TextBytes + 1),
        _ => DeskSentences.Moved(),
    };

    /// <exception cref="DeskRefusal">A rule of the desk's tables refused it, or somebody else holds the draft.</exception>
    public static async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("23", StringComparison.Ordinal) && refused.SchemaName == "desk")
        {
            throw new DeskRefusal(Sentence(refused.ConstraintName ?? ""));
        }
        catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new DeskRefusal(DeskSentences.Busy());
        }
    }
}
