namespace AidTracker.Web.Reading.Rows;

/// <summary>What must not be mixed silently (product rule 9): every line is exactly one of the first three.</summary>
public static class Counting
{
    /// <summary>Military aid that is not repaid; the two reserved lines stand with it.</summary>
    public const string Military = "military";

    /// <summary>Loans and guarantees of any category.</summary>
    public const string Repayable = "repayable";

    /// <summary>Outside military totals, not repaid.</summary>
    public const string Civil = "civil";

    /// <summary>All lines, in one figure.</summary>
    public const string Everything = "all";

    public static IReadOnlyList<string> All { get; } = [Military, Repayable, Civil, Everything];
}
