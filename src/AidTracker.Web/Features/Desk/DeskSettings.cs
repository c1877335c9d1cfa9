using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Desk;

/// <summary>What an operator chooses of the desk; docs/desk.md says it in words.</summary>
/// <param name="OwnReview">True where people may publish what they wrote themselves; the record then says so.</param>
public sealed record DeskSettings(bool OwnReview)
{
    private const string OwnReviewName = "Desk:OwnReview";

    /// <exception cref="StartupRefusedException">The setting is neither true nor false.</exception>
    public static DeskSettings Read(IConfiguration configuration) => configuration[OwnReviewName]?.Trim() switch
    {
        null or "" => new DeskSettings(false),
        var text when bool.TryParse(text, out var allowed) => new DeskSettings(allowed),
        var text => throw new StartupRefusedException($"{OwnReviewName} is {LogText.Printable(text, 40)}, which is neither true nor false."),
    };
}
