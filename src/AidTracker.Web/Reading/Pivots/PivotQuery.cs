using AidTracker.Domain.Reference;

namespace AidTracker.Web.Reading.Pivots;

/// <summary>How the explorer groups the lines of a filter, and what it draws of them.</summary>
public sealed record PivotQuery
{
    /// <summary>One column for everything.</summary>
    public const string NoColumns = "none";

    /// <summary>As per cent of a country's gross domestic product.</summary>
    public const string OfGdp = "gdp";

    /// <summary>By each of a country's people.</summary>
    public const string PerHead = "head";

    public const string Bars = "bars";
    public const string Lines = "lines";
    public const string Heat = "heat";

    /// <summary>Rows as areas, divided into their columns.</summary>
    public const string Treemap = "treemap";

    /// <summary>From rows to columns: a Sankey diagram.</summary>
    public const string Flow = "flow";

    public static IReadOnlyList<string> ParameterNames { get; } = ["rows", "columns", "measure", "per", "chart"];

    public static IReadOnlyList<string> Pers { get; } = [OfGdp, PerHead];

    public static IReadOnlyList<string> Charts { get; } = [Bars, Lines, Heat, Treemap, Flow];

    /// <summary>One of <see cref="PivotDimension.Names"/>.</summary>
    public string Rows { get; init; } = PivotDimension.Donor;

    /// <summary>One of <see cref="PivotDimension.Names"/>, or <see cref="NoColumns"/>.</summary>
    public string Columns { get; init; } = "year";

    /// <summary>One of <see cref="PivotMeasure.Names"/>.</summary>
    public string Measure { get; init; } = PivotMeasure.Committed;

    /// <summary>One of <see cref="Pers"/>; null: plain amounts.</summary>
    public string? Per { get; init; }

    /// <summary>One of <see cref="Charts"/>; null for what suits rows and columns (<see cref="Drawn"/>).</summary>
    public string? Chart { get; init; }

    /// <summary>The day that is looked at, which decides who is a member and whose year's economy is meant; <see cref="FilterParser"/> knows. Not in the address.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Who is in each organisation on <see cref="Day"/>; where the filter names groups, only those. Not in the address.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Members { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public PivotDimension RowsBy => PivotDimension.Of(Rows)!;

    /// <summary>Null where there is one column for everything.</summary>
    public PivotDimension? ColumnsBy => PivotDimension.Of(Columns);

    public PivotMeasure Measured => PivotMeasure.Named(Measure);

    /// <summary>What is asked for; else a flow of who gives to whom and through what, and bars of all else, because lengths compare best.</summary>
    public string Drawn => Chart ?? (Per is null && !RowsOverlap && !ColumnsOverlap && IsEnd(Rows) && IsEnd(Columns) ? Flow : Bars);

    /// <summary>Whether rows and columns are of packages alone.</summary>
    public bool IsOfPackages => !RowsBy.OfLines && ColumnsBy is not { OfLines: true };

    /// <summary>Whether what is counted once can stand in several rows, so that rows do not add up: donors are in several groups, packages have several lines.</summary>
    public bool RowsOverlap => Overlaps(RowsBy);

    /// <inheritdoc cref="RowsOverlap"/>
    public bool ColumnsOverlap => ColumnsBy is { } columns && Overlaps(columns);

    /// <summary>Always said but for the unit and the chart, so that an address means the same whatever is shown first.</summary>
    public IEnumerable<(string Name, string Value)> Parameters =>
    [
        ("rows", Rows), ("columns", Columns), ("measure", Measure),
        .. Per is null ? Array.Empty<(string, string)>() : [("per", Per)],
        .. Chart is null ? Array.Empty<(string, string)>() : [("chart", Chart)],
    ];

    /// <summary>Choices that do not go together, by the parameter to change.</summary>
    public IEnumerable<(string Parameter, string Sentence)> Contradictions
    {
        get
        {
            if (Rows == Columns)
            {
                yield return ("columns", $"Rows and columns are both “{Rows}”: choose another for one of them, or columns={NoColumns}.");
            }

            if (Per is not null && Rows is not (PivotDimension.Donor or PivotDimension.Recipient))
            {
                yield return ("per", "A share of GDP and an amount per head are of one country: choose donor or recipient for the rows, or plain amounts.");
            }

            if (Per is not null && Measure == PivotMeasure.Packages)
            {
                yield return ("per", "A number of packages is not set against an economy: choose another measure, or leave “per” out.");
            }

            if (Chart == Lines && ColumnsBy is not { IsTime: true })
            {
                yield return ("chart", "Lines run over time: choose year, quarter or month for the columns, or another chart.");
            }

            if (Chart == Flow && ColumnsBy is null)
            {
                yield return ("chart", "A flow runs from rows to columns: choose columns, or another chart.");
            }

            if (IsOfWholes && Per is not null)
            {
                yield return ("chart", "Areas and bands are parts of one whole, and figures that are set against different economies have none: choose plain amounts, or another chart.");
            }
            else if (IsOfWholes && (RowsOverlap || ColumnsOverlap))
            {
                yield return ("chart", Rows == PivotDimension.Group || Columns == PivotDimension.Group
                    ? "Areas and bands are parts of one whole, and groups overlap: choose something else for rows and columns, or another chart."
                    : "Areas and bands are parts of one whole, and a package counts once with each kind of line that it has: choose another measure, rows and columns that are of packages, or another chart.");
            }
        }
    }

    /// <summary>
    /// What the table adds up. Aid that is not repaid and inside military totals, where nothing else is asked for (product rule 9); in a
    /// table by category or channel a line stands under its own only; a gross domestic product is in US dollars.
    /// </summary>
    public LedgerFilter Counted(LedgerFilter filter) => filter with
    {
        Counting = filter.Counting ?? Counting.Military,
        OwnOnly = filter.OwnOnly || new[] { Rows, Columns }.Any(name => name is PivotDimension.Category or PivotDimension.Initiative),
        Currency = Per == OfGdp ? "USD" : filter.Currency,
        Sort = null,
        Page = 1,
    };

    /// <summary>The filter of the list behind a figure, which adds up to it.</summary>
    /// <param name="row">Null for all rows, as of <paramref name="column"/>.</param>
    public LedgerFilter Behind(LedgerFilter filter, string? row, string? column)
    {
        var counted = Counted(filter);
        counted = row is null ? counted : RowsBy.Narrow(counted, row);
        counted = column is null || ColumnsBy is null ? counted : ColumnsBy.Narrow(counted, column);
        return counted with
        {
            Pivot = null,
            Counting = counted.CountsPart ? counted.Counting : null,
            Roles = Measure == PivotMeasure.Itemised && counted.Roles.Count == 0 ? [LineRole.Named] : counted.Roles,
        };
    }

    private static bool IsEnd(string name) => name is PivotDimension.Donor or PivotDimension.Recipient or PivotDimension.Initiative;

    /// <summary>Whether the chart that is asked for shows parts of one whole.</summary>
    private bool IsOfWholes => Chart is Treemap or Flow;

    private bool Overlaps(PivotDimension by) => by.Overlaps || (by.OfLines && Measure == PivotMeasure.Packages);

    internal string[] MembersOf(int place) => [.. Members.GetValueOrDefault(Membership.Organisations[place]) ?? []];
}
