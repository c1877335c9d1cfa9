using System.Runtime.CompilerServices;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;

namespace AidTracker.Web.Features.Export;

/// <summary>A cell of the explorer with what its table says of all of them.</summary>
/// <param name="EconomyYear">Null where it is not set against an economy.</param>
internal sealed record ExploredCell(PivotQuery Query, string Counting, PivotCell Cell, bool IsDemonstration, int? EconomyYear)
{
    /// <summary>In the order of the table, currency by currency.</summary>
    public static async IAsyncEnumerable<ExploredCell> LoadAsync(LedgerContext context, LedgerFilter filter, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var origin = await context.FirstOriginAsync(cancel);
        var table = await Pivot.LoadAsync(context, filter, int.MaxValue - 1, cancel);
        foreach (var block in table.Blocks)
        {
            foreach (var cell in block.Rows.SelectMany(row => block.Columns.Select(column => block.Cell(row, column))).OfType<PivotCell>())
            {
                cancel.ThrowIfCancellationRequested();
                yield return new ExploredCell(table.Query, table.Query.Counted(filter).Counting!, cell, origin == PublicationOrigin.Demonstration,
                    table.EconomyYears.TryGetValue(cell.Row, out var year) ? year : null);
            }
        }
    }
}
