namespace AidTracker.Web.Features.OnePackage;

/// <summary>One entry of any version, as the table and the grid show it.</summary>
/// <param name="Amount">In the package's currency, signed; null: not priced.</param>
/// <param name="Status">Live, corrected or withdrawn; only live entries count.</param>
public sealed record EntryLine(DateOnly AnnouncedOn, string Kind, int Number, int Version, string Status, string Line, string Category, decimal? Amount, string Qualifier, decimal? Quantity, string? Stated, string? Note)
{
    /// <summary>Every entry that was ever on record of a package, in the order of the timeline.</summary>
    public static IReadOnlyList<EntryLine> Of(PackageView view) =>
    [
        .. view.Timeline
            .SelectMany(told => told.Earlier.Reverse().Append(told.Latest).Select(version => (version, live: version == told.Latest && !version.Withdrawn)))
            .SelectMany(each => each.version.Entries.Select(entry => new EntryLine(
                each.version.On,
                Shell.Words.Kind(each.version.Kind),
                each.version.Number,
                each.version.Version,
                each.live ? "live" : "corrected",
                view.LineName(entry.LineNumber),
                view.Package.Lines.First(line => line.Number == entry.LineNumber).Description is { } description ? view.Lists.CategoryName(description.Category) : "",
                entry.Amount?.Amount,
                Shell.Words.Qualifier(entry.Qualifier).Trim(),
                entry.Quantity,
                entry.Stated?.ToString(),
                entry.Note))),
    ];
}
