using System.IO.Compression;
using System.Text;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.DataPackage;

/// <summary>A table as it was written.</summary>
internal sealed record WrittenTable(DataTable Table, long Rows, long Bytes, string Sha256);

/// <summary>
/// The whole record at a point on both clocks as one archive: every table as CSV, and what describes them. The same point gives the same
/// bytes from the same program, whenever and wherever it is asked; so nothing in it says when or where.
/// </summary>
internal static class DataPackageFile
{
    private static readonly CsvFormat Csv = new();

    /// <param name="asOf">With a publication: the point is the file's identity.</param>
    /// <param name="head">The ledger's head at that publication.</param>
    public static async Task WriteAsync(Stream output, LedgerContext context, AsOf asOf, LedgerHead head, CancellationToken cancel)
    {
        using var archive = new SentArchive(output, head, CompressionLevel.Optimal);
        var filter = new LedgerFilter { AsOf = asOf };
        var written = new List<WrittenTable>();
        foreach (var table in DataTables.All)
        {
            var rows = 0L;
            await using var part = new HashedPart(archive, table.File);
            await Csv.WriteAsync(part, new FileHead(table.File, head, filter, []), table.Columns, Counted(), new Dictionary<string, string>(), cancel);
            written.Add(new WrittenTable(table, rows, part.Bytes, part.Sha256()));

            async IAsyncEnumerable<IReadOnlyList<object?>> Counted()
            {
                await foreach (var row in table.Rows(context, filter).WithCancellation(cancel))
                {
                    cancel.ThrowIfCancellationRequested();
                    rows++;
                    yield return row;
                }
            }
        }

        foreach (var (name, text) in DataPackageTexts.Of(written, asOf, head))
        {
            await using var part = archive.Begin(name);
            part.Write(Encoding.UTF8.GetBytes(text));
        }

        await archive.EndAsync(cancel);
    }
}
