namespace AidTracker.Domain.Ledger;

/// <summary>A rule of the ledger refused a publication. The message is a sentence for the editor.</summary>
/// <param name="rule">The rule's name; the database constraint that says the same has the same name.</param>
/// <param name="announcementNumber">The announcement that would become impossible; null where the refusal is about something else.</param>
public sealed class LedgerRefusal(string rule, int? announcementNumber, string sentence) : Exception(sentence)
{
    public string Rule { get; } = rule;

    public int? AnnouncementNumber { get; } = announcementNumber;
}
