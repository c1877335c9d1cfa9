using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>A column of a report's table: as files have it, and what stands above it where people read.</summary>
/// <param name="Heading">Null for codes and the like, which are for programs: they stand in files only.</param>
public sealed record ReportColumn<T>(string? Heading, ExportColumn<T> Column);

/// <summary>A table that reports have, without its rows. docs/reports.md is written from these by a test.</summary>
/// <param name="Name">Stable: the name of its sheet, and of its CSV in the address.</param>
/// <param name="RowMeaning">What a row is.</param>
public abstract record ReportTableKind(string Name, string RowMeaning)
{
    public abstract IReadOnlyList<ExportColumn> Described { get; }
}

/// <inheritdoc/>
public sealed record ReportTableKind<T>(string Name, string RowMeaning, IReadOnlyList<ReportColumn<T>> Columns) : ReportTableKind(Name, RowMeaning)
{
    public override IReadOnlyList<ExportColumn> Described { get; } = [.. Columns.Select(column => column.Column)];

    /// <param name="href">Where a row's first cell leads, from the path on; null where it leads nowhere.</param>
    /// <param name="without">Columns that say nothing here; files have them all the same.</param>
    public ReportTable Of(string caption, IEnumerable<T> rows, Func<T, string?>? href = null, params string[] without) => new(
        this, caption, [.. Columns.Select(column => without.Contains(column.Column.Name) ? null : column.Heading)],
        [.. rows.Select(row => new ReportRow([.. Columns.Select(column => column.Column.Value(row))], href?.Invoke(row)))]);
}

/// <param name="Values">In the order of the columns; null is an empty cell.</param>
public sealed record ReportRow(IReadOnlyList<object?> Values, string? Href);

/// <summary>A table with its rows.</summary>
/// <param name="Headings">Of each column; null: it stands in files only.</param>
public sealed record ReportTable(ReportTableKind Kind, string Caption, IReadOnlyList<string?> Headings, IReadOnlyList<ReportRow> Rows) : ReportBlock
{
    /// <summary>The column of the numbers of sources.</summary>
    public const string Sources = "sources";

    /// <summary>The places of the columns that people read; those in which no row has anything, or all have nothing, are left out.</summary>
    public IReadOnlyList<int> Shown => [.. Enumerable.Range(0, Headings.Count).Where(place => Headings[place] is not null && (place == 0 || Rows.Any(row => row.Values[place] is not (null or 0m or IReadOnlyCollection<string> { Count: 0 }))))];

    public bool IsNumber(int place) => Kind.Described[place].Type is ColumnType.Number or ColumnType.ExactNumber or ColumnType.Whole;

    public bool IsSources(int place) => Kind.Described[place].Name == Sources;
}
