using AidTracker.Web.Data;
using AidTracker.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Compare;

/// <summary>What an address asks to compare, and the answer, which the page shows and the files hold.</summary>
/// <param name="A">As the address has it; empty where it says nothing.</param>
/// <param name="B">Likewise.</param>
/// <param name="Package">The address of the one package that two points are narrowed to; null: none is.</param>
/// <param name="PackageTitle">Its title now.</param>
/// <param name="First">The first of two points; null where none are compared. So the next two.</param>
/// <param name="Sides">Two packages or two donors; null where none are compared.</param>
/// <param name="Errors">What could not be used; with any there is no answer.</param>
public sealed record Comparison(
    string A, string B, string? Package, IReadOnlyList<FilterError> Errors,
    string? PackageTitle = null, ComparedPoint? First = null, ComparedPoint? Second = null, PointComparison? Points = null, SideComparison? Sides = null)
{
    public const string Path = "/compare";

    public bool IsAsked => A.Length + B.Length > 0;

    /// <summary>What is compared, for links, forms and files to keep.</summary>
    public IReadOnlyList<(string Name, string Value)> Asked => [("a", A), .. B.Length > 0 ? new[] { ("b", B) } : [], .. Package is null ? [] : new[] { ("package", Package) }];

    public string Title => Points is not null ? $"From {First!.Name} to {Second!.Name}" : Sides is { First.Path: "/packages" } ? $"{Sides.First.Name} and {Sides.Second.Name}" : Sides is not null ? "Two packages" : "Compare";

    /// <summary>The same question for good: two points say themselves what was known, two packages or donors are asked about at one.</summary>
    /// <param name="asked">The filter as it was asked.</param>
    /// <param name="kept">The same with the publication that counts last.</param>
    public string Cited(LedgerFilter asked, LedgerFilter kept) => Path + (Points is null ? kept : asked).ToQuery(
    [
        new("a", Points is null ? A : At(First!, kept)),
        new("b", Points is null ? B : At(Second!, kept)),
        .. Package is null ? [] : new KeyValuePair<string, string>[] { new("package", Package) },
    ]);

    private static string At(ComparedPoint point, LedgerFilter kept) => (point with { AsOf = point.AsOf with { KnownAt = point.AsOf.KnownAt ?? kept.AsOf.KnownAt } }).Address;
}

/// <summary>Answers what an address asks to compare.</summary>
public sealed class Comparing(KnownPublications publications, ReferenceLists lists)
{
    /// <summary>What an address asks, without an answer.</summary>
    /// <param name="parsed">The address's filter, whose errors are the question's too.</param>
    public static Comparison Read(IQueryCollection query, ParsedFilter parsed)
    {
        var errors = parsed.Errors.ToList();
        return new Comparison(Single("a") ?? "", Single("b") ?? "", Single("package"), errors);

        string? Single(string name)
        {
            var values = query[name].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0).ToList();
            if (values.Count > 1)
            {
                errors.Add(new FilterError(name, $"“{name}” is given {values.Count} times: give it once."));
            }

            return values.FirstOrDefault();
        }
    }

    /// <param name="asked">What is asked; where it has errors nothing is compared.</param>
    public async Task<Comparison> AnswerAsync(LedgerContext context, Comparison asked, LedgerFilter filter, CancellationToken cancel)
    {
        if (!asked.IsAsked || asked.Errors.Count > 0)
        {
            return asked;
        }

        var errors = new List<FilterError>();
        asked = asked with { Errors = errors };
        if (asked.A.Length == 0)
        {
            return Refused("a", "“a” is missing: say what is compared with “b”, such as a=2025-07-31.");
        }

        var reader = new ComparedParser(publications, lists);
        var (one, firstError) = await reader.ReadAsync("a", asked.A, cancel);
        // What is not said is now.
        var (other, secondError) = await reader.ReadAsync("b", asked.B.Length > 0 ? asked.B : "now", cancel);
        errors.AddRange(new[] { (Name: "a", Sentence: firstError), (Name: "b", Sentence: secondError) }.Where(error => error.Sentence is not null).Select(error => new FilterError(error.Name, error.Sentence!)));
        return (one, other) switch
        {
            (null, _) or (_, null) => asked,
            (ComparedPoint, ComparedPoint) when !filter.AsOf.IsNow =>
                Refused("announcedBy", "Two points in time say themselves what was announced and known: leave “announcedBy” and “knownAt” out."),
            (ComparedPoint from, ComparedPoint to) => await PointsAsync(from, to),
            (ComparedPackage, ComparedPackage) or (ComparedDonor, ComparedDonor) when asked.Package is not null =>
                Refused("package", "“package” narrows two points in time: leave it out where packages or donors are compared."),
            (ComparedDonor, ComparedDonor) when filter.Donors.Count + filter.Groups.Count > 0 =>
                Refused("donor", "Two donors are compared already: leave “donor” and “group” out."),
            (ComparedDonor left, ComparedDonor right) => asked with
            {
                Sides = new SideComparison(
                    await SideComparison.DonorAsync(context, filter, left.Code, lists.PartyName(left.Code), cancel),
                    await SideComparison.DonorAsync(context, filter, right.Code, lists.PartyName(right.Code), cancel)),
            },
            (ComparedPackage left, ComparedPackage right) => await PackagesAsync(left, right),
            _ => Refused("b", $"{Words.Capital(Kind(one))} cannot be compared with {Kind(other)}: compare two points in time, two packages or two donors."),
        };

        async Task<Comparison> PointsAsync(ComparedPoint from, ComparedPoint to)
        {
            string? title = null;
            if (asked.Package is { } package)
            {
                title = ComparedParser.IsAddress(package) ? await context.PackageRows.Where(row => row.Slug == package).Select(row => row.Title).SingleOrDefaultAsync(cancel) : null;
                if (title is null)
                {
                    return Refused("package", ComparedParser.NoPackage("package", package));
                }
            }

            return asked with { PackageTitle = title, First = from, Second = to, Points = await PointComparison.LoadAsync(context, filter, asked.Package, from.AsOf, to.AsOf, cancel) };
        }

        async Task<Comparison> PackagesAsync(ComparedPackage left, ComparedPackage right)
        {
            var (mine, yours) = (await SideComparison.PackageAsync(context, filter, left.Slug, cancel), await SideComparison.PackageAsync(context, filter, right.Slug, cancel));
            errors.AddRange(new[] { (Side: mine, Name: "a", left.Slug), (Side: yours, Name: "b", right.Slug) }
                .Where(each => each.Side is null)
                .Select(each => new FilterError(each.Name, filter.AsOf.IsNow
                    ? ComparedParser.NoPackage(each.Name, each.Slug)
                    : $"The package of “{each.Name}” was not on record then, or has another address: ask about a later point in time.")));
            return mine is not null && yours is not null ? asked with { Sides = new SideComparison(mine, yours) } : asked;
        }

        Comparison Refused(string name, string sentence)
        {
            errors.Add(new FilterError(name, sentence));
            return asked;
        }
    }

    private static string Kind(Compared compared) => compared switch
    {
        ComparedPackage => "a package",
        ComparedDonor => "a donor",
        _ => "a point in time",
    };
}
