using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Shell.Frame;

/// <summary>What every page says of the installation it comes from.</summary>
public sealed class Instance(IDbContextFactory<LedgerContext> contexts)
{
    private bool? isDemonstration;

    /// <summary>
    /// Whether the demonstration data stands in the ledger. The first publication decides, and once there is one the answer stays.
    /// </summary>
    public async ValueTask<bool> IsDemonstrationAsync(CancellationToken cancel = default)
    {
        if (isDemonstration is { } known)
        {
            return known;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var first = await context.FirstOriginAsync(cancel);
        isDemonstration = first is null ? null : first == PublicationOrigin.Demonstration;
        return isDemonstration ?? false;
    }
}
