using AidTracker.Web.Features.Accounts.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.Links;

/// <summary>While nobody administers the installation, each start prints a link by which somebody can begin to. There is no default account.</summary>
internal sealed partial class FirstAdministrator(OneTimeLinks links, IDbContextFactory<AccountContext> contexts, ILogger<FirstAdministrator> logger)
{
    /// <param name="address">Where this application serves.</param>
    public async Task InviteAsync(string address, CancellationToken cancel)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancel))
        {
            if (await OneTimeLinks.HasAdministratorAsync(context, cancel))
            {
                return;
            }
        }

        var path = await links.MakeAsync(LinkPurpose.FirstAdministrator, by: null, cancel: cancel);
        LinkPrinted(logger);
        // To who started it, and to no file.
        Console.WriteLine($"Nobody administers this AidTracker yet. Whoever opens this link within {OneTimeLinks.FirstAdministratorLasts.TotalHours:0} hours can: {address.TrimEnd('/')}{path}");
    }

    [LoggerMessage(LogLevel.Warning, "Nobody administers this AidTracker yet: a one-time link to begin with was printed on the console.")]
    private static partial void LinkPrinted(ILogger logger);
}
