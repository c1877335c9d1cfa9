using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Charts;

namespace AidTracker.Web.Features.Compare;

/// <summary>A figure of both sides, as the page's tables and the files have it.</summary>
/// <param name="Code">Stable: of a measure, a category, donors (with spaces between) or a package.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Currency">Of both amounts; empty where a package changed without money.</param>
/// <param name="Before">Null where that side has nothing of it; so <paramref name="After"/>.</param>
public sealed record ComparedRow(string Code, string Name, string Currency, decimal? Before, decimal? After)
{
    public decimal Difference => (After ?? 0) - (Before ?? 0);

    public bool Differs => Difference != 0;
}

/// <summary>The rows of a comparison's tables. Figures of two currencies never become one.</summary>
internal static class ComparedRows
{
    public const string Committed = "committed";
    public const string Repayable = "repayable";
    public const string Itemised = "itemised";
    public const string Delivered = "delivered";
    private const string NotYetItemised = "open";
    private const string Overlap = "overlap";

    /// <summary>What everything adds up to, and what it is made of.</summary>
    public static IReadOnlyList<ComparedRow> Measures(IReadOnlyList<ComparedSum> before, IReadOnlyList<ComparedSum> after)
    {
        return
        [
            .. Of(Committed, "Committed, loans and guarantees included", _ => true, sum => sum.Amount),
            .. Of(Repayable, "of which loans and guarantees", sum => sum.Repayable, sum => sum.Amount),
            .. Of(Itemised, "Itemised", sum => sum.Role == LineRole.Named, sum => sum.Amount),
            .. Of(NotYetItemised, "Not yet itemised", sum => sum.Role == LineRole.NotYetItemised, sum => sum.Amount),
            .. Of(Overlap, "Overlap and rounding", sum => sum.Role == LineRole.Overlap, sum => sum.Amount),
            .. Of(Delivered, "Delivered, as far as a value is stated", _ => true, sum => sum.Delivered),
        ];

        IEnumerable<ComparedRow> Of(string code, string name, Func<ComparedSum, bool> which, Func<ComparedSum, decimal?> amount) => Rows(code, name, before.Where(which), after.Where(which), amount);
    }

    /// <summary>In the order of the list, loans and guarantees included; the two reserved lines at the end.</summary>
    public static IReadOnlyList<ComparedRow> ByCategory(IReadOnlyList<ComparedSum> before, IReadOnlyList<ComparedSum> after, ReferenceLists lists)
    {
        return
        [
            .. lists.Categories.SelectMany(category => Of(category.Code, category.Name, sum => sum.Category == category.Code)),
            .. Of(NotYetItemised, "Not yet itemised", sum => sum.Role == LineRole.NotYetItemised),
            .. Of(Overlap, "Overlap and rounding", sum => sum.Role == LineRole.Overlap),
        ];

        IEnumerable<ComparedRow> Of(string code, string name, Func<ComparedSum, bool> which) => Rows(code, name, before.Where(which), after.Where(which), sum => sum.Amount);
    }

    /// <summary>By name, loans and guarantees included; those who give together apart.</summary>
    public static IReadOnlyList<ComparedRow> ByDonor(IReadOnlyList<ComparedSum> before, IReadOnlyList<ComparedSum> after, ReferenceLists lists)
    {
        return
        [
            .. before.Concat(after).Select(Codes).Distinct()
                .Select(codes => (Codes: codes, Name: Words.List([.. codes.Split(' ').Select(lists.PartyName)]) + (codes.Contains(' ', StringComparison.Ordinal) ? ", jointly" : "")))
                .OrderBy(donors => donors.Name, StringComparer.Ordinal)
                .SelectMany(donors => Rows(donors.Codes, donors.Name, before.Where(sum => Codes(sum) == donors.Codes), after.Where(sum => Codes(sum) == donors.Codes), sum => sum.Amount)),
        ];

        static string Codes(ComparedSum sum) => string.Join(' ', sum.Donors);
    }

    /// <summary>How the category of a row of <see cref="ByCategory"/> is drawn.</summary>
    public static CategoryMark MarkOf(ComparedRow row) => row.Code switch
    {
        NotYetItemised => CategoryMark.NotYetItemised,
        Overlap => CategoryMark.Overlap,
        _ => CategoryMark.Of(row.Code),
    };

    /// <summary>The currencies that both have: money of one package or donor is no difference to another's in another currency.</summary>
    public static IReadOnlySet<string> InBoth(IReadOnlyList<ComparedSum> before, IReadOnlyList<ComparedSum> after) => before.Select(sum => sum.Currency).Intersect(after.Select(sum => sum.Currency)).ToHashSet();

    /// <summary>One row a currency; none where neither side has any.</summary>
    private static IEnumerable<ComparedRow> Rows(string code, string name, IEnumerable<ComparedSum> before, IEnumerable<ComparedSum> after, Func<ComparedSum, decimal?> amount)
    {
        var (first, second) = (ByCurrency(before), ByCurrency(after));
        return first.Keys.Union(second.Keys).Order(StringComparer.Ordinal)
            .Select(currency => new ComparedRow(code, name, currency, first.GetValueOrDefault(currency), second.GetValueOrDefault(currency)))
            .Where(row => row.Before is not (null or 0) || row.After is not (null or 0));

        Dictionary<string, decimal?> ByCurrency(IEnumerable<ComparedSum> sums) => sums.GroupBy(sum => sum.Currency).ToDictionary(group => group.Key, group => group.Any(sum => amount(sum) is not null) ? group.Sum(amount) : null);
    }
}
