using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Typed;
using AidTracker.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Desk.SeenMoney;

/// <summary>
/// "Have we seen this money?": packages of the same donor and recipient with about the same amount in any stated currency, the same
/// initiative or the same occasion. The same money counts once (product rule 2), and an editor who is asked in time can tell.
/// </summary>
public sealed class SeenPackages(IDbContextFactory<LedgerContext> contexts)
{
    /// <summary>Amounts are the same where they differ by no more than this part.</summary>
    public const decimal Near = 0.02m;

    /// <summary>How far apart announcements of the same money may be: eighteen months.</summary>
    public const int ReachInDays = 548;

    /// <summary>How many days an occasion such as a summit and its reports last.</summary>
    private const int OccasionInDays = 7;

    /// <summary>How many packages of one donor and recipient are looked through, the latest first.</summary>
    private const int Most = 500;

    /// <summary>How many are told of.</summary>
    private const int Told = 8;

    /// <param name="form">As typed: what cannot be read is passed over here, and refused elsewhere.</param>
    public async Task<IReadOnlyList<SeenPackage>> FindAsync(DraftForm form, CancellationToken cancel = default)
    {
        var on = TypedDate.Read(form.Date, "").Date;
        if (on is not { } day || form.Corrects.Length > 0)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (donors, recipients) = await SidesAsync(context, form, cancel);
        if (donors.Count == 0 || recipients.Count == 0)
        {
            return [];
        }

        var (from, to) = (day.AddDays(-ReachInDays), day.AddDays(ReachInDays));
        var candidates = await context.PackageRows
            .Where(row => row.Donors.Any(code => donors.Contains(code)) && row.Recipients.Any(code => recipients.Contains(code)) && row.LastAnnouncedOn >= from && row.FirstAnnouncedOn <= to)
            .OrderByDescending(row => row.LastAnnouncedOn).Take(Most).AsNoTracking().ToListAsync(cancel);
        var ids = candidates.Select(row => row.PackageId).ToList();
        var announcements = (await context.AnnouncementRows
            .Where(row => ids.Contains(row.PackageId) && row.Status == VersionStatus.Live)
            .Select(row => new Said(row.PackageId, row.AnnouncedOn, row.Place, row.Net, row.HeadlineStatedAmount, row.HeadlineStatedCurrency))
            .AsNoTracking().ToListAsync(cancel)).ToLookup(row => row.PackageId);

        var money = await TypedSums.OfAsync(context, form, day, [.. candidates.Select(row => row.Currency).Concat(announcements.SelectMany(each => each).Select(row => row.StatedCurrency).OfType<string>()).Distinct()], cancel);
        var initiatives = form.Lines.Select(line => line.Initiative).Append(form.Initiative).SelectMany(TypedCodes.Of).ToHashSet();
        return [.. candidates.Select(row => Seen(row, [.. announcements[row.PackageId]])).OfType<SeenPackage>()
            .OrderByDescending(seen => seen.IsNear).ThenByDescending(seen => seen.LastAnnouncedOn).Take(Told)];

        SeenPackage? Seen(PackageRow row, List<Said> said)
        {
            var why = new List<string>();
            var near = Amounts(row, said, day).Where(each => money.Matches(each.Amount, each.Currency)).Select(each => each.Words).Distinct().ToList();
            why.AddRange(near.Take(2));
            why.AddRange(row.Initiatives.Where(initiatives.Contains).Select(code => $"it runs through the same initiative, {code}"));
            if (said.Find(each => each.Place is { } place && form.Place.Trim().Length > 2 && Math.Abs(each.On.DayNumber - day.DayNumber) <= OccasionInDays
                && (place.Contains(form.Place.Trim(), StringComparison.OrdinalIgnoreCase) || form.Place.Contains(place, StringComparison.OrdinalIgnoreCase))) is { } there)
            {
                why.Add($"it was announced on the same occasion, in {there.Place} on {Words.Date(there.On)}");
            }

            if (money.Lines(row.Currency) is { } lines && row.Slug != form.Package && near.Count == 0 && lines > 0 && lines <= row.NotYetItemised)
            {
                why.Add($"the lines would fit into the {Words.Exact(row.NotYetItemised, row.Currency)} that are not yet itemised");
            }

            return why.Count == 0 ? null
                : new SeenPackage(row.Slug, row.Title, row.Currency, row.Committed, row.NotYetItemised, row.IsOpen, row.LastAnnouncedOn!.Value, why, near.Count > 0);
        }
    }

    private static async Task<(IReadOnlyList<string> Donors, IReadOnlyList<string> Recipients)> SidesAsync(LedgerContext context, DraftForm form, CancellationToken cancel)
    {
        if (form.Package.Trim() is { Length: > 0 } slug)
        {
            var chosen = await context.PackageRows.Where(row => row.Slug == slug).Select(row => new { row.Donors, row.Recipients }).FirstOrDefaultAsync(cancel);
            return chosen is null ? ([], []) : (chosen.Donors, chosen.Recipients);
        }

        return (TypedCodes.Of(form.Donors), TypedCodes.Of(form.Recipients));
    }

    /// <summary>What is said of a package's money, within reach of the day.</summary>
    private static IEnumerable<(decimal Amount, string Currency, string Words)> Amounts(PackageRow row, List<Said> said, DateOnly day)
    {
        if (row.Committed is > 0 and var committed)
        {
            yield return (committed, row.Currency, $"it stands at {Words.Exact(committed, row.Currency)}");
        }

        foreach (var each in said.Where(each => Math.Abs(each.On.DayNumber - day.DayNumber) <= ReachInDays))
        {
            if (each.Net > 0)
            {
                yield return (each.Net, row.Currency, $"{Words.Exact(each.Net, row.Currency)} were announced for it on {Words.Date(each.On)}");
            }

            if (each is { StatedAmount: > 0 and var stated, StatedCurrency: { } currency })
            {
                yield return (stated, currency, $"it was stated as {Words.Exact(stated, currency)} on {Words.Date(each.On)}");
            }
        }
    }

    private sealed record Said(long PackageId, DateOnly On, string? Place, decimal Net, decimal? StatedAmount, string? StatedCurrency);
}
