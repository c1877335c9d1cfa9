using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Compare;

/// <summary>What the lines of the same donors, kind and currency add up to.</summary>
/// <param name="Donors">Party codes; several: a joint package whose shares are not stated.</param>
/// <param name="Role">One of <see cref="LineRole"/>.</param>
/// <param name="Category">Null on the two reserved lines.</param>
/// <param name="Repayable">Loans and guarantees.</param>
/// <param name="Amount">Committed, in <paramref name="Currency"/>; null: none of the lines is priced.</param>
/// <param name="Delivered">The values stated of deliveries, in <paramref name="Currency"/>; null: none is stated.</param>
public sealed record ComparedSum(string[] Donors, string Currency, string Role, string? Category, bool Repayable, decimal? Amount, decimal? Delivered);

/// <summary>The lines of one side, in one currency each, and what they add up to.</summary>
internal static class ComparedSums
{
    /// <summary>Lines that match, without those that cannot be converted where a currency is asked for.</summary>
    /// <param name="package">The address of the one package that counts; null: all that match.</param>
    public static IQueryable<ComparedLine> Lines(LedgerContext context, LedgerFilter filter, string? package)
    {
        var rows = context.RatedLines(filter);
        if (package is not null)
        {
            rows = rows.Where(row => row.Package.Slug == package);
        }

        var repayable = context.RepayableInstruments();
        return rows.Select(row => new ComparedLine
        {
            PackageId = row.Line.PackageId,
            LineNumber = row.Line.LineNumber,
            Donors = row.Package.Donors,
            Currency = row.Currency,
            Role = row.Line.Role,
            Category = row.Line.Category,
            Repayable = repayable.Contains(row.Line.Instrument!),
            Amount = row.Line.Amount * row.Rate,
            Delivered = row.Line.Delivered * row.Rate,
        });
    }

    /// <inheritdoc cref="Lines"/>
    public static async Task<IReadOnlyList<ComparedSum>> LoadAsync(LedgerContext context, LedgerFilter filter, string? package, CancellationToken cancel) =>
        (await SumsAsync(Sided(Lines(context, filter, package), true), cancel)).Before;

    /// <summary>The same at two points, in one statement.</summary>
    public static Task<(IReadOnlyList<ComparedSum> Before, IReadOnlyList<ComparedSum> After)> LoadAsync(LedgerContext context, LedgerFilter before, LedgerFilter after, string? package, CancellationToken cancel) =>
        SumsAsync(Sided(Lines(context, before, package), true).Concat(Sided(Lines(context, after, package), false)), cancel);

    private static IQueryable<SidedLine> Sided(IQueryable<ComparedLine> lines, bool isBefore) => lines.Select(line => new SidedLine
    {
        IsBefore = isBefore, Donors = line.Donors, Currency = line.Currency, Role = line.Role, Category = line.Category, Repayable = line.Repayable, Amount = line.Amount, Delivered = line.Delivered,
    });

    private static async Task<(IReadOnlyList<ComparedSum> Before, IReadOnlyList<ComparedSum> After)> SumsAsync(IQueryable<SidedLine> lines, CancellationToken cancel)
    {
        var sums = (await lines
            .GroupBy(line => new { line.IsBefore, line.Donors, line.Currency, line.Role, line.Category, line.Repayable })
            .Select(group => new
            {
                group.Key.IsBefore,
                Sum = new ComparedSum(
                    group.Key.Donors, group.Key.Currency, group.Key.Role, group.Key.Category, group.Key.Repayable,
                    group.Count(line => line.Amount != null) > 0 ? Math.Round(group.Sum(line => line.Amount ?? 0), Conversions.Decimals) : null,
                    group.Count(line => line.Delivered != null) > 0 ? Math.Round(group.Sum(line => line.Delivered ?? 0), Conversions.Decimals) : null),
            })
            .ToListAsync(cancel)).ToLookup(row => row.IsBefore, row => row.Sum);
        return ([.. sums[true]], [.. sums[false]]);
    }

    private sealed class SidedLine
    {
        public bool IsBefore { get; init; }
        public required string[] Donors { get; init; }
        public required string Currency { get; init; }
        public required string Role { get; init; }
        public string? Category { get; init; }
        public bool Repayable { get; init; }
        public decimal? Amount { get; init; }
        public decimal? Delivered { get; init; }
    }
}

/// <summary>A line in the currency that it is compared in; null: not priced, or no delivery of a stated value.</summary>
internal sealed class ComparedLine
{
    public long PackageId { get; init; }
    public int LineNumber { get; init; }
    public required string[] Donors { get; init; }
    public required string Currency { get; init; }
    public required string Role { get; init; }
    public string? Category { get; init; }
    public bool Repayable { get; init; }
    public decimal? Amount { get; init; }
    public decimal? Delivered { get; init; }
}
