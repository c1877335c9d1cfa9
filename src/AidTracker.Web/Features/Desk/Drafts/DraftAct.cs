namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>What a draft does that is no announcement.</summary>
public static class DraftAct
{
    /// <summary>Gives a package on record another title, summary or initiative.</summary>
    public const string Describe = "describe";

    /// <summary>As people say it; null where it is none.</summary>
    public static string? Words(string act) => act switch
    {
        Describe => "Title, summary, initiative",
        _ => null,
    };
}
