namespace AidTracker.Web.Features.Accounts.Data;

/// <summary>Something that was done, tried or refused, as it was then. Rows of the trail are added and never changed.</summary>
public sealed class AuditEvent
{
    public long Id { get; init; }

    public required DateTime At { get; init; }

    /// <summary>One of <see cref="Audit.AuditKind"/>, or what a newer version wrote.</summary>
    public required string What { get; init; }

    /// <summary>Who did it; null where nobody was signed in.</summary>
    public Guid? PersonId { get; init; }

    public string? PersonName { get; init; }

    /// <summary>In words, at most 500 characters, without secrets; may be empty.</summary>
    public required string About { get; init; }

    public string? Address { get; init; }

    /// <summary>The request's id, as in the application's log.</summary>
    public string? Request { get; init; }
}
