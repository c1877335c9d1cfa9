using AidTracker.Web.Data;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Charts;
using AidTracker.Web.Shell.Figures;

namespace AidTracker.Web.Features.Subjects;

/// <summary>All subjects of a kind in the order that is asked for, and after them what is nobody's alone.</summary>
/// <param name="Subjects">How many of the rows are subjects.</param>
internal sealed record SubjectIndex(IReadOnlyList<AidTotals.Row> Rows, int Subjects, int WithoutRate)
{
    /// <param name="today">UTC.</param>
    public static async Task<SubjectIndex> LoadAsync(LedgerContext context, ReferenceLists lists, SubjectCounts counts, SubjectKind kind, LedgerFilter filter, DateOnly today, CancellationToken cancel)
    {
        var lens = filter.Lens;
        var sums = await context.AidSumsAsync(lens, kind.By, cancel);
        var measures = kind == SubjectKind.Donor ? await DonorMeasures.LoadAsync(context, lists, lens, sums, today, cancel) : new Dictionary<string, DonorMeasures>();
        var withoutRate = await Totals.WithoutRateAsync(context, lens, cancel);
        var counted = (await counts.LoadAsync(context, kind, lens.AsOf, cancel)).ToLookup(count => count.Code);
        var own = sums.Where(sum => kind.CodeOf(sum) is not null).ToLookup(sum => kind.CodeOf(sum)!);
        var rows = sums.SelectMany(kind.CodesOf).Distinct().Select(code => Row(code, measures.GetValueOrDefault(code))).ToList();
        return new SubjectIndex(
            [.. SubjectOrder.Sorted(rows, kind.Index.SortOf(filter)).Select(row => row.Row), .. Nobodys(kind, sums.Where(sum => kind.CodeOf(sum) is null), lists, counted[null])],
            rows.Count,
            withoutRate);

        SubjectRow Row(string code, DonorMeasures? measure) => new(
            new AidTotals.Row(
                kind.Name(code, lists),
                $"{kind.Path}/{code}{lens.ToQuery()}",
                measure is not null ? MeasureWords.Of(measure, lens.Currency!) : own.Contains(code) ? null : "only in joint packages",
                kind == SubjectKind.Category ? CategoryMark.Of(code) : null,
                AidTotal.Of(own[code]))
            {
                Packages = counted[code].SingleOrDefault()?.Packages,
            },
            measure);
    }

    // What is nobody's alone, so that the rows add up to the whole. It comes last in every order.
    private static IEnumerable<AidTotals.Row> Nobodys(SubjectKind kind, IEnumerable<AidSum> rest, ReferenceLists lists, IEnumerable<SubjectCount> counts)
    {
        if (kind == SubjectKind.Category)
        {
            var byRole = counts.ToDictionary(count => count.Role, count => count.Packages);
            return AidRows.ByCategory(rest, lists, _ => "").Select(row => row with { Packages = byRole.GetValueOrDefault(row.Mark == CategoryMark.Overlap ? LineRole.Overlap : LineRole.NotYetItemised) });
        }

        return AidTotal.Of(rest) is not { Count: > 0 } totals ? []
            : [new AidTotals.Row(kind == SubjectKind.Initiative ? "No initiative named" : "Several together", null, kind == SubjectKind.Initiative ? null : "joint packages, shares not stated", null, totals)
            {
                Packages = counts.SingleOrDefault()?.Packages,
            }];
    }
}
