using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.OnePackage.Descriptions;

/// <summary>One thing that was said otherwise before; null where nothing was, or nothing is now.</summary>
public sealed record Reworded(string What, string? Before, string? After);

/// <summary>A publication that describes the package or one of its lines anew.</summary>
/// <param name="Of">What is described: the package, or a line by the name that it had before.</param>
/// <param name="Because">Null where it was published before a reason was asked for.</param>
public sealed record Redescription(string Of, Publication By, string? Because, IReadOnlyList<Reworded> Changes)
{
    /// <summary>All of a package, in the order in which they were put on record.</summary>
    public static IReadOnlyList<Redescription> All(PackageView view) =>
    [
        .. OfPackage(view).Concat(view.Package.Lines.SelectMany(line => OfLine(view, line)))
            .OrderBy(each => each.By.Seq),
    ];

    private static IEnumerable<Redescription> OfPackage(PackageView view) =>
        InPairs(view.Package.Descriptions.OrderBy(description => description.Publication!.Seq)).Select(pair => Changed("The package", pair.After.Publication!, pair.After.Reason,
            new("Title", pair.Before.Title, pair.After.Title),
            new("Summary", pair.Before.Summary, pair.After.Summary),
            new("Initiative", Named(pair.Before.Initiative, view.Lists.InitiativeName), Named(pair.After.Initiative, view.Lists.InitiativeName))));

    private static IEnumerable<Redescription> OfLine(PackageView view, LineItem line) =>
        InPairs(line.Descriptions.OrderBy(description => description.Publication!.Seq)).Select(pair => Changed(
            $"Line {line.Number}, “{Shell.Words.Capital(pair.Before.Description)}”", pair.After.Publication!, pair.After.Reason,
            new("Description", pair.Before.Description, pair.After.Description),
            new("Category", view.Lists.CategoryName(pair.Before.Category), view.Lists.CategoryName(pair.After.Category)),
            new("Also covers", Categories(view, pair.Before), Categories(view, pair.After)),
            new("Instrument", view.Lists.InstrumentName(pair.Before.Instrument), view.Lists.InstrumentName(pair.After.Instrument)),
            new("Initiative", Named(pair.Before.Initiative, view.Lists.InitiativeName), Named(pair.After.Initiative, view.Lists.InitiativeName)),
            new("Supplier", Named(pair.Before.Supplier, view.Lists.PartyName), Named(pair.After.Supplier, view.Lists.PartyName)),
            new("Unit", pair.Before.Unit, pair.After.Unit)));

    private static Redescription Changed(string of, Publication by, string? because, params Reworded[] parts) =>
        new(of, by, because, [.. parts.Where(part => part.Before != part.After)]);

    private static IEnumerable<(T Before, T After)> InPairs<T>(IEnumerable<T> inOrder)
    {
        var all = inOrder.ToList();
        return all.Zip(all.Skip(1));
    }

    private static string? Categories(PackageView view, LineDescription description) =>
        description.AlsoCovers.Count == 0 ? null : string.Join(", ", description.AlsoCovers.Select(view.Lists.CategoryName));

    private static string? Named(string? code, Func<string, string> name) => code is null ? null : name(code);
}
