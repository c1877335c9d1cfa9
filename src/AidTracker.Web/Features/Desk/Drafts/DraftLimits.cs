namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>How much the desk takes. The database holds the same; docs/desk.md says it.</summary>
public static class DraftLimits
{
    /// <summary>Of a pasted text, in bytes of UTF-8.</summary>
    public const int TextBytes = 5_000_000;

    /// <summary>Of everything typed into one draft, in bytes of its JSON.</summary>
    public const int ContentBytes = 1_900_000;

    public const int Lines = 200;
    public const int Sources = 20;

    /// <summary>Of what one draft puts on the lists of parties and initiatives.</summary>
    public const int Listings = 20;

    /// <summary>Of one person, not published and not discarded.</summary>
    public const int OpenDrafts = 200;

    /// <summary>Of a note, a comment and a reason for a return, in characters.</summary>
    public const int Words = 2000;

    /// <summary>Of comments on one draft.</summary>
    public const int Comments = 500;

    /// <summary>Of one field in one go, in UTF-16 units: what a circuit carries in one message.</summary>
    public const int Pasted = 400_000;
}
