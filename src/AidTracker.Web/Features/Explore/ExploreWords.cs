using System.Globalization;
using AidTracker.Domain.Reference;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Filtering;

namespace AidTracker.Web.Features.Explore;

/// <summary>The explorer's choices, keys and figures in words.</summary>
public static class ExploreWords
{
    public static IReadOnlyList<Option> Dimensions { get; } = [.. PivotDimension.All.Select(dimension => new Option(dimension.Name, Dimension(dimension.Name)))];

    public static IReadOnlyList<Option> Measures { get; } = [.. PivotMeasure.Names.Select(name => new Option(name, Words.Capital(Measure(name))))];

    public static IReadOnlyList<Option> Pers { get; } = [new("", "Plain amounts"), new(PivotQuery.OfGdp, "Per cent of GDP"), new(PivotQuery.PerHead, "Per head")];

    public static IReadOnlyList<Option> Countings { get; } =
        [new(Counting.Military, "Military aid"), new(Counting.Repayable, "Loans, guarantees"), new(Counting.Civil, "Outside military"), new(Counting.Everything, "All together")];

    public static IReadOnlyList<Option> Charts { get; } = [new(PivotQuery.Bars, "Stacked bars"), new(PivotQuery.Lines, "Lines over time"), new(PivotQuery.Heat, "Heat map"), new(PivotQuery.Treemap, "Treemap"), new(PivotQuery.Flow, "Flow")];

    public static string Chart(string name) => Charts.First(chart => chart.Code == name).Name.ToLowerInvariant();

    public static string Dimension(string name) => name switch
    {
        PivotDimension.Initiative => "Channel",
        PivotDimension.Grade => "Best source",
        PivotDimension.Group => "Group of donors",
        _ => Words.Capital(name),
    };

    public static string Measure(string name) => name switch
    {
        PivotMeasure.Floor => "committed at least",
        "undelivered" => "promised, not delivered",
        PivotMeasure.Packages => "number of packages",
        _ => name,
    };

    /// <summary>What a row or a column is called.</summary>
    /// <param name="together">How many are in <see cref="PivotBlock.Others"/>.</param>
    public static string Key(PivotDimension? by, string key, ReferenceLists lists, int together = 0) => (by, key) switch
    {
        (null, _) => "All",
        ({ IsTime: true }, PivotBlock.Others) => $"Earlier ({Words.Count(together, by.Name)})",
        (_, PivotBlock.Others) => $"Others ({Words.Number(together)})",
        ({ IsTime: true }, _) => Terms.Period(key),
        (_, PivotDimension.Joint) => "Joint, shares not stated",
        ({ Name: PivotDimension.Donor or PivotDimension.Recipient }, _) => lists.PartyName(key),
        ({ Name: PivotDimension.Category or PivotDimension.Instrument }, LineRole.NotYetItemised or LineRole.Overlap) => Terms.Role(key),
        ({ Name: PivotDimension.Category }, _) => lists.CategoryName(key),
        ({ Name: PivotDimension.Instrument }, _) => lists.InstrumentName(key),
        ({ Name: PivotDimension.Initiative }, LedgerFilter.NoInitiative) => "Through none",
        ({ Name: PivotDimension.Initiative }, _) => lists.InitiativeName(key),
        ({ Name: PivotDimension.Stage }, _) => Terms.Stage(key),
        ({ Name: PivotDimension.Grade }, _) => Terms.Grade(key),
        _ => $"{key} members",
    };

    /// <summary>A key above a narrow column: a code, <c>2024</c>, <c>Q3 24</c>, <c>07/24</c>.</summary>
    public static string Head(PivotDimension? by, string key) => (by, key) switch
    {
        (_, PivotBlock.Others) => by is { IsTime: true } ? "before" : "others",
        ({ MonthsLong: 3 }, _) => $"{key[5..]} {key[2..4]}",
        ({ MonthsLong: 1 }, _) => $"{key[5..]}/{key[2..4]}",
        _ => key,
    };

