using System.Buffers.Text;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using AidTracker.Web.Features.Accounts.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.Links;

/// <summary>Makes one-time links and finds them again. The secret is in the link alone; the database has its hash.</summary>
public sealed class OneTimeLinks(IDbContextFactory<AccountContext> contexts, TimeProvider time)
{
    /// <summary>Where a link leads; the request log leaves out what follows.</summary>
    public const string Path = "/account/link/";

    public static readonly TimeSpan FirstAdministratorLasts = TimeSpan.FromDays(1);
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);
    public static readonly TimeSpan PasswordResetLasts = TimeSpan.FromDays(1);

    /// <summary>Bytes of chance.</summary>
    private const int SecretLength = 32;

    /// <returns>The link's address on this site, which is kept nowhere.</returns>
    public async Task<string> MakeAsync(LinkPurpose purpose, SignedIn? by, Guid? person = null, string[]? roles = null, string note = "", CancellationToken cancel = default)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Add(new OneTimeLink
        {
            Id = Guid.NewGuid(), TokenHash = SHA256.HashData(secret), Purpose = purpose, PersonId = person, Roles = roles ?? [], Note = note,
            MadeAt = now, MadeBy = by?.Person, ExpiresAt = now + Lasts(purpose),
        });
        await context.SaveChangesAsync(cancel);
        return Path + Base64Url.EncodeToString(secret);
    }

    /// <param name="token">What stands behind <see cref="Path"/>.</param>
    /// <returns>The link; null where there is none that still holds.</returns>
    public async Task<OneTimeLink?> FindAsync(string? token, CancellationToken cancel)
    {
        if (Hash(token) is not { } hash)
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var link = await context.OneTimeLinks.AsNoTracking().SingleOrDefaultAsync(link => link.TokenHash == hash && link.UsedAt == null && link.WithdrawnAt == null && link.ExpiresAt > now, cancel);
        return link is { Purpose: LinkPurpose.FirstAdministrator } && await HasAdministratorAsync(context, cancel) ? null : link;
    }

    /// <summary>Takes back links that nobody has used.</summary>
    /// <returns>How many.</returns>
    public async Task<int> WithdrawAsync(Expression<Func<OneTimeLink, bool>> which, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.OneTimeLinks.Where(which).Where(link => link.UsedAt == null && link.WithdrawnAt == null).ExecuteUpdateAsync(set => set.SetProperty(link => link.WithdrawnAt, now), cancel);
    }

    /// <summary>Whether somebody administers this installation who may sign in.</summary>
    public static Task<bool> HasAdministratorAsync(AccountContext context, CancellationToken cancel) =>
        context.Users.AnyAsync(person => person.DisabledAt == null && person.Roles.Any(role => role.Role == Roles.Administrator), cancel);

    private static TimeSpan Lasts(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.FirstAdministrator => FirstAdministratorLasts,
        LinkPurpose.Invitation => InvitationLasts,
        LinkPurpose.PasswordReset => PasswordResetLasts,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    private static byte[]? Hash(string? token)
    {
        var secret = new byte[SecretLength];
        return token is { Length: < 60 } && Base64Url.IsValid(token) && Base64Url.TryDecodeFromUtf8(Encoding.ASCII.GetBytes(token), secret, out var written) && written == SecretLength
            ? SHA256.HashData(secret)
            : null;
    }
}
