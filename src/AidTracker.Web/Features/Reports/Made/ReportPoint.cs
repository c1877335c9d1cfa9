using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Figures;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>From where a report looks at the ledger.</summary>
/// <param name="Head">The publication that it stands at.</param>
/// <param name="IsFile">Then what it links to has to show the same figures for good.</param>
public sealed record ReportPoint(ReportAsked Asked, LedgerHead Head, bool IsFile)
{
    /// <summary>Point in time and currency.</summary>
    public LedgerFilter Lens => Asked.Parsed.Filter.Lens;

    public LedgerFilter Kept => Lens with { AsOf = Lens.AsOf with { KnownAt = Lens.AsOf.KnownAt ?? Head.Seq } };

    /// <summary>What links say.</summary>
    public LedgerFilter Linked => IsFile ? Kept : Lens;

    public string Package(string slug, int? announcement = null) => $"/packages/{slug}{Linked.ToQuery()}{(announcement is null ? "" : $"#announcement-{announcement}")}";

    public Report Report(string title, string lead, string path, IEnumerable<ReportTerm> definition, IEnumerable<ReportSection> sections) => new(
        Asked.Kind.Name, title, lead, path, Lens.ToQuery(Asked.More), Kept.ToQuery(Asked.More), Head, [.. definition],
        [.. sections.Where(section => section.Blocks.Count > 0), new("cite", "How to cite", [new ReportCitation()])]);

    /// <summary>Product rule 9: what the figures contain.</summary>
    public IEnumerable<ReportTerm> Definition(string stage, string instruments, string? lines) =>
    [
        new("Stage", stage),
        new("Instruments", instruments),
        .. lines is null ? Array.Empty<ReportTerm>() : [new("Lines", lines)],
        new("Currency", Lens.Currency is { } currency ? DefinitionStrip.InWords(currency, Lens.RateDay) : "as announced, not converted: add up one currency at a time"),
        new("As of", Then),
        new("Ledger head", $"publication {Words.Number(Head.Seq)}{(Head.RecordedAt is { } at ? $" of {Words.Instant(at)}" : "")}, hash {Head.Hash}"),
    ];

    private string Then => Lens.AsOf.IsNow ? "now: every announcement on record, latest corrections" : DefinitionStrip.Then(Lens.AsOf);

    /// <summary>What changed from one point to another, and which announcements did it.</summary>
    /// <param name="numbered">The sources that rows name; of at least the announcements between the two points.</param>
    /// <param name="narrowed">What the comparison's page narrows by, with a sign before it; null where no address of it says the same.</param>
    public IEnumerable<ReportBlock> Changes(PointComparison comparison, ComparedPoint first, ComparedPoint second, NumberedSources numbered, string? narrowed = null)
    {
        if (comparison.Changes.Count == 0)
        {
            yield return new ReportText($"Nothing: no announcement was made, corrected or taken back between {first.Name} and {second.Name}.");
            yield break;
        }

        var rows = ComparedRows.Measures(comparison.Before, comparison.After)
            .Where(row => row.Code is ComparedRows.Committed or ComparedRows.Repayable or ComparedRows.Itemised or ComparedRows.Delivered)
            .Where(Differs).ToList();
        yield return new ReportText($"{Words.Capital(Words.Count(comparison.Changes.Count, "package"))} changed between {first.Name} and {second.Name}.", narrowed is null ? null : Compared(first, second) + narrowed, "Compare the two points");
        if (rows.Count > 0)
        {
            yield return ReportTables.Changes.Of($"Sums that differ; before is {first.Name}, after is {second.Name}", rows);
        }

        yield return ReportTables.Announced.Of(
            comparison.Changes.Count > PointComparison.MostListed ? $"Announcements that did it, of the {PointComparison.MostListed} packages with the latest; the sums count all" : "Announcements that did it",
            comparison.Listed.SelectMany(changed => changed.Explanations.Select(explanation => new ReportChange(changed, explanation, numbered.Of(changed.Package.PackageId, explanation.Latest.Number)))),
            row => Package(row.Changed.Package.Slug, row.Latest.Number), Asked.Kind == ReportKind.Donor || Asked.Kind == ReportKind.Package ? ["donor_names"] : []);
    }

    /// <summary>Whether it differs by a hundredth at least: less comes of rates alone.</summary>
    public static bool Differs(ComparedRow row) => Math.Round(row.Difference, 2) != 0;

    private string Compared(ComparedPoint first, ComparedPoint second)
    {
        var (a, b) = (first with { AsOf = first.AsOf with { KnownAt = Linked.AsOf.KnownAt } }, second with { AsOf = second.AsOf with { KnownAt = Linked.AsOf.KnownAt } });
        var currency = (Linked with { AsOf = AsOf.Now }).ToQuery();
        return $"/compare?a={a.Address}&b={b.Address}{(currency.Length > 0 ? "&" + currency[1..] : "")}";
    }

    /// <summary>The two points between which changes are told.</summary>
    public (ComparedPoint First, ComparedPoint Second) Since =>
        (new ComparedPoint(Lens.AsOf with { AnnouncedBy = Asked.Since }), new ComparedPoint(Lens.AsOf));
}
