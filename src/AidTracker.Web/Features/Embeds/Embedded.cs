using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Features.Explore;
using AidTracker.Web.Features.OnePackage;
using AidTracker.Web.Features.Subjects;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Charts;
using AidTracker.Web.Shell.Figures;

namespace AidTracker.Web.Features.Embeds;

/// <summary>A chart or a table of a page, with what it takes to stand alone: exactly one of the figures is there.</summary>
/// <param name="Page">Its page, from the path on.</param>
/// <param name="Contains">Product rule 9, in sentences.</param>
/// <param name="Head">The publication that it stands at.</param>
public sealed record Embedded(string Title, string Page, string Contains, LedgerHead Head, LedgerFilter Filter)
{
    /// <summary>Whether a table is asked for.</summary>
    public bool IsTable { get; init; }

    public PivotTable? Table { get; init; }

    public PackageView? View { get; init; }

    public IReadOnlyList<MovedRow>? Moved { get; init; }

    /// <summary>Of a donor, recipient, category or initiative, by category.</summary>
    public IReadOnlyList<AidTotals.Row> Rows { get; init; } = [];

    /// <summary>Whether there is anything to draw: one scale is of one currency.</summary>
    public bool CanBeDrawn => Table is { Blocks.Count: 1, IsTooLarge: false } || View is { Standing.Itemised: > 0 } || (Moved?.Any(row => row.Counting == Counting.Military && row.Amount != 0) ?? false);

    /// <summary>The name of the figures, for a footnote.</summary>
    public string Source => $"AidTracker, as on record at publication {Words.Number(Head.Seq)}{(Head.RecordedAt is { } at ? $" of {Words.Instant(at)}" : "")}, ledger head {(Head.Hash.Length > 16 ? Head.Hash[..16] : Head.Hash)}";

    public static async Task<Embedded> OfTableAsync(LedgerContext context, LedgerFilter filter, LedgerHead head, CancellationToken cancel)
    {
        var table = await Pivot.LoadAsync(context, filter, cancel: cancel);
        return new Embedded(ExploreWords.Title(filter.Pivot!, filter.Currency), "/explore" + filter.ToQuery(), Contain(filter, $"{Words.Capital(ExploreWords.Measure(filter.Pivot!.Measure))}; {Terms.Counting(filter.Pivot.Counted(filter).Counting)}"), head, filter) { Table = table };
    }

    /// <returns>Null where no package has that address then.</returns>
    public static async Task<Embedded?> OfPackageAsync(LedgerContext context, ReferenceLists lists, string slug, LedgerFilter filter, LedgerHead head, CancellationToken cancel)
    {
        var package = ComparedParser.IsAddress(slug) ? (await PackageLoading.LoadAsync(context, slug, cancel))?.At(filter.AsOf) : null;
        if (package is null || (package.Announcements.Count == 0 && !filter.AsOf.IsNow))
        {
            return null;
        }

        var view = new PackageView(package, lists) { Conversion = await context.ConversionAsync(filter, package.Id, cancel) };
        return new Embedded(package.Description.Title, $"/packages/{slug}{filter.Lens.ToQuery()}", $"{Words.List(view.DonorNames)} to {Words.List(view.RecipientNames)}: {view.Total.Phrase}. {Contain(filter, "Committed, as announced")}", head, filter) { View = view };
    }

    public static async Task<Embedded> OfSubjectAsync(LedgerContext context, ReferenceLists lists, SubjectKind kind, string code, LedgerFilter filter, LedgerHead head, CancellationToken cancel)
    {
        var of = kind.Of(code, filter.Lens);
        var sums = await context.AidSumsAsync(of, SumsBy.Category, cancel);
        return new Embedded($"Military aid by {kind.One}: {kind.Name(code, lists)}", $"{kind.Path}/{code}{filter.Lens.ToQuery()}", Contain(filter, $"Committed, as announced; {Terms.Counting(Counting.Military)}; joint packages are nobody’s alone"), head, of)
        {
            Moved = await context.MovedAsync(of, cancel),
            Rows = AidRows.ByCategory(sums, lists, each => "/packages" + (of with { Categories = [each], OwnOnly = true }).ToQuery()),
        };
    }

    private static string Contain(LedgerFilter filter, string stage) =>
        $"{stage}. {(filter.Currency is { } currency ? DefinitionStrip.InWords(currency, filter.RateDay) : "In the currencies as announced, not converted")}. "
        + $"{(filter.AsOf.IsNow ? "Every announcement on record, latest corrections" : Words.Capital(DefinitionStrip.Then(filter.AsOf)))}.";
}
