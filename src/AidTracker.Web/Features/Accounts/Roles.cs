namespace AidTracker.Web.Features.Accounts;

/// <summary>What a person can be; they may be several. The database knows the same four.</summary>
public static class Roles
{
    /// <summary>Signs in and reads, as everybody does without signing in.</summary>
    public const string Reader = "reader";

    /// <summary>Writes drafts and sends them to review.</summary>
    public const string Editor = "editor";

    /// <summary>Publishes or returns what editors wrote.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Appoints and disables people, and reads the audit trail. Publishes nothing by that.</summary>
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [Reader, Editor, Reviewer, Administrator];

    /// <summary>Those of the desk: who has one of them needs more than a password.</summary>
    public static IReadOnlyList<string> Desk { get; } = [Editor, Reviewer, Administrator];
}
