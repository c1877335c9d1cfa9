using AidTracker.Web.Data;
using AidTracker.Web.Features.Subjects;
using AidTracker.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>What nobody has said, or what is not on record: counted, and never taken for zero (product rule 6).</summary>
internal static class ReportUnknowns
{
    private const int Undisclosed = 1;
    private const int Open = 2;
    private const int Unpriced = 3;
    private const int NotDelivered = 4;
    private const int NoSource = 5;

    /// <summary>Of a donor or a recipient.</summary>
    public static async Task<IReadOnlyList<ReportBlock>> OfAsync(LedgerContext context, SubjectKind kind, string code, ReportPoint point, SubjectFigures figures, CancellationToken cancel)
    {
        var filter = kind.Of(code, point.Lens);
        var listed = kind.Of(code, point.Linked);
        var (undelivered, sourceless) = (new[] { nameof(Domain.Ledger.AnnouncementKind.Delivered) }, new[] { Grades.None });
        var counts = await context.MatchingPackages(filter).Where(package => package.Qualifier == "undisclosed").Select(_ => Undisclosed)
            .Concat(context.MatchingPackages(filter).Where(package => package.IsOpen).Select(_ => Open))
            .Concat(context.MatchingLines(filter).Where(row => row.Line.Role == LineRole.Named && row.Line.Amount == null).Select(_ => Unpriced))
            .Concat(context.MatchingPackages(filter with { Without = undelivered }).Select(_ => NotDelivered))
            .Concat(context.MatchingPackages(filter with { Grades = sourceless }).Select(_ => NoSource))
            .GroupBy(each => each).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var rows = new List<ReportUnknown>
        {
            Counted("Packages whose sum is not disclosed", counts.GetValueOrDefault(Undisclosed), "What is known of them is counted, the rest adds nothing: totals are too low by it.", null),
            Counted("Packages whose total may be larger", counts.GetValueOrDefault(Open), "The donor said “at least”, “more than” or nothing of the whole: it counts with what is known.", null),
            Counted("Lines without a price", counts.GetValueOrDefault(Unpriced), "Goods that were named without a value add nothing to any sum.", $"/line-items{(listed with { Roles = [LineRole.Named] }).ToQuery()}"),
            Counted("Packages of which no delivery is known", counts.GetValueOrDefault(NotDelivered), "Not the same as nothing delivered: no announcement on record says it.", $"/packages{(listed with { Without = undelivered }).ToQuery()}"),
            Counted("Packages without a source", counts.GetValueOrDefault(NoSource), "No announcement in force names where it was read.", $"/packages{(listed with { Grades = sourceless }).ToQuery()}"),
            Counted("Packages without a rate", figures.WithoutRate, $"They state a sum, and there is no rate into {point.Lens.Currency}: no figure holds them.", null),
            Counted("Joint packages", figures.Shared, "Announced with others, shares not stated: nobody’s alone, and in no figure here.", kind.Shared(code, point.Linked) is { } shared ? $"/packages{shared.ToQuery()}" : null),
        };
        rows.AddRange(figures.Sums.Where(sum => sum.Role == LineRole.NotYetItemised && sum.Amount != 0).GroupBy(sum => sum.Currency).OrderBy(currency => currency.Key, StringComparer.Ordinal)
            .Select(currency => new ReportUnknown("Not yet itemised", null, currency.Sum(sum => sum.Amount), currency.Key, "Promised, and not said for what.", null)));
        return Table(rows, "Every sum is disclosed, every line is priced, and each package has a source and a known delivery.");
    }

    /// <summary>Only what there is any of; a sentence where there is nothing.</summary>
    /// <param name="otherwise">What holds where there is nothing.</param>
    public static IReadOnlyList<ReportBlock> Table(IEnumerable<ReportUnknown> rows, string otherwise) => rows.Where(row => row.Count is > 0 || row.Amount is not (null or 0)).ToList() is { Count: > 0 } known
        ? [ReportTables.Unknown.Of("Counted openly, and never as zero", known, row => row.Href)]
        : [new ReportText(otherwise)];

    public static ReportUnknown Counted(string what, int count, string meaning, string? href) => new(what, count, null, null, meaning, href);
}
