using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.Desk.SeenMoney;

/// <summary>A package on record that a draft's money may be.</summary>
/// <param name="Committed">In its currency; null where no sum is stated.</param>
/// <param name="NotYetItemised">In its currency.</param>
/// <param name="IsOpen">True while the donor's total is not known.</param>
/// <param name="LastAnnouncedOn">The day of its newest announcement.</param>
/// <param name="Why">Each a clause without a full stop.</param>
/// <param name="IsNear">True where the amount is the same within <see cref="SeenPackages.Near"/>: to enter it as new needs a reason.</param>
public sealed record SeenPackage(
    string Slug, string Title, string Currency, decimal? Committed, decimal NotYetItemised, bool IsOpen, DateOnly LastAnnouncedOn, IReadOnlyList<string> Why, bool IsNear)
{
    /// <summary>As what the draft can be recorded on it.</summary>
    public IReadOnlyList<AnnouncementKind> Offers => NotYetItemised > 0 || IsOpen
        ? [AnnouncementKind.Itemised, AnnouncementKind.Reannounced, AnnouncementKind.ToppedUp]
        : [AnnouncementKind.Reannounced, AnnouncementKind.ToppedUp];
}
