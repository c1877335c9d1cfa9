using AidTracker.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.Data;

/// <summary>People, what they may do and what they did, in a schema beside the ledger's. The migration on accounts makes its tables.</summary>
public sealed class AccountContext(DbContextOptions<AccountContext> options) : IdentityUserContext<Person, Guid>(options)
{
    public const string Schema = "account";

    public DbSet<PersonRole> PersonRoles => Set<PersonRole>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(Schema);

        // No mail, no telephone, no sign-in by others, and roles have a table of their own.
        builder.Ignore<IdentityUserClaim<Guid>>();
        builder.Ignore<IdentityUserLogin<Guid>>();
        builder.Entity<Person>(person =>
        {
            person.ToTable("person");
            person.Ignore(p => p.Email).Ignore(p => p.NormalizedEmail).Ignore(p => p.EmailConfirmed).Ignore(p => p.PhoneNumber).Ignore(p => p.PhoneNumberConfirmed);
            person.Property(p => p.UserName).IsRequired();
            person.Property(p => p.NormalizedUserName).IsRequired();
            person.Property(p => p.SecurityStamp).IsRequired();
            person.Property(p => p.ConcurrencyStamp).IsRequired();
            person.HasMany(p => p.Roles).WithOne().HasForeignKey(role => role.PersonId);
        });
        builder.Entity<PersonRole>().ToTable("person_role").HasKey(role => new { role.PersonId, role.Role });
        builder.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("person_token");
            token.Property(t => t.UserId).HasColumnName("person_id");
        });
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            // Identity maps passkeys only where it is told so by the application's options, which a context made by hand does not have.
            passkey.ToTable("person_passkey").HasKey(p => p.CredentialId);
            passkey.Property(p => p.UserId).HasColumnName("person_id");
            passkey.OwnsOne(p => p.Data).ToJson("data");
        });
        builder.Entity<Session>().ToTable("session").Property(session => session.Proof).HasConversion<string>();
        builder.Entity<OneTimeLink>().ToTable("one_time_link").Property(link => link.Purpose).HasConversion<string>();
        builder.Entity<AuditEvent>().ToTable("audit_event");
        SnakeCase.Apply(builder.Model);
    }
}
