using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.Links;

/// <summary>
/// <c>link NAME [--address URL] [--secondFactor remove]</c>: prints a one-time link by which an account gets a new password, for an administrator
/// whom no other administrator can help. It gives no role.
/// </summary>
internal static class LinkCommand
{
    private const string Usage = "link needs the name that somebody signs in by, before anything else: link NAME [--address URL] [--secondFactor remove].";

    /// <exception cref="StartupRefusedException">No link was made; the sentence says why.</exception>
    public static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not [var name, .. var choices] || name.StartsWith('-'))
        {
            throw new StartupRefusedException(Usage);
        }

        var command = OperatorCommand.Read("link", choices, "address", "secondFactor");
        var address = AddressOf(command["address"]);
        var removes = command["secondFactor"] switch
        {
            null => false,
            "remove" => true,
            var other => throw new StartupRefusedException($"--secondFactor is {LogText.Printable(other, 40)}, and can only be: remove."),
        };
        await using var database = await command.OpenAsync(stop);
        var services = new ServiceCollection();
        services.AddAccountContext(database.Source);
        await using var provider = services.BuildServiceProvider();
        var contexts = provider.GetRequiredService<IDbContextFactory<AccountContext>>();
        await using var context = await contexts.CreateDbContextAsync(stop);
        var person = await FindAsync(context, name, stop);

        var (trail, links) = (new AuditTrail(database.Source), new OneTimeLinks(contexts, TimeProvider.System));
        if (removes)
        {
            await RemoveSecondFactorsAsync(context, person, stop);
            await trail.WriteAsync(AuditKind.AuthenticatorRemoved, http: null, person.Id, person.DisplayName, $"with the passkeys, at the machine by {Environment.UserName}");
        }

        // The newest one alone holds.
        await links.WithdrawAsync(link => link.PersonId == person.Id, stop);
        var path = await links.MakeAsync(LinkPurpose.PasswordReset, by: null, person.Id, cancel: stop);
        await trail.WriteAsync(AuditKind.ResetLinkMade, http: null, person: null, Environment.UserName, $"at the machine, for {person.DisplayName}");
        Console.WriteLine($"Whoever opens this link within {OneTimeLinks.PasswordResetLasts.TotalHours:0} hours chooses a new password for {person.DisplayName}: {address}{path}");
    }

    private static async Task<Person> FindAsync(AccountContext context, string name, CancellationToken stop)
    {
        var normalized = name.Trim().ToUpperInvariant();
        var person = await context.Users.AsNoTracking().SingleOrDefaultAsync(person => person.NormalizedUserName == normalized, stop);
        if (person is null)
        {
            var administrators = await context.Users.Where(other => other.DisabledAt == null && other.Roles.Any(role => role.Role == Roles.Administrator)).Select(other => other.UserName).OrderBy(other => other).ToListAsync(stop);
            throw new StartupRefusedException($"Nobody signs in as {LogText.Printable(name, 70)}. {(administrators.Count == 0 ? "Nobody administers this AidTracker: starting it prints a link for the first administrator" : $"Its administrators sign in as {string.Join(", ", administrators)}")}.");
        }

        return person.DisabledAt is null ? person : throw new StartupRefusedException($"{person.UserName} is disabled, and a link would open nothing: an administrator enables them at /admin/people first.");
    }

    private static async Task RemoveSecondFactorsAsync(AccountContext context, Person person, CancellationToken stop)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(stop);
        await context.Users.Where(other => other.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.TwoFactorEnabled, false), stop);
        await context.UserTokens.Where(token => token.UserId == person.Id).ExecuteDeleteAsync(stop);
        await context.UserPasskeys.Where(passkey => passkey.UserId == person.Id).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Without one the link is what comes behind the address of this AidTracker.</summary>
    private static string AddressOf(string? given) => given switch
    {
        null => "",
        _ when Uri.TryCreate(given, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) => given.TrimEnd('/'),
        _ => throw new StartupRefusedException($"--address is {LogText.Printable(given, 200)}, which is not an address like https://aid.example."),
    };
}
