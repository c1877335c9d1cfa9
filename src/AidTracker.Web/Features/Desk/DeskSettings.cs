using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Desk;

/// <summary>What an operator chooses of the desk; docs/desk.md says it in words.</summary>
/// <param name="OwnReview">True where people may publish what they wrote themselves; the record then says so.</param>
public sealed record DeskSettings(bool OwnReview)
{
    /// <exception cref="StartupRefusedException">The setting is neither true nor false.</exception>
    public static DeskSettings Read(IConfiguration configuration) => new(Settings.YesOrNo(configuration, "Desk:OwnReview"));
}
