using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Shell.Charts;

/// <summary>One part of a package's total, as a bar and its legend show it.</summary>
/// <param name="Amount">In the package's currency; below zero on an open <em>Not yet itemised</em> and on <em>Overlap and rounding</em>.</param>
public sealed record BalancePart(string Name, decimal Amount, CategoryMark Mark)
{
    /// <summary>More parts than this are not told apart in a bar; the table has them all.</summary>
    public const int MostNamed = 12;

    /// <summary>Named lines, the smaller ones together where there are many, then the two reserved lines.</summary>
    public static IReadOnlyList<BalancePart> OfLines(Standing standing)
    {
        var named = standing.Named.Where(line => line.Amount is > 0)
            .Select(line => new BalancePart(Words.Capital(line.Line.Description!.Description), line.Amount!.Value, CategoryMark.Of(line.Line.Description.Category)))
            .ToList();
        return [.. Gathered(named, "smaller line"), .. Reserved(standing.NotYetItemised, standing.Overlap)];
    }

    /// <summary>One part a category, the largest first, then the two reserved lines.</summary>
    public static IReadOnlyList<BalancePart> OfCategories(Standing standing, ReferenceLists lists) =>
    [
        .. standing.Named.Where(line => line.Amount is not null)
            .GroupBy(line => line.Line.Description!.Category)
            .Select(lines => new BalancePart(lists.CategoryName(lines.Key), lines.Sum(line => line.Amount!.Value), CategoryMark.Of(lines.Key)))
            .Where(part => part.Amount > 0)
            .OrderByDescending(part => part.Amount),
        .. Reserved(standing.NotYetItemised, standing.Overlap),
    ];

    /// <summary>What the reserved lines hold; nothing where they hold nothing.</summary>
    public static IEnumerable<BalancePart> Reserved(decimal notYetItemised, decimal overlap)
    {
        if (notYetItemised != 0)
        {
            yield return new BalancePart("Not yet itemised", notYetItemised, CategoryMark.NotYetItemised);
        }

        if (overlap != 0)
        {
            yield return new BalancePart("Overlap and rounding", overlap, CategoryMark.Overlap);
        }
    }

    private static List<BalancePart> Gathered(List<BalancePart> parts, string what)
    {
        if (parts.Count <= MostNamed)
        {
            return parts;
        }

        var shown = parts.OrderByDescending(part => part.Amount).Take(MostNamed - 1).ToHashSet(ReferenceEqualityComparer.Instance);
        var rest = parts.Where(part => !shown.Contains(part)).ToList();
        return [.. parts.Where(shown.Contains), new BalancePart(Words.Count(rest.Count, what), rest.Sum(part => part.Amount), CategoryMark.Rest)];
    }
}