    /// <summary>As a cell shows it, without its currency.</summary>
    public static string Brief(PivotCell cell) => (cell.Currency, cell.Amount) switch
    {
        ("", var count) => Words.Number((long)count),
        ("%", > 0 and < 0.0005m) => "<0.001",
        ("%", var percent) => decimal.Round(percent, 3, MidpointRounding.AwayFromZero).ToString("0.###", CultureInfo.InvariantCulture),
        (_, var amount) => Words.Brief(amount, "").Trim(),
    };

    /// <summary>The same with “+” where it means that much or more.</summary>
    public static string BriefBound(PivotCell cell) => Brief(cell) + (cell.IsOpenEnded ? "+" : "");

    /// <summary>To the cent, with its currency and what it means at least and at most.</summary>
    public static string Exact(PivotCell cell) => cell.Currency switch
    {
        "" => Words.Count((long)cell.Amount, "package"),
        "%" => $"{cell.Amount.ToString("0.######", CultureInfo.InvariantCulture)}% of GDP",
        var currency => Words.Converted(cell.Amount, currency) + (Words.Bounds(decimal.Round(cell.Amount, 2), decimal.Round(cell.Floor, 2), cell.IsOpenEnded) is { } bounds ? $"; {bounds}" : ""),
    };

    /// <summary>What a chart of lengths, areas or bands cannot show, and what that makes of its whole; null where it shows all.</summary>
    public static string? BelowZero(PivotBlock drawn, ReferenceLists lists)
    {
        var below = drawn.Cells.Where(cell => cell.Amount < 0).ToList();
        if (below.Count == 0)
        {
            return null;
        }

        var query = drawn.Query;
        string Named(PivotCell cell) => Key(query.RowsBy, cell.Row, lists, drawn.RowsTogether) + (query.ColumnsBy is null ? "" : $", {Key(query.ColumnsBy, cell.Column, lists, drawn.ColumnsTogether)}");
        string Exactly(decimal amount) => Exact(new PivotCell("", "", drawn.Currency, amount, amount, false));
        var sum = below.Sum(cell => cell.Amount);
        var which = below.Count <= 3 ? string.Join("; ", below.Select(cell => $"{Named(cell)} {Exactly(cell.Amount)}")) : $"{Words.Number(below.Count)} figures of the table, together {Exactly(sum)}";
        // Neither shares of different economies nor what overlaps is ever put together.
        var whole = query.Per is not null || query.RowsOverlap || query.ColumnsOverlap ? "" : $" What is drawn adds up to {Exactly(drawn.Cells.Sum(cell => cell.Amount) - sum)}, the table to {Exactly(drawn.Cells.Sum(cell => cell.Amount))}.";
        return $"Below zero, so not drawn: {which}.{whole}";
    }

    /// <summary>The list behind a figure or a head; null where no address says it.</summary>
    public static string? Behind(PivotTable table, string? row, string? column) => row == PivotBlock.Others || column == PivotBlock.Others ? null
        // Packages are counted, so their list is of packages.
        : (table.Query.Measured.Of is null ? "/packages" : "/line-items") + table.Query.Behind(table.Filter, row, column).ToQuery();

    /// <summary>What is shown, in one line: <c>Committed by donor and year, in EUR</c>.</summary>
    public static string Title(PivotQuery query, string? currency) =>
        $"{Words.Capital(Measure(query.Measure))} by {Dimension(query.Rows).ToLowerInvariant()}{(query.ColumnsBy is null ? "" : $" and {Dimension(query.Columns).ToLowerInvariant()}")}"
        + (query.Per == PivotQuery.OfGdp ? ", per cent of GDP" : (query.Measured.Of is null || currency is null ? "" : $", in {currency}") + (query.Per == PivotQuery.PerHead ? ", per head" : ""));
}
