using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Shell;

/// <summary>How much has a witness, in words.</summary>
public static class CoverageWords
{
    /// <summary>Such as “All of the value stated has a source, none of it a quoted passage, …”.</summary>
    public static string ByValue(Coverage coverage) =>
        $"{Words.Capital(Part(coverage.Sourced.Value, coverage.Stated.Value))} of the value stated has a source, {Part(coverage.Quoted.Value, coverage.Stated.Value)} of it a quoted passage, "
        + $"{Part(coverage.Summarised.Value, coverage.Stated.Value)} of it only a summary in our words, {Part(coverage.Official.Value, coverage.Stated.Value)} of it a source of grade A or B.";

    /// <summary>The same by number of amounts and quantities, which add up over currencies.</summary>
    public static string ByNumber(Coverage coverage) =>
        $"Of {Words.Count(coverage.Stated.Figures, "figure")}, {Part(coverage.Sourced.Figures, coverage.Stated.Figures)} {(coverage.Sourced.Figures == 1 ? "has" : "have")} a source, {Part(coverage.Quoted.Figures, coverage.Stated.Figures)} a quoted passage, "
        + $"{Part(coverage.Summarised.Figures, coverage.Stated.Figures)} only a summary in our words, {Part(coverage.Official.Figures, coverage.Stated.Figures)} a source of grade A or B.";

    private static string Part(decimal part, decimal whole) => part == 0 ? "none" : part == whole ? "all" : Words.Share(part, whole);
}
