using AidTracker.Web.Shell.Charts;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>What people hand in, made once: the page, the Word document, the workbook and the CSV are all drawn from this.</summary>
/// <param name="Kind">As people call it: <c>Donor report</c>.</param>
/// <param name="Title">What it is of.</param>
/// <param name="Lead">Its figures in a sentence.</param>
/// <param name="Path">Its own address, without a query.</param>
/// <param name="Query">Its query, with what was meant where nothing was said but the point on the second clock.</param>
/// <param name="Kept">The query that shows the same figures for good.</param>
/// <param name="Head">The publication that it stands at.</param>
public sealed record Report(
    string Kind, string Title, string Lead, string Path, string Query, string Kept, LedgerHead Head, IReadOnlyList<ReportTerm> Definition, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>What files hold, the sources too; each table once.</summary>
    public IReadOnlyList<ReportTable> Tables =>
    [
        .. Sections.SelectMany(section => section.Blocks).Select(block => block switch
        {
            ReportTable table => table,
            ReportSources sources => ReportTables.Sources.Of("Sources", sources.Sources, row => row.Source.Url),
            _ => null,
        }).OfType<ReportTable>(),
    ];
}

/// <summary>What the figures contain, a term at a time.</summary>
public sealed record ReportTerm(string Term, string Text);

/// <param name="Id">Its anchor.</param>
public sealed record ReportSection(string Id, string Heading, IReadOnlyList<ReportBlock> Blocks);

public abstract record ReportBlock;

/// <param name="Href">Where it leads on, from the path on; null where it leads nowhere.</param>
public sealed record ReportText(string Text, string? Href = null, string? LinkText = null) : ReportBlock;

/// <summary>How to cite the report; its address is known where it is served.</summary>
public sealed record ReportCitation : ReportBlock;

/// <summary>Sources by their numbers.</summary>
public sealed record ReportSources(IReadOnlyList<ReportSource> Sources) : ReportBlock;

/// <summary>A drawing of one currency.</summary>
/// <param name="Caption">What it shows, with the currency.</param>
public abstract record ReportChart(string Caption, string Currency) : ReportBlock
{
    /// <summary>What is drawn, for those who draw it themselves.</summary>
    public abstract IReadOnlyList<(string Name, decimal Amount)> Points { get; }

    /// <summary>Whether the points are periods, which stand beside one another, and not things, which stand below one another.</summary>
    public abstract bool IsOverTime { get; }
}

/// <inheritdoc/>
public sealed record PartsChart(string Caption, string Currency, IReadOnlyList<BalancePart> Parts, decimal? Total) : ReportChart(Caption, Currency)
{
    public override IReadOnlyList<(string Name, decimal Amount)> Points => [.. Parts.Select(part => (part.Name, part.Amount))];

    public override bool IsOverTime => false;
}

/// <inheritdoc/>
/// <param name="Filter">What narrows the figures: each quarter leads to its announcements.</param>
public sealed record QuartersChart(string Caption, string Currency, IReadOnlyList<MovedRow> Rows, LedgerFilter Filter) : ReportChart(Caption, Currency)
{
    public override IReadOnlyList<(string Name, decimal Amount)> Points => [.. MovedQuarter.Of(Rows).Select(quarter => (quarter.Name, quarter.Moved))];

    public override bool IsOverTime => true;
}
