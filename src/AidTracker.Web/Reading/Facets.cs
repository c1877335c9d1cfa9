using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading;

/// <summary>How many match where one value is chosen beside all else that narrows the view; what else of its own list is chosen does not count.</summary>
/// <param name="List">The name of the parameter, of <see cref="LedgerFilter.Lists"/>.</param>
/// <param name="Code">Its value in the address.</param>
public sealed record FacetCount(string List, string Code, int Matching);

/// <summary>
/// What a list can be narrowed by, counted in one statement. Counts of everything that is on record now are remembered until something is
/// published: they go through all of it.
/// </summary>
public sealed class Facets(CurrentHead head)
{
    private readonly Remembered<IReadOnlyList<FacetCount>> allPackages = new(head);
    private readonly Remembered<IReadOnlyList<FacetCount>> allAnnouncements = new(head);

    /// <summary>By donor, recipient, category, instrument, initiative, status and year. Those of lines are left out where the filter says more of lines than packages keep.</summary>
    public ValueTask<IReadOnlyList<FacetCount>> OfPackagesAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel = default) =>
        filter.IsNarrowed || !filter.AsOf.IsNow ? new(LoadAsync(Packages(context, filter), cancel)) : allPackages.GetAsync(() => LoadAsync(Packages(context, filter), cancel));

    /// <summary>By kind and donor.</summary>
    public ValueTask<IReadOnlyList<FacetCount>> OfAnnouncementsAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel = default) =>
        filter.IsNarrowed || filter.AllVersions || !filter.AsOf.IsNow ? new(LoadAsync(Announcements(context, filter), cancel)) : allAnnouncements.GetAsync(() => LoadAsync(Announcements(context, filter), cancel));

    private static IQueryable<Value> Packages(LedgerContext context, LedgerFilter filter)
    {
        var values = At("donor").SelectMany(package => package.Donors, (_, code) => new Value { List = "donor", Code = code })
            .Concat(At("recipient").SelectMany(package => package.Recipients, (_, code) => new Value { List = "recipient", Code = code }))
            .Concat(At("status").Select(PackageStatus.Of).Select(code => new Value { List = "status", Code = code }))
            .Concat(At("period").Where(package => package.FirstAnnouncedOn != null).Select(package => new Value { List = "period", Code = package.FirstAnnouncedOn!.Value.Year.ToString() }));
        if (!AsksOfLines("category"))
        {
            values = values.Concat(At("category").SelectMany(package => package.Categories, (_, code) => new Value { List = "category", Code = code }));
        }

        if (!AsksOfLines("instrument"))
        {
            values = values.Concat(At("instrument").SelectMany(package => package.Instruments, (_, code) => new Value { List = "instrument", Code = code }));
        }

        if (!AsksOfLines("initiative"))
        {
            values = values.Concat(At("initiative").SelectMany(package => package.Initiatives, (_, code) => new Value { List = "initiative", Code = code }));
        }

        return values;

        IQueryable<PackageRow> At(string list) => context.MatchingPackages(filter.With(list, []));

        // A code stands for any: which one is chosen does not matter.
        bool AsksOfLines(string list) => FilteredQueries.AsksOfLines(filter.With(list, [""]));
    }

    private static IQueryable<Value> Announcements(LedgerContext context, LedgerFilter filter) =>
        context.MatchingAnnouncements(filter with { Kinds = [] }).Select(row => new Value { List = "kind", Code = row.Announcement.Kind })
            .Concat(context.MatchingAnnouncements(filter with { Donors = [] }).SelectMany(row => row.Package.Donors, (_, code) => new Value { List = "donor", Code = code }));

    private static async Task<IReadOnlyList<FacetCount>> LoadAsync(IQueryable<Value> values, CancellationToken cancel) => await values
        .GroupBy(value => new { value.List, value.Code })
        .Select(group => new FacetCount(group.Key.List, group.Key.Code, group.Count()))
        .ToListAsync(cancel);

    private sealed class Value
    {
        public required string List { get; init; }
        public required string Code { get; init; }
    }
}
