namespace AidTracker.Domain.Reference;

/// <summary>
/// That a party is a member of an organisation, from a day to a day. Institutions are no members: what the EU gives is not what its
/// members give. The same stands in the database, in <c>ledger.members_of</c>.
/// </summary>
/// <param name="Party">Alpha-2.</param>
/// <param name="Organisation">One of <see cref="Organisations"/>.</param>
/// <param name="Until">The last day of it; null where it goes on.</param>
public sealed record Membership(string Party, string Organisation, DateOnly Since, DateOnly? Until)
{
    /// <summary>Codes of the organisations whose members are on record.</summary>
    public static IReadOnlyList<string> Organisations { get; } = ["EU", "G7", "NATO"];

    public bool HoldsOn(DateOnly day) => Since <= day && (Until is not { } until || day <= until);
}
