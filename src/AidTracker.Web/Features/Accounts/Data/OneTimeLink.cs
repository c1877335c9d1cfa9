namespace AidTracker.Web.Features.Accounts.Data;

/// <summary>A link that does one thing once. The link itself is shown once and not kept.</summary>
public sealed class OneTimeLink
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the secret in the address.</summary>
    public required byte[] TokenHash { get; init; }

    public required LinkPurpose Purpose { get; init; }

    /// <summary>Whose password it resets; null for what makes a new person.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>What a new person gets.</summary>
    public required string[] Roles { get; init; }

    /// <summary>For whom it is meant, in the words of who made it: at most 120 characters, may be empty.</summary>
    public required string Note { get; init; }

    public required DateTime MadeAt { get; init; }

    /// <summary>Null: by the program itself.</summary>
    public Guid? MadeBy { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? UsedAt { get; set; }

    public DateTime? WithdrawnAt { get; set; }
}

public enum LinkPurpose
{
    FirstAdministrator,
    Invitation,
    PasswordReset,
}
