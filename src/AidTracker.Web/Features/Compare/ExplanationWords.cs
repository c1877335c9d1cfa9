using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Compare;

/// <summary>What made a difference, in sentences.</summary>
public static class ExplanationWords
{
    public static string Of(Explanation explanation) => explanation switch
    {
        { Now: null, Before: { } before } => $"No longer counts: {before.Summary}",
        { Before: null, Now: { Reason: { } reason } now } => $"{StreamWords.Effect(now)} {now.Summary} Corrected since it was first recorded, because: {reason}",
        { Before: null, Now: { } now } => $"{StreamWords.Effect(now)} {now.Summary}",
        { Now: { } now, Before: { } before } when now.Version > before.Version => $"Corrected by {now.Editor}, {Words.Instant(now.RecordedAt)}, because: {now.Reason}",
        { Now: { } now } => $"As it stood before its correction: {now.Summary}",
        _ => "",
    };
}
