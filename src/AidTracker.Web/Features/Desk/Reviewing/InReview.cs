using AidTracker.Web.Features.Desk.Drafts;
using Npgsql;

namespace AidTracker.Web.Features.Desk.Reviewing;

/// <summary>What must hold of a draft that somebody decides on.</summary>
internal static class InReview
{
    /// <summary>The draft, held until the transaction ends, so that one decision is made of it.</summary>
    /// <exception cref="DeskRefusal">It is not there, not in review, or not the version that was looked at.</exception>
    public static async Task<Draft> LockAsync(NpgsqlConnection connection, Guid id, int version, CancellationToken cancel)
    {
        Draft? draft = null;
        await DeskRules.AskAsync(async () => draft = await connection.DraftAsync(id, cancel, locked: true));
        return draft switch
        {
            null => throw new DeskRefusal(DeskSentences.NotThere()),
            { State: DraftState.Published } => throw new DeskRefusal(DeskSentences.AlreadyPublished()),
            { State: not DraftState.InReview } => throw new DeskRefusal(DeskSentences.Moved()),
            _ when draft.Version != version => throw new DeskRefusal(DeskSentences.Moved()),
            _ => draft,
        };
    }

    /// <summary>A process that was killed may have published and not said so.</summary>
    /// <exception cref="DeskRefusal">It is on the ledger.</exception>
    public static async Task RequireNotOnRecordAsync(NpgsqlConnection connection, Draft draft, CancellationToken cancel)
    {
        if ((await connection.ListAsync("select seq from ledger.publication where command_id = $1", row => row.GetInt64(0), cancel, draft.Id)).Count > 0)
        {
            throw new DeskRefusal(DeskSentences.AlreadyPublished());
        }
    }
}
