using System.Linq.Expressions;

namespace AidTracker.Web.Reading.Pivots;

/// <summary>What is added up in a cell.</summary>
/// <param name="Name">As the address has it.</param>
/// <param name="Of">In the package's currency, null where a line has none; null for <see cref="Packages"/>, which are counted.</param>
/// <param name="Kept">The same of all lines of a package.</param>
public sealed record PivotMeasure(string Name, Expression<Func<LineItemRow, decimal?>>? Of, Expression<Func<PackageSumRow, decimal?>>? Kept)
{
    public const string Committed = "committed";
    public const string Floor = "floor";
    public const string Itemised = "itemised";
    public const string Packages = "packages";

    public static IReadOnlyList<PivotMeasure> All { get; } =
    [
        new(Committed, line => line.Amount, sum => sum.Committed),
        new(Floor, line => line.Amount == null ? null : line.Floor, sum => sum.Floor),
        new(Itemised, line => line.Role == LineRole.Named ? line.Amount : null, sum => sum.Itemised),
        new("contracted", line => line.Contracted, sum => sum.Contracted),
        new("paid", line => line.Paid, sum => sum.Paid),
        new("delivered", line => line.Delivered, sum => sum.Delivered),
        new("undelivered", line => line.Undelivered, sum => sum.Undelivered),
        new(Packages, null, null),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(measure => measure.Name)];

    /// <summary>Whether what a line means at least can be less than what is added up.</summary>
    public bool HasBounds => Name is Committed or Itemised;

    public static PivotMeasure Named(string name) => All.First(measure => measure.Name == name);
}
