using System.Runtime.CompilerServices;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Export;

/// <summary>A view of the ledger as a file: the same filter as its page, every row of it.</summary>
public abstract record LedgerExport(LedgerView View, string RowMeaning)
{
    /// <summary>The file's address as CSV, which is the one that the documentation names.</summary>
    public string Path => View.Path + ".csv";

    /// <summary>Whether its rows have a page of their own to look at.</summary>
    public bool HasPage => View != LedgerView.Entries && View != LedgerView.Progress;

    /// <summary>Its columns, in order.</summary>
    public abstract IReadOnlyList<ExportColumn> Described { get; }

    /// <summary>The rows' values in the order of the columns, streamed.</summary>
    public abstract IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel = default);

    /// <summary>How many rows there are, for forms that hold only so many; null where they are never as many as that.</summary>
    public abstract Task<int?> CountAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel);
}

/// <inheritdoc/>
public sealed record LedgerExport<T>(LedgerView View, string RowMeaning, IReadOnlyList<ExportColumn<T>> Columns, Func<LedgerContext, LedgerFilter, IAsyncEnumerable<T>> Rows)
    : LedgerExport(View, RowMeaning)
{
    public override IReadOnlyList<ExportColumn> Described => Columns;

    public override async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(LedgerContext context, LedgerFilter filter, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var row in Rows(context, filter).WithCancellation(cancel))
        {
            // Rows that have arrived already are handed on without a look at who still reads.
            cancel.ThrowIfCancellationRequested();
            yield return [.. Columns.Select(column => column.Value(row))];
        }
    }

    // What the database is asked for is both: a query, and rows as they come.
    public override async Task<int?> CountAsync(LedgerContext context, LedgerFilter filter, CancellationToken cancel) =>
        Rows(context, filter) is IQueryable<T> query ? await query.CountAsync(cancel) : null;
}

/// <summary>The files that anyone can take away.</summary>
public static class Exports
{
    public static IReadOnlyList<LedgerExport> All { get; } =
    [
        new LedgerExport<ConvertedPackage>(LedgerView.Packages, "a package as it stands now", ExportColumns.Packages, (context, filter) => context.ConvertedPackages(filter).AsAsyncEnumerable()),
        new LedgerExport<PackageLine>(LedgerView.LineItems, "a line of a package as it stands now; the lines of a package add up to what is committed", ExportColumns.LineItems, (context, filter) => context.LineItems(filter).AsAsyncEnumerable()),
        new LedgerExport<PackageAnnouncement>(LedgerView.Announcements, "an announcement in its live version; with `versions=all` every version", ExportColumns.Announcements, (context, filter) => context.Announcements(filter).AsAsyncEnumerable()),
        new LedgerExport<PackageEntry>(LedgerView.Entries, "an entry of a live announcement: what it moves on one line; with `versions=all` every version's", ExportColumns.Entries, (context, filter) => context.Entries(filter).AsAsyncEnumerable()),
        new LedgerExport<PackageProgress>(LedgerView.Progress, "how far a live announcement says that one line has come: contracted, paid or delivered, never new money; with `versions=all` every version's. Values and quantities add up by line and kind to the columns of `/line-items.csv`", ExportColumns.Progress, (context, filter) => context.Progress(filter).AsAsyncEnumerable()),
        new LedgerExport<ExploredCell>(LedgerView.Explore, "a cell of the explorer's table, all of them in long form; without `rows`, `columns` and `measure`: what is committed by donor and year. Military aid that is not repaid, unless `counting` says otherwise", ExportColumns.Explore, (context, filter) => ExploredCell.LoadAsync(context, filter)),
    ];
}
