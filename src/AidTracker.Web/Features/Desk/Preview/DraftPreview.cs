using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Desk.SeenMoney;
using AidTracker.Web.Features.Publishing;

namespace AidTracker.Web.Features.Desk.Preview;

/// <summary>A part of a package's description in other words; null where nothing was said, or nothing is any more.</summary>
public sealed record Reworded(string What, string? Before, string? After);

/// <summary>A draft read against the ledger as it stands: what it would publish, what is in its way, and the package before and after.</summary>
/// <param name="Before">The package as it stands; null where the draft opens one.</param>
/// <param name="After">The package with it; null where it cannot be shown.</param>
/// <param name="Package">With the draft put on it where <paramref name="After"/> is there.</param>
/// <param name="Announcement">The draft's announcement as it would stand; null where it cannot be shown.</param>
/// <param name="Seen">Packages that look like the same money.</param>
/// <param name="Revision">The package's, which it was put on; 0 where it opens one.</param>
/// <param name="Since">What was published on the package since the draft's author looked at it, in words.</param>
public sealed record DraftPreview(
    IReadOnlyList<Finding> Findings, Standing? Before, Standing? After, Package? Package, Announcement? Announcement, IReadOnlyList<SeenPackage> Seen, int Revision, IReadOnlyList<string> Since)
{
    /// <summary>Null where what is missing leaves no publication.</summary>
    internal CommandForm? Command { get; init; }

    /// <summary>The package that it is merged into; null where it is not merged.</summary>
    public Package? Into { get; init; }

    /// <summary>What is said of the package in other words; empty where nothing is.</summary>
    public IReadOnlyList<Reworded> Reworded
    {
        get
        {
            var (now, before) = (Package?.Descriptions.FirstOrDefault(each => each.Publication is { Seq: 0 }), Package?.Descriptions.Where(each => each.Publication is { Seq: > 0 }).MaxBy(each => each.Publication!.Seq));
            return now is null || before is null ? []
                : [.. new Reworded[] { new("Title", before.Title, now.Title), new("Summary", before.Summary, now.Summary), new("Initiative", before.Initiative, now.Initiative) }.Where(part => part.Before != part.After)];
        }
    }

    public int Refusing => Findings.Count(finding => finding.Refuses);

    public bool IsReady => Command is not null && After is not null && Refusing == 0;
}
