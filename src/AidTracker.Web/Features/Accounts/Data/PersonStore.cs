using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.Data;

/// <summary>Identity's own store, with what stands for a second factor encrypted: a copy of the database is not enough to make codes.</summary>
internal sealed class PersonStore(AccountContext context, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Person, AccountContext, Guid>(context, describer)
{
    private readonly IDataProtector tokens = protection.CreateProtector("account.person_token");

    public override Task SetTokenAsync(Person user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : tokens.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Person user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { Length: > 0 } kept ? tokens.Unprotect(kept) : null;
}
