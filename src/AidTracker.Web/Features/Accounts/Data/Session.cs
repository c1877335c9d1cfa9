namespace AidTracker.Web.Features.Accounts.Data;

/// <summary>One sign-in in one browser. What it may do is asked of the database at each request.</summary>
public sealed class Session
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>When it was used last, to the minute.</summary>
    public required DateTime SeenAt { get; set; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was ended by its person or by an administrator; null: it was not.</summary>
    public DateTime? EndedAt { get; set; }

    public required Proof Proof { get; init; }

    /// <summary>The network address that it was begun from; null where there is none.</summary>
    public string? Address { get; init; }

    /// <summary>What the browser calls itself, at most 300 characters; null where it says nothing.</summary>
    public string? Agent { get; init; }
}

/// <summary>By what somebody showed who they are.</summary>
public enum Proof
{
    Password,

    /// <summary>A password and a code of an authenticator.</summary>
    Code,

    /// <summary>A password and one of the codes for when the authenticator is lost.</summary>
    RecoveryCode,

    Passkey,

    /// <summary>A one-time link, by which they chose their password.</summary>
    Link,
}
