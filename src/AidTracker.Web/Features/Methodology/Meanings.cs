using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Methodology;

/// <summary>A choice that filters and tables offer, and what is meant by it.</summary>
/// <param name="Code">As an address has it.</param>
public sealed record Meaning(string Code, string Name, string Sentence);

/// <summary>
/// What the program's own lists mean, for this page and docs/methodology.md alike. Each list is the one that filters are read with, so
/// a member without a sentence fails the page and its test.
/// </summary>
public static class Meanings
{
    /// <summary>In the order in which they are tried: the first that holds is the package's.</summary>
    public static IReadOnlyList<Meaning> Statuses { get; } = Of(PackageStatus.All.OrderBy(Precedence), Terms.Status, code => code switch
    {
        PackageStatus.Cancelled => "One of its live announcements is a cancellation, and nothing has been promised since that is not delivered.",
        PackageStatus.Suspended => "It is suspended, and neither resumed nor cancelled.",
        PackageStatus.Delivered => "Its total is known and above zero, and of what is priced nothing is missing.",
        PackageStatus.Itemised => "Its total is known and above zero, and nothing stands on Not yet itemised.",
        PackageStatus.Open => "All others: some of it is not yet itemised, its total is not known, or no sum is stated.",
        _ => throw Missing(code),
    });

    /// <summary>From the least to the furthest; a line is at the furthest that holds.</summary>
    public static IReadOnlyList<Meaning> Stages { get; } = Of(LineStage.All, Terms.Stage, code => code switch
    {
        LineStage.Promised => "Nothing more is known.",
        LineStage.Contracted => "A value or a quantity is contracted, or all of it is.",
        LineStage.Paid => "A value or a quantity is paid, or all of it is.",
        LineStage.PartlyDelivered => "A value or a quantity is handed over.",
        LineStage.Delivered => "Delivery is final, or worth at least the amount; where the line is not priced, at least its quantity is handed over.",
        _ => throw Missing(code),
    });

    public static IReadOnlyList<Meaning> Countings { get; } = Of(Counting.All, code => Words.Capital(Terms.Counting(code)), code => code switch
    {
        Counting.Military => "Every line that is in neither of the next two, with Not yet itemised and Overlap and rounding.",
        Counting.Repayable => "Lines whose instrument is a loan or a guarantee, of any category.",
        Counting.Civil => "Lines of a category outside military totals, unless they are a loan or a guarantee.",
        Counting.Everything => "The three together, in one figure that says so.",
        _ => throw Missing(code),
    });

    public static IReadOnlyList<Meaning> Measures { get; } = Of(PivotMeasure.Names, code => Words.Capital(MeasureName(code)), code => code switch
    {
        PivotMeasure.Committed => "What stands on the lines, after everything that was added, moved and taken away.",
        PivotMeasure.Floor => "The least that it can mean: nothing of “up to”, the lower end of a range.",
        PivotMeasure.Itemised => "The part of it on named lines.",
        "contracted" => "The values stated of contracts; no new money.",
        "paid" => "The values stated of payments; no new money.",
        "delivered" => "The values stated of deliveries; goods counted in pieces prove no value.",
        "undelivered" => "For each priced line its amount less what is delivered; nothing where delivery is complete.",
        PivotMeasure.Packages => "Packages that have such a line, each once.",
        _ => throw Missing(code),
    });

    private static string MeasureName(string code) => code switch
    {
        PivotMeasure.Floor => "committed, at least",
        PivotMeasure.Packages => "number of packages",
        _ => code,
    };

    private static int Precedence(string status) => status switch
    {
        PackageStatus.Cancelled => 0,
        PackageStatus.Suspended => 1,
        PackageStatus.Delivered => 2,
        PackageStatus.Itemised => 3,
        _ => 4,
    };

    private static IReadOnlyList<Meaning> Of(IEnumerable<string> codes, Func<string, string> name, Func<string, string> sentence) =>
        [.. codes.Select(code => new Meaning(code, name(code), sentence(code)))];

    private static InvalidOperationException Missing(string code) => new($"Nobody has said what “{code}” means.");
}
