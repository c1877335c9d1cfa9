using Microsoft.AspNetCore.Identity;

namespace AidTracker.Web.Features.Accounts.Data;

/// <summary>Somebody who may sign in. Never deleted, because sessions, links and roles name who made them; disabled instead.</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>As others see it and as it stands beside what they publish: 1 to 120 characters.</summary>
    public required string DisplayName { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Since when nobody may sign in as this person; null: they may.</summary>
    public DateTime? DisabledAt { get; set; }

    public List<PersonRole> Roles { get; } = [];
}

/// <summary>A role that a person has; see <see cref="Accounts.Roles"/>.</summary>
public sealed class PersonRole
{
    public Guid PersonId { get; init; }

    public required string Role { get; init; }

    public required DateTime GivenAt { get; init; }

    /// <summary>Null: by nobody, as the first administrator's.</summary>
    public Guid? GivenBy { get; init; }
}
