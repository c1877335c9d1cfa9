namespace AidTracker.Web.Reading.Points;

/// <summary>
/// One answer that cannot change without a publication, kept in the process until there is one. While the ledger's head is not known
/// nothing is kept, and every call asks.
/// </summary>
public sealed class Remembered<T>(CurrentHead head)
{
    private volatile Kept? _kept;

    public async ValueTask<T> GetAsync(Func<Task<T>> ask)
    {
        // Read before it is asked: an answer may be newer than the head it is kept under, never older.
        if (head.Known is not { } known)
        {
            return await ask();
        }

        if (_kept is { } kept && kept.Head == known)
        {
            return kept.Answer;
        }

        var answer = await ask();
        _kept = new Kept(known, answer);
        return answer;
    }

    private sealed record Kept(LedgerHead Head, T Answer);
}
