using System.Globalization;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Shell;

/// <summary>Codes of filters in words; those of reference lists have their names in <see cref="ReferenceLists"/>.</summary>
public static class Terms
{
    /// <summary>A status of <see cref="PackageStatus"/>.</summary>
    public static string Status(string code) => code == PackageStatus.Itemised ? "Fully itemised" : Words.Capital(code);

    /// <summary>A stage of <see cref="LineStage"/>.</summary>
    public static string Stage(string code) => code == LineStage.PartlyDelivered ? "Delivered in part" : Words.Capital(code);

    /// <summary>A role of <see cref="LineRole"/>.</summary>
    public static string Role(string code) => code switch
    {
        LineRole.NotYetItemised => "Not yet itemised",
        LineRole.Overlap => "Overlap and rounding",
        _ => "Named lines",
    };

    /// <summary>A grade of <see cref="Grades"/>.</summary>
    public static string Grade(string code) => Enum.TryParse<SourceGrade>(code, out var grade) ? $"{code}, {Words.Grade(grade)}" : "No source";

    /// <summary>A period such as <c>Q3 2024</c> or <c>July 2024</c>.</summary>
    public static string Period(string code) => Reading.Filters.Period.Read(code) switch
    {
        { Months: 1 } month => month.From.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        { Months: 3 } => $"{code[5..]} {code[..4]}",
        _ => code,
    };

    /// <summary>Of figures that show all instruments, with what is not added to military aid beside it.</summary>
    public const string CountedApart = "loans and guarantees counted apart, as is what stands outside military totals";

    /// <summary>What is counted, after “counting”.</summary>
    public static string Counting(string? code) => code switch
    {
        Reading.Rows.Counting.Military => "military aid that is not repaid",
        Reading.Rows.Counting.Repayable => "loans and guarantees",
        Reading.Rows.Counting.Civil => "aid outside military totals that is not repaid",
        _ => "everything, loans and guarantees included",
    };

    /// <summary>What narrows the lines that a total holds; null where nothing does.</summary>
    public static string? Scope(LedgerFilter filter) => !filter.NarrowsLines ? null : string.Join("; ", new[]
    {
        filter.CountsPart ? $"only {Counting(filter.Counting)}" : null,
        filter.Stages.Count > 0 ? $"only those {Words.List([.. filter.Stages.Select(stage => Stage(stage).ToLowerInvariant())])}" : null,
        filter.Roles.Count > 0 ? $"only {Words.List([.. filter.Roles.Select(Role)])}" : null,
        filter.Categories.Count + filter.Instruments.Count + filter.Initiatives.Count > 0
            ? (filter.OwnOnly ? "only those that have what is chosen as their own" : "only those that have or also cover what is chosen") + (filter.Categories.Count + filter.Instruments.Count > 0 ? "; Not yet itemised is not among them" : "")
            : null,
    }.OfType<string>());
}
