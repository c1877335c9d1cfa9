using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Figures;
using AidTracker.Web.Shell.Filtering;

namespace AidTracker.Web.Features.Export;

/// <summary>What a file is, in words, for those who find it on a disk a year later.</summary>
internal static class AboutFile
{
    /// <param name="host">The site's address, without a slash at its end.</param>
    public static IReadOnlyList<(string Heading, string Text)> Of(LedgerExport export, LedgerFilter filter, LedgerHead head, string host, ReferenceLists lists)
    {
        var kept = filter with { AsOf = filter.AsOf with { KnownAt = filter.AsOf.KnownAt ?? head.Seq }, Page = 1 };
        var address = host + (export.HasPage ? export.View.Path : export.Path) + kept.ToQuery();
        var recorded = head.RecordedAt is { } at ? $" of {Words.Instant(at)}" : "";
        return
        [
            ("What", $"AidTracker: {export.View.Name} of military aid. A row is {export.RowMeaning.Replace("`", "", StringComparison.Ordinal)}."),
            ("Only", Choice.Of(filter, lists) is { Count: > 0 } choices ? string.Join("; ", choices.Select(choice => choice.Label)) : "everything"),
            .. filter.Pivot is { } pivot ? new[] { ("Table", $"{pivot.Measure} by {pivot.Rows}{(pivot.ColumnsBy is null ? "" : $" and {pivot.Columns}")}, counting {Terms.Counting(pivot.Counted(filter).Counting)}") } : [],
            ("As of", filter.AsOf.IsNow ? "now: every announcement on record, latest corrections" : DefinitionStrip.Then(filter.AsOf)),
            ("Currency", filter.Currency is { } currency ? DefinitionStrip.InWords(currency, filter.RateDay) : "as announced, not converted: add up one currency at a time"),
            ("Ledger head", $"publication {head.Seq}{recorded}, hash {head.Hash}"),
            ("Cite", $"AidTracker, “{Words.Capital(export.View.Name)}”, as on record at publication {kept.AsOf.KnownAt}, ledger head {head.Hash[..16]}. {address}"),
            ("Address", address),
            ("Reading it", "An empty cell is unknown, not priced or without a rate, never zero. Times are in UTC. Loans and guarantees are lines like others: the column instrument tells them."),
        ];
    }
}
