using AidTracker.Web.Data;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Features.Subjects;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Charts;
using AidTracker.Web.Shell.Figures;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>A donor's or a recipient's report, of the figures of their page.</summary>
internal static class SubjectReport
{
    /// <summary>How many packages it lists; it says how many there are, and where all of them are.</summary>
    public const int MostPackages = 200;

    /// <summary>How many currencies are drawn.</summary>
    private const int MostCharts = 3;

    public static async Task<Report> MakeAsync(LedgerContext context, ReferenceLists lists, SubjectKind kind, string code, ReportPoint point, CancellationToken cancel)
    {
        var (lens, name) = (point.Lens, kind.Name(code, lists));
        var filter = kind.Of(code, lens);
        var listed = kind.Of(code, point.Linked);
        var figures = await SubjectFigures.LoadAsync(context, lists, kind, code, lens, point.Asked.On, cancel);
        var packages = await context.ConvertedPackages(filter).Take(MostPackages).ToListAsync(cancel);
        var (first, second) = point.Since;
        var comparison = await PointComparison.LoadAsync(context, filter, null, first.AsOf, second.AsOf, cancel);
        var numbered = await NumberedSources.LoadAsync(context, lens.AsOf, [.. packages.Select(row => row.Package.PackageId).Union(comparison.Listed.Select(changed => changed.Package.PackageId))], null, cancel);
        var (totals, given) = (AidTotal.Of(figures.Sums), kind == SubjectKind.Donor);
        return point.Report(
            $"{name}: military aid {(given ? "given" : "received")}",
            Lead(kind, figures, totals, lens),
            $"{point.Asked.Kind.Path}/{code}",
            point.Definition("committed, as announced; itemised, contracted, paid and delivered in columns of their own, as far as a value is stated", Terms.CountedApart, $"packages of which it is the only {kind.One}"),
            [
                new("figures", "Headline figures",
                [
                    .. totals.Count > 0 ? new ReportBlock[] { ReportTables.Totals.Of("Promised, and how far it has come, by currency", totals) } : [new ReportText($"No sum {(lens.Currency is null ? "is stated" : "that can be converted is stated")} of aid that is this {kind.One}’s alone.")],
                    .. Drawn(figures, lists, listed),
                ]),
                new("made-of", "What it is made of",
                [
                    .. Part(ReportTables.Categories, "By category", AidRows.ByCategory(figures.Sums, lists, each => each)),
                    .. given ? Part(ReportTables.Recipients, "By recipient", AidRows.ByParty(figures.Sums, sum => sum.Recipients, lists, each => each)) : Part(ReportTables.Donors, "By donor", AidRows.ByParty(figures.Sums, sum => sum.Donors, lists, each => each)),
                    .. Part(ReportTables.Instruments, "By instrument", AidRows.ByInstrument(figures.Sums, lists, each => each)),
                ]),
                new("changed", $"What changed since {Words.Date(point.Asked.Since)}", [.. point.Changes(comparison, first, second, numbered)]),
                new("packages", "Packages", figures.Packages == 0 ? [] :
                [
                    ReportTables.Packages.Of(
                        figures.Packages > packages.Count ? $"The newest {packages.Count} of {Words.Number(figures.Packages)}" : Words.Capital(Words.Count(figures.Packages, "package")),
                        packages.Select(row => new ReportPackage(row, numbered.Of(row.Package.PackageId))), row => point.Package(row.Row.Package.Slug), given ? "donor_names" : "recipient_names"),
                    .. figures.Packages > packages.Count ? new[] { new ReportText("The list of packages and its file have them all.", $"/packages{listed.ToQuery()}", "All packages") } : [],
                ]),
                new("unknown", "What is not known", await ReportUnknowns.OfAsync(context, kind, code, point, figures, cancel)),
                new("sources", "Sources", numbered.All.Count == 0 ? [] : [new ReportSources(numbered.All)]),
            ]);
    }

    private static string Lead(SubjectKind kind, SubjectFigures figures, IReadOnlyList<AidTotal> totals, LedgerFilter lens) => figures.Packages == 0
        ? $"Nothing on record {(lens.AsOf.IsNow ? "names" : "named, at that point in time,")} this {kind.One} alone."
        : $"{Words.Capital(Words.Count(figures.Packages, "package"))} on record"
            + (totals.Where(total => total.Military != 0).Select(total => Words.Exact(decimal.Round(total.Military, 2), total.Currency)).ToList() is { Count: > 0 } sums ? $", {Words.List(sums)} of military aid promised" : "")
            + (figures.Measures is { } measures && MeasureWords.Of(measures, lens.Currency!) is { Length: > 0 } words ? $": {words}" : "") + ".";

    private static IEnumerable<ReportBlock> Drawn(SubjectFigures figures, ReferenceLists lists, LedgerFilter filter)
    {
        // The currency with the most first: more than a few drawings are no overview.
        var bars = CurrencyBars.Of(figures.Sums, lists);
        var moved = figures.Moved.Where(row => row.Counting == Counting.Military && row.Amount != 0).ToLookup(row => row.Currency);
        foreach (var bar in bars.OrderByDescending(bar => moved[bar.Currency].Count()).ThenBy(bar => bar.Currency, StringComparer.Ordinal).Take(MostCharts))
        {
            yield return new PartsChart($"Military aid by category, {bar.Currency}", bar.Currency, bar.Parts, bar.Total);
            yield return new QuartersChart($"Announced by quarter, {bar.Currency}", bar.Currency, [.. moved[bar.Currency]], filter);
        }

        if (bars.Count > MostCharts)
        {
            yield return new ReportText($"{Words.Capital(Words.Count(bars.Count - MostCharts, "other currency"))} are not drawn: read the report in one currency to see all of it.");
        }
    }

    private static ReportBlock[] Part(ReportTableKind<ReportPart> kind, string caption, IReadOnlyList<AidTotals.Row> rows) =>
        ReportTables.PartsOf(rows).ToList() is { Count: > 0 } parts ? [kind.Of(caption, parts)] : [];
}
