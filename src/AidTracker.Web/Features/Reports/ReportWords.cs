using System.Globalization;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Reports.Made;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Reports;

/// <summary>Cells and citations of reports as people read them, on a page and on paper.</summary>
public static class ReportWords
{
    /// <summary>What stands where there is nothing.</summary>
    public const string Nothing = "–";

    public static string Cell(object? value, ExportColumn column) => value switch
    {
        null or 0m => Nothing,
        decimal percent when column.Name.EndsWith("_percent", StringComparison.Ordinal) => Words.Exact(percent),
        decimal amount when column.Name.EndsWith("_converted", StringComparison.Ordinal) => Words.ToTheCent(amount),
        decimal amount => (amount > 0 && column.Name is ("moved" or "difference") ? "+" : "") + Amount(decimal.Round(amount, 2)),
        int or long => Words.Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        DateOnly date => Words.ShortDate(date),
        DateTime instant => Words.Instant(instant),
        IReadOnlyList<string> names => Words.List(names),
        _ => value.ToString()!,
    };

    // Amounts of one column stand below one another: 62,047,569.80 has its cents like the others.
    private static string Amount(decimal amount) => decimal.IsInteger(amount) ? Words.Exact(amount) : Words.ToTheCent(amount);

    /// <summary>What a footnote needs.</summary>
    /// <param name="address">The one that shows the same figures for good.</param>
    public static string Citation(Report report, string address) =>
        $"AidTracker, “{report.Title}” ({report.Kind.ToLowerInvariant()}), as on record at publication {Words.Number(report.Head.Seq)}"
        + $"{(report.Head.RecordedAt is { } recorded ? $" of {Words.Instant(recorded)}" : "")}, ledger head {Short(report.Head)}. {address}";

    /// <summary>Where the site stands, without a slash at its end.</summary>
    public static string Host(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    // Enough to tell one ledger from another; /transparency has the whole.
    private static string Short(LedgerHead head) => head.Hash.Length > 16 ? head.Hash[..16] : head.Hash;
}
