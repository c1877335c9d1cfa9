using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Shell;

/// <summary>What an announcement did to its package's total, in a sentence without the package's history.</summary>
public static class StreamWords
{
    public static string Effect(AnnouncementRow row)
    {
        if (row.Status == VersionStatus.Withdrawn)
        {
            return "Withdrawn: it counts for nothing.";
        }

        var kind = Enum.Parse<AnnouncementKind>(row.Kind);
        var qualifier = row.HeadlineQualifier is null ? AmountQualifier.Exact : Qualifiers.FromCode(row.HeadlineQualifier);
        return kind switch
        {
            _ when qualifier == AmountQualifier.Undisclosed => "The sum is not disclosed.",
            AnnouncementKind.Announced => $"{Words.Capital(Figure(row, qualifier))} promised.",
            AnnouncementKind.ToppedUp => $"{Words.Capital(Figure(row, qualifier))} more.",
            AnnouncementKind.Disclosed => $"{Words.Capital(Figure(row, qualifier))} disclosed.",
            AnnouncementKind.Revalued => $"The same goods valued {Words.Exact(Math.Abs(row.Net), row.Currency)} {(row.Net > 0 ? "higher" : "lower")}.",
            AnnouncementKind.Suspended => "Nothing moves for a while.",
            AnnouncementKind.Resumed => "It goes on; no new money.",
            AnnouncementKind.Contracted or AnnouncementKind.Paid or AnnouncementKind.Delivered =>
                Words.Capital($"{(row.ProgressValue is { } value ? $"{Words.Exact(value, row.Currency)} " : "")}{Words.Kind(kind).ToLowerInvariant()}; no new money."),
            AnnouncementKind.Reduced => $"{Words.Exact(-row.Net, row.Currency)} less.",
            AnnouncementKind.Cancelled => row.Net >= 0 ? "Cancelled." : $"{Words.Exact(-row.Net, row.Currency)} withdrawn by the donor.",
            AnnouncementKind.Itemised when row.Gross > 0 => $"{Words.Exact(row.Gross, row.Currency)} broken down; the total stays.",
            AnnouncementKind.Itemised => "Goods listed without a price; the total stays.",
            AnnouncementKind.Reallocated => $"{Words.Exact(row.Gross, row.Currency)} moved between lines; the total stays.",
            AnnouncementKind.Reannounced => "The same money said again; nothing moved.",
            _ => "No money stated.",
        };
    }

    /// <summary>The amount that <see cref="Effect"/> speaks of, never below zero; null where it speaks of none.</summary>
    public static decimal? Moved(AnnouncementRow row) => row switch
    {
        { Status: VersionStatus.Withdrawn } => null,
        { ProgressValue: { } value } => value,
        { Net: not 0 } => Math.Abs(row.Net),
        { Kind: nameof(AnnouncementKind.Itemised) or nameof(AnnouncementKind.Reallocated), Gross: > 0 } => row.Gross,
        _ => null,
    };

    private static string Figure(AnnouncementRow row, AmountQualifier qualifier) => row.HeadlineLow is { } low
        ? $"{row.Currency} {Words.Exact(low)} to {Words.Exact(row.Net)}"
        : Words.Qualifier(qualifier) + Words.Exact(row.Net, row.Currency);
}
