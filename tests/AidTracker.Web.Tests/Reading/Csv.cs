using System.Globalization;
using CsvHelper;

namespace AidTracker.Web.Tests.Reading;

/// <summary>A site's files, read as anybody would.</summary>
internal static class Csv
{
    /// <summary>Rows by the names of their columns.</summary>
    public static async Task<List<Dictionary<string, string>>> RowsAsync(RunningSite site, string address)
    {
        using var csv = new CsvReader(new StringReader(await site.GetAsync(address)), CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Select(record => ((IDictionary<string, object>)record).ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
    }

    /// <summary>An empty cell is unknown and adds nothing.</summary>
    public static decimal Amount(string cell) => cell.Length == 0 ? 0 : decimal.Parse(cell, CultureInfo.InvariantCulture);
}
