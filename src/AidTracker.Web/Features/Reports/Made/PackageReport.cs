using System.Globalization;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Features.OnePackage;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Charts;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>A package on a few pages, of what its own page shows.</summary>
internal static class PackageReport
{
    /// <returns>The report; null where no package has that address or none had it then, with whether one came later.</returns>
    public static async Task<(Report? Report, bool IsLater)> MakeAsync(LedgerContext context, ReferenceLists lists, string slug, ReportPoint point, CancellationToken cancel)
    {
        // A path may hold what no text of the database does.
        var loaded = ComparedParser.IsAddress(slug) ? await PackageLoading.LoadAsync(context, slug, cancel) : null;
        var package = loaded?.At(point.Lens.AsOf);
        if (package is null || (package.Announcements.Count == 0 && !point.Lens.AsOf.IsNow))
        {
            return (null, loaded is not null);
        }

        var view = new PackageView(package, lists) { Conversion = await context.ConversionAsync(point.Lens, package.Id, cancel) };
        var (first, second) = point.Since;
        var comparison = await PointComparison.LoadAsync(context, point.Lens, slug, first.AsOf, second.AsOf, cancel);
        var numbered = NumberedSources.Of(view);
        var whole = view.Total.IsStated && !view.Standing.IsOpen ? view.Standing.Committed : null;
        return (point.Report(
            package.Description.Title,
            Lead(view),
            $"{point.Asked.Kind.Path}/{slug}",
            point.Definition("committed, as announced", Words.List([.. view.Standing.Named.Select(line => lists.InstrumentName(line.Line.Description!.Instrument)).Distinct()]) is { Length: > 0 } instruments ? instruments : "not stated", null),
            [
                new("figures", "Headline figures",
                [
                    .. package.Description.Summary is { } summary ? new[] { new ReportText(summary) } : [],
                    .. Facts(view).Select(fact => new ReportText(fact)),
                    .. view.Standing.Itemised > 0 ? new[] { new PartsChart($"What it is made of, by category, {view.Currency}", view.Currency, BalancePart.OfCategories(view.Standing, lists), whole) } : [],
                ]),
                new("lines", "What it is made of", view.Standing.Lines.Count == 0 ? [] : [ReportTables.Lines.Of($"Lines as they stand, in {view.Currency}", view.Standing.Lines.Where(line => line.Line.IsNamed || line.Amount is not (null or 0)).Select(line => new ReportLine(view, line, Numbers(view, line))))]),
                new("history", "How it came about", [ReportTables.Announcements.Of("Announcements, in the order in which they count", view.Timeline.Select(told => new ReportAnnouncement(view, told, numbered.Of(package.Id, told.Latest.Number))), row => point.Package(slug, row.Told.Latest.Number))]),
                new("changed", $"What changed since {Words.Date(point.Asked.Since)}", [.. point.Changes(comparison, first, second, numbered, $"&package={slug}")]),
                new("unknown", "What is not known", ReportUnknowns.Table(Unknown(view, point), "The sum is disclosed, every line is priced, and each announcement has a source.")),
                new("sources", "Sources", view.Sources.Count == 0 ? [] :
                [
                    new ReportText(view.Coverage.Stated.Value > 0 ? CoverageWords.ByValue(view.Coverage) : "No value is stated."),
                    new ReportSources(numbered.All),
                ]),
            ]), false);
    }

    private static string Lead(PackageView view) => $"{Words.List(view.DonorNames)} to {Words.List(view.RecipientNames)}: {view.Total.Phrase}"
        + (view.Conversion is { } into && into.Currency != view.Currency && view.Total.Known is { } known ? $" = {view.Total.Prefix}{Words.Converted(into.Convert(known)!.Value, into.Currency)}" : "")
        + (view.Standing.Committed is > 0 ? $", {Words.Exact(view.Standing.Itemised)} of it itemised" : "") + ".";

    private static IEnumerable<string> Facts(PackageView view)
    {
        if (view.Package.Donors.Count > 1)
        {
            yield return $"Announced jointly by {Words.List(view.DonorNames)}: shares not stated. It counts once, and as nobody’s alone.";
        }

        if (view.Package.Recipients.Count > 1)
        {
            yield return $"For {Words.List(view.RecipientNames)}: shares not stated.";
        }

        if (view.SuspendedOn is { } suspended)
        {
            yield return $"{Words.Capital(suspended.ToString())}: nothing moves until it is resumed.";
        }

        if (view.Standing is { Undelivered: > 0 and var undelivered, UndeliveredSince: { } since })
        {
            yield return $"Promised, and not known to be delivered: {Words.Exact(undelivered, view.Currency)}, the oldest of it since {Words.Date(since)}.";
        }
    }

    private static IEnumerable<ReportUnknown> Unknown(PackageView view, ReportPoint point) =>
    [
        ReportUnknowns.Counted("The sum", view.Total is { IsStated: false, Qualifier: not null } ? 1 : 0, "A promise was made, and not how much: it adds nothing to any total.", null),
        ReportUnknowns.Counted("The whole sum", view.Total.IsStated && view.Standing.IsOpen ? 1 : 0, "The donor’s total is not known, so more may belong to it.", null),
        new("Not yet itemised", null, view.Standing.NotYetItemised, view.Currency, "Promised, and not said for what; below zero where more is itemised than a total that is not known.", null),
        ReportUnknowns.Counted("Lines without a price", view.Standing.Named.Count(line => line.Amount is null), "Goods that were named without a value add nothing.", null),
        ReportUnknowns.Counted("Lines of which no delivery is known", view.Standing.Named.Count(line => !line.Delivered.IsStated), "Not the same as nothing delivered: no announcement on record says it.", null),
        ReportUnknowns.Counted("Announcements without a source", view.Timeline.Count(told => told.Step is not null && told.Latest.Sources.Count == 0), "It is not on record where they were read.", null),
        ReportUnknowns.Counted("A rate", point.Lens.Currency is { } currency && currency != view.Currency && view.Conversion is null ? 1 : 0, $"There is none into {point.Lens.Currency} on a day that it needs: nothing is converted.", null),
    ];

    private static IReadOnlyList<string> Numbers(PackageView view, LineStanding line) =>
    [
        .. view.Witnesses.OfLine(line.Number, CitedFigure.Amount).Concat(view.Witnesses.OfLine(line.Number, CitedFigure.Quantity))
            .Select(mark => mark.Number).Distinct().Order().Select(number => number.ToString(CultureInfo.InvariantCulture)),
    ];
}
