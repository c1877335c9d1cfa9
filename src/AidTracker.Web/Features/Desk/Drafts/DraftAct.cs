namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>What a draft does that is no announcement.</summary>
public static class DraftAct
{
    /// <summary>Gives a package on record another title, summary or initiative.</summary>
    public const string Describe = "describe";

    /// <summary>Makes a package one with another, because they are the same money.</summary>
    public const string Merge = "merge";

    /// <summary>Undoes that.</summary>
    public const string Separate = "separate";

    /// <summary>As people say it; null where it is none.</summary>
    public static string? Words(string act) => act switch
    {
        Describe => "Title, summary, initiative",
        Merge => "The same money as another package",
        Separate => "Not the same money after all",
        _ => null,
    };
}
