using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.DataPackage;

/// <summary>A column that says which row of another table is meant.</summary>
internal sealed record DataKey(IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> Their);

/// <summary>One table of the data package: a CSV file, and what is said of it.</summary>
/// <param name="Name">Of the file, without its ending.</param>
/// <param name="RowMeaning">What a row is.</param>
/// <param name="Key">Columns that no two rows have alike.</param>
/// <param name="Rows">The values of a point on both clocks, in the order of the columns; sorted, so that the file is the same every time.</param>
internal sealed record DataTable(
    string Name, string RowMeaning, IReadOnlyList<string> Key, IReadOnlyList<DataKey> Refers, IReadOnlyList<ExportColumn> Columns, Func<LedgerContext, LedgerFilter, IAsyncEnumerable<IReadOnlyList<object?>>> Rows)
{
    public string File => $"data/{Name}.csv";

    public static DataTable Of<T>(string name, string rowMeaning, string[] key, DataKey[] refers, IReadOnlyList<ExportColumn<T>> columns, Func<LedgerContext, LedgerFilter, IAsyncEnumerable<T>> rows) =>
        new(name, rowMeaning, key, refers, columns, (context, filter) => rows(context, filter).Select(row => (IReadOnlyList<object?>)[.. columns.Select(column => column.Value(row))]));

    /// <summary>An export with every version, and without what is converted, of which there is nothing here.</summary>
    public static DataTable Of(LedgerExport export, string[] key, params DataKey[] refers)
    {
        var columns = export.Described.TakeWhile(column => column.Name != "reporting_currency").ToList();
        return new DataTable(export.View.Path[1..], export.RowMeaning, key, refers, columns, (context, filter) => export.RowsAsync(context, filter with { AllVersions = export.View.Parameters.Contains("versions") })
            .Select(row => (IReadOnlyList<object?>)[.. row.Take(columns.Count)]));
    }
}
