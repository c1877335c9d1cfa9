using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Search;

/// <summary>Where a question that is itself a name, a code or an address leads.</summary>
/// <param name="Path">Of a page; the point in time and the currency come with the link.</param>
/// <param name="Packages">How many packages are there; null where it is one itself.</param>
public sealed record Destination(string Name, string Path, LedgerFilter Filter, int? Packages = null)
{
    /// <returns>The package of that address, and the pages of the party, category or initiative of that name or code.</returns>
    public static async Task<IReadOnlyList<Destination>> OfAsync(LedgerContext context, ReferenceLists lists, string asked, LedgerFilter lens, CancellationToken cancel = default)
    {
        var name = SearchText.Fold(asked);
        var found = new List<Destination>();
        var address = asked.Trim().ToLowerInvariant();
        if (address.Contains('-', StringComparison.Ordinal) && await context.PackagesAt(lens.AsOf).SingleOrDefaultAsync(package => package.Slug == address, cancel) is { } package)
        {
            found.Add(new Destination(package.Title, $"/packages/{package.Slug}", lens));
        }

        var named = Named().ToList();
        var counts = named.Count == 0 ? [] : await named
            .Select((each, place) => context.MatchingPackages(each.Filter).Select(_ => place))
            .Aggregate((one, other) => one.Concat(other))
            .GroupBy(place => place).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        found.AddRange(named.Select((each, place) => new Destination(each.Title, each.Path, lens, counts.GetValueOrDefault(place))).Where(each => each.Packages > 0));
        return found;

        IEnumerable<(string Title, string Path, LedgerFilter Filter)> Named()
        {
            foreach (var party in lists.Parties.Values.Where(party => Is(party.Code, party.Name) || SearchText.Fold(party.Alpha3 ?? "") == name))
            {
                yield return ($"By {party.Name}", $"/donors/{party.Code}", lens with { Donors = [party.Code] });
                yield return ($"For {party.Name}", $"/recipients/{party.Code}", lens with { Recipients = [party.Code] });
            }

            foreach (var category in lists.Categories.Where(category => Is(category.Code, category.Name)))
            {
                yield return ($"Category {category.Name}", $"/categories/{category.Code}", lens with { Categories = [category.Code] });
            }

            foreach (var initiative in lists.Initiatives.Values.Where(initiative => Is(initiative.Code, initiative.Name)))
            {
                yield return ($"Through {initiative.Name}", $"/initiatives/{initiative.Code}", lens with { Initiatives = [initiative.Code] });
            }
        }

        bool Is(string code, string called) => name.Length > 0 && (SearchText.Fold(code) == name || SearchText.Fold(called) == name);
    }
}
