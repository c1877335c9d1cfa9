using AidTracker.Web.Features.Subjects;

namespace AidTracker.Web.Features.Reports;

/// <summary>What reports there are.</summary>
/// <param name="Path">Its address; of what it is follows after a slash, but for that of a month.</param>
/// <param name="Name">As people call it.</param>
/// <param name="View">What its address can say.</param>
/// <param name="Subject">What it is of; null for a package's and a month's.</param>
public sealed record ReportKind(string Path, string Name, LedgerView View, SubjectKind? Subject = null)
{
    public const string Since = "since";
    public const string OfMonth = "month";

    private static readonly string[] Lens = ["currency", "rate", "knownAt"];

    public static ReportKind Donor { get; } = new("/reports/donors", "Donor report", new("a report", "/reports", [.. Lens, "announcedBy", Since], []), SubjectKind.Donor);

    public static ReportKind Recipient { get; } = new("/reports/recipients", "Recipient report", Donor.View, SubjectKind.Recipient);

    public static ReportKind Package { get; } = new("/reports/packages", "Package briefing", Donor.View);

    /// <summary>Its month says what had been announced by when.</summary>
    public static ReportKind Month { get; } = new("/reports/changes", "What changed", new("the report of a month", "/reports/changes", [.. Lens, OfMonth], []));

    public static IReadOnlyList<ReportKind> All { get; } = [Donor, Recipient, Package, Month];

    /// <summary>By the first parts of an address.</summary>
    public static ReportKind Of(PathString path) => All.Single(kind => path.StartsWithSegments(kind.Path, StringComparison.OrdinalIgnoreCase));
}
