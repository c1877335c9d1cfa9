using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Charts;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>What donors said in a month, and what was corrected in it.</summary>
internal static class MonthReport
{
    /// <summary>How many corrections it lists.</summary>
    private const int MostCorrections = 100;

    private const int Undisclosed = 1;
    private const int NoSource = 2;

    public static async Task<Report> MakeAsync(LedgerContext context, ReferenceLists lists, ReportPoint point, CancellationToken cancel)
    {
        var month = point.Asked.Month!.Value;
        var (lens, name) = (point.Lens, Terms.Period(month.ToString()));
        var first = new ComparedPoint(lens.AsOf with { AnnouncedBy = month.From.AddDays(-1) });
        var second = new ComparedPoint(lens.AsOf with { AnnouncedBy = month.To });
        var comparison = await PointComparison.LoadAsync(context, lens, null, first.AsOf, second.AsOf, cancel);
        var numbered = await NumberedSources.LoadAsync(context, second.AsOf, [.. comparison.Listed.Select(changed => changed.Package.PackageId)], month.From, cancel);
        var said = lens with { From = month.From, To = month.To };
        var corrected = lens with { OnlyCorrections = true, RecordedFrom = month.From, RecordedTo = month.To, Sort = "-recorded" };
        var corrections = await context.Announcements(corrected).Take(MostCorrections + 1).ToListAsync(cancel);
        var donors = SumsByDonor(comparison, lists);
        var announced = await context.MatchingAnnouncements(said).CountAsync(cancel);
        return point.Report(
            $"{name}: what changed",
            $"{Words.Capital(Words.Count(announced, "announcement"))} in {name}, on {Words.Count(comparison.Changes.Count, "package")}; {Words.Count(Math.Min(corrections.Count, MostCorrections), "correction")} recorded.",
            point.Asked.Kind.Path,
            point.Definition("committed, as announced", "all; loans and guarantees included, and in rows of their own", null).Select(term => term.Term != "As of" ? term
                : new("As of", $"announced by {Words.Date(first.AsOf.AnnouncedBy!.Value)} and by {Words.Date(month.To)}{(lens.AsOf.KnownAt is { } known ? $", as known at publication {Words.Number(known)}" : ", latest corrections")}")),
            [
                new("changed", "What was announced", [.. point.Changes(comparison, first, second, numbered, "")]),
                new("donors", "By donor",
                [
                    .. Drawn(donors, point.Asked),
                    .. donors.Count > 0 ? new[] { ReportTables.DonorChanges.Of($"Donors whose totals differ; before is {first.Name}, after is {second.Name}", donors) } : [],
                ]),
                new("corrections", "What was corrected", corrections.Count == 0 ? [new ReportText($"Nothing on record was corrected or taken back in {name}.")] :
                [
                    ReportTables.Corrections.Of(
                        corrections.Count > MostCorrections ? $"The last {MostCorrections} that were recorded" : Words.Capital(Words.Count(corrections.Count, "correction")),
                        corrections.Take(MostCorrections), row => point.Package(row.Package.Slug, row.Announcement.Number)),
                    .. corrections.Count > MostCorrections ? new[] { new ReportText("The list of announcements and its file have them all.", $"/announcements{(corrected with { AsOf = point.Linked.AsOf }).ToQuery()}", "All corrections") } : [],
                ]),
                new("unknown", "What is not known", await UnknownAsync(context, said, comparison, point, cancel)),
                new("sources", "Sources", numbered.All.Count == 0 ? [] : [new ReportSources(numbered.All)]),
            ]);
    }

    private static IReadOnlyList<ComparedRow> SumsByDonor(PointComparison comparison, ReferenceLists lists) =>
        [.. ComparedRows.ByDonor(comparison.Before, comparison.After, lists).Where(ReportPoint.Differs)];

    // Lengths compare within one currency only.
    private static IEnumerable<ReportBlock> Drawn(IReadOnlyList<ComparedRow> donors, ReportAsked asked)
    {
        if (donors.Count == 0)
        {
            yield break;
        }

        if (donors.Select(row => row.Currency).Distinct().Count() > 1)
        {
            yield return new ReportText("Amounts of several currencies do not compare, so they are not drawn.", asked.Kind.Path + (asked.Parsed.Filter with { Currency = "EUR" }).ToQuery(asked.More), "Read it in EUR");
            yield break;
        }

        var parts = donors.Select(row => (row.Name, More: row.Difference)).Where(row => row.More > 0).OrderByDescending(row => row.More)
            .Select((row, place) => new BalancePart(row.Name, row.More, SeriesMarks.Apart(place))).ToList();
        if (parts.Count > 0)
        {
            yield return new PartsChart($"Announced by donor, more than before, {donors[0].Currency}", donors[0].Currency, parts, null);
        }
    }

    private static async Task<IReadOnlyList<ReportBlock>> UnknownAsync(LedgerContext context, LedgerFilter said, PointComparison comparison, ReportPoint point, CancellationToken cancel)
    {
        var counts = await context.MatchingAnnouncements(said).Where(row => row.Announcement.HeadlineQualifier == "undisclosed").Select(_ => Undisclosed)
            .Concat(context.MatchingAnnouncements(said).Where(row => row.Announcement.SourcePublisher == null).Select(_ => NoSource))
            .GroupBy(each => each).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return ReportUnknowns.Table(
        [
            ReportUnknowns.Counted("Announcements whose sum is not disclosed", counts.GetValueOrDefault(Undisclosed), "They add nothing: totals are too low by them.", null),
            ReportUnknowns.Counted("Announcements without a source", counts.GetValueOrDefault(NoSource), "It is not on record where they were read.", null),
            ReportUnknowns.Counted("Packages without a rate", comparison.WithoutRate.After, $"They state a sum, and there is no rate into {point.Lens.Currency}: no figure holds them.", null),
        ], "Every announcement of the month says how much or moves nothing, and has a source.");
    }
}
