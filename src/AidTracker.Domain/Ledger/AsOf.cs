namespace AidTracker.Domain.Ledger;

/// <summary>
/// A point on the ledger's two clocks, from which any figure can be asked (product rule 4): what had been announced by a day,
/// as we knew it at a publication. Null on a clock means all of it.
/// </summary>
/// <param name="AnnouncedBy">The last announced-on day that counts.</param>
/// <param name="KnownAt">
/// The sequence number of the last publication that counts; zero is before the first. A number and not a time, because a time
/// alone gives two answers while a publication is committing.
/// </param>
public sealed record AsOf(DateOnly? AnnouncedBy = null, long? KnownAt = null)
{
    /// <summary>Everything, with the latest corrections.</summary>
    public static AsOf Now { get; } = new();

    public bool IsNow => AnnouncedBy is null && KnownAt is null;

    /// <summary>Whether it was on record.</summary>
    public bool Knows(Publication? publication) => KnownAt is not { } known || (publication is not null && publication.Seq <= known);

    /// <summary>Whether it had been announced.</summary>
    public bool Includes(DateOnly announcedOn) => AnnouncedBy is not { } by || announcedOn <= by;
}
