using System.Linq.Expressions;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Lists;

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
        var counted = OfPackages.Concat(OfLines.Where(list => !Matching.AsksOfLines(filter.With(list, [Any])))).ToArray();
        var chosen = filter.Lists.Where(list => list.Values.Count > 0).Select(list => list.Name).Intersect(counted).ToArray();
        // Lists of which nothing is chosen are counted over the same packages, in one go.
        return chosen.Aggregate(
            Values(context.MatchingPackages(filter), [.. counted.Except(chosen)]),
            (values, list) => values.Concat(Values(context.MatchingPackages(filter.With(list, [])), [list])));
    }

    private static IQueryable<Value> Values(IQueryable<PackageRow> packages, string[] lists) => packages
        .Select(WithStatus)
        .SelectMany(pair => pair.Package.Donors.Select(code => new Value { List = "donor", Code = code })
            .Concat(pair.Package.Recipients.Select(code => new Value { List = "recipient", Code = code }))
            .Concat(pair.Package.Categories.Select(code => new Value { List = "category", Code = code }))
            .Concat(pair.Package.Instruments.Select(code => new Value { List = "instrument", Code = code }))
            .Concat(pair.Package.Initiatives.Select(code => new Value { List = "initiative", Code = code }))
            .Concat(new[] { pair.Status }.Select(code => new Value { List = "status", Code = code }))
            .Concat(new[] { pair.Package.FirstAnnouncedOn!.Value.Year.ToString() }.Select(code => new Value { List = "period", Code = code })))
        .Where(value => lists.Contains(value.List) && value.Code != null);

    private static IQueryable<Value> Announcements(LedgerContext context, LedgerFilter filter) =>
        context.MatchingAnnouncements(filter with { Kinds = [] }).Select(row => new Value { List = "kind", Code = row.Announcement.Kind })
            .Concat(context.MatchingAnnouncements(filter with { Donors = [] }).SelectMany(row => row.Package.Donors, (_, code) => new Value { List = "donor", Code = code }));

    private static async Task<IReadOnlyList<FacetCount>> LoadAsync(IQueryable<Value> values, CancellationToken cancel) => await values
        .GroupBy(value => new { value.List, value.Code })
        .Select(group => new FacetCount(group.Key.List, group.Key.Code, group.Count()))
        .ToListAsync(cancel);

    private static readonly string[] OfPackages = ["donor", "recipient", "status", "period"];
    private static readonly string[] OfLines = ["category", "instrument", "initiative"];

    /// <summary>A code that stands for any: which one is chosen does not matter.</summary>
    private const string Any = "";

    private static Expression<Func<PackageRow, Standing>> WithStatus { get; } = Make();

    private static Expression<Func<PackageRow, Standing>> Make()
    {
        Expression<Func<PackageRow, string, Standing>> standing = (package, status) => new Standing { Package = package, Status = status };
        var package = standing.Parameters[0];
        return Expression.Lambda<Func<PackageRow, Standing>>(standing.Body.With(standing.Parameters[1], PackageStatus.Of.Body.With(PackageStatus.Of.Parameters[0], package)), package);
    }

    private sealed class Standing
    {
        public required PackageRow Package { get; init; }
        public required string Status { get; init; }
    }

    private sealed class Value
    {
        public required string List { get; init; }
        public required string Code { get; init; }
    }
}
