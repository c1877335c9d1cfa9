using System.Globalization;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Explore;
using AidTracker.Web.Features.Export;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Reading;

/// <summary>The explorer's figures are the ledger's, whatever is in rows and columns.</summary>
public sealed class PivotTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    private static readonly string[] Dimensions = [.. PivotDimension.Names.Where(name => name != PivotDimension.Group)];

    private static readonly string[] Summed = [.. PivotMeasure.Names.Where(name => name != PivotMeasure.Packages)];

    private static readonly string?[] Currencies = [null, "EUR", "USD", "CAD", "JPY", "HRK"];

    /// <summary>Acceptance, line 2: one figure on the page, in the table, in the chart and in the file.</summary>
    [Fact]
    public void For_any_filter_point_and_currency_the_total_is_the_sum_of_the_table_of_the_chart_and_of_the_file()
    {
        var summed = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Filters().ToArbitrary(), filter =>
        {
            using var context = ledger.Context();
            var query = filter.Pivot!;
            var table = Pivot.LoadAsync(context, filter).GetAwaiter().GetResult();
            var list = query.Behind(filter, null, null);

            var page = LineTotals.LoadAsync(context, list).GetAwaiter().GetResult().Where(total => total.Of(query.Measure) != 0).ToDictionary(total => total.Currency, total => total.Of(query.Measure));
            var cells = table.Blocks.ToDictionary(block => block.Currency, block => block.Cells.Sum(cell => cell.Amount));
            var rows = table.Blocks.ToDictionary(block => block.Currency, block => block.Rows.Sum(row => block.OfRow(row)?.Amount ?? 0));
            var columns = table.Blocks.ToDictionary(block => block.Currency, block => block.Columns.Sum(column => block.OfColumn(column)?.Amount ?? 0));
            var chart = table.Blocks.ToDictionary(block => block.Currency, block => ExploreChart.Drawn(block) is var drawn ? drawn.Rows.Sum(row => drawn.Columns.Sum(column => drawn.Cell(row, column)?.Amount ?? 0)) : 0);
            var file = Exported(context, list, query.Measure);

            foreach (var (name, sums) in new[] { ("cells", cells), ("rows", rows), ("columns", columns), ("chart", chart), ("file", file) })
            {
                foreach (var currency in page.Keys.Union(sums.Keys))
                {
                    var (expected, actual) = (page.GetValueOrDefault(currency), sums.GetValueOrDefault(currency));
                    // Each converted line of a file is rounded to six decimals.
                    Assert.True(Math.Abs(expected - actual) < (filter.Currency is null ? 0.000001m : 0.01m), $"{filter.ToQuery()}: the page has {currency} {expected}, {name} {actual}.");
                }
            }

            summed += page.Count > 0 ? 1 : 0;
        }));
        Assert.True(summed > 60, $"Only {summed} of the filters left something to add up.");
    }

    [Fact]
    public void Every_figure_leads_to_the_lines_that_add_up_to_it() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Filters().ToArbitrary(), filter =>
    {
        using var context = ledger.Context();
        var query = filter.Pivot!;
        var table = Pivot.LoadAsync(context, filter).GetAwaiter().GetResult();
        foreach (var cell in table.Cells.Take(6))
        {
            var behind = query.Behind(filter, cell.Row, cell.Column);
            var total = LineTotals.LoadAsync(context, behind).GetAwaiter().GetResult().SingleOrDefault(each => each.Currency == cell.Currency)?.Of(query.Measure) ?? 0;

            Assert.True(Math.Abs(cell.Amount - total) < 0.000001m, $"{filter.ToQuery()}, {cell.Row} × {cell.Column}: {cell.Currency} {cell.Amount} in the table, {total} at {behind.ToQuery()}.");
        }
    }));

    [Theory]
    [InlineData("donor", "year")]
    [InlineData("category", "stage")]
    [InlineData("initiative", "grade")]
    [InlineData("group", "quarter")]
    public async Task A_number_of_packages_is_that_of_the_list_that_it_leads_to(string rows, string columns)
    {
        await using var context = ledger.Context();
        var filter = new LedgerFilter { Counting = Counting.Everything, Pivot = Query(rows, columns, PivotMeasure.Packages) };
        var table = await Pivot.LoadAsync(context, filter);

        Assert.NotEmpty(table.Cells);
        foreach (var cell in table.Cells)
        {
            Assert.Equal((cell.Row, cell.Column, await context.Packages(filter.Pivot!.Behind(filter, cell.Row, cell.Column)).CountAsync()), (cell.Row, cell.Column, (int)cell.Amount));
        }

        Assert.Equal(await context.Packages(filter.Pivot!.Behind(filter, null, null)).CountAsync(), table.Wholes[""]);
    }

    [Fact]
    public async Task Groups_overlap_and_each_has_what_its_filter_finds()
    {
        await using var context = ledger.Context();
        var filter = new LedgerFilter { Currency = "EUR", Pivot = Query(PivotDimension.Group, PivotQuery.NoColumns, PivotMeasure.Committed) };
        var table = await Pivot.LoadAsync(context, filter);

        Assert.Equal(["EU", "G7", "NATO"], table.Cells.Select(cell => cell.Row).Order());
        foreach (var cell in table.Cells)
        {
            var behind = filter.Pivot!.Behind(filter, cell.Row, null);
            Assert.Equal(cell.Amount, (await LineTotals.LoadAsync(context, behind)).Single().Committed, 5);
        }

        Assert.True(table.Cells.Sum(cell => cell.Amount) > table.Wholes["EUR"]);
        Assert.Null(table.Blocks.Single().OfColumn(PivotQuery.NoColumns));
    }

    [Fact]
    public async Task What_is_counted_apart_adds_up_to_everything()
    {
        await using var context = ledger.Context();
        async Task<decimal> Of(string counting) => (await Pivot.LoadAsync(context, new LedgerFilter { Currency = "EUR", Counting = counting, Pivot = Query("donor", "year", "committed") })).Cells.Sum(cell => cell.Amount);

        var (military, repayable, civil) = (await Of(Counting.Military), await Of(Counting.Repayable), await Of(Counting.Civil));

        Assert.All([military, repayable, civil], amount => Assert.True(amount > 0));
        Assert.Equal(await Of(Counting.Everything), military + repayable + civil, 3);
    }

    [Fact]
    public async Task An_economy_is_set_against_each_row_with_its_year_and_what_has_none_is_named()
    {
        await using var context = ledger.Context();
        var filter = new LedgerFilter { Pivot = Query("donor", PivotQuery.NoColumns, "committed") with { Per = PivotQuery.OfGdp, Day = new DateOnly(2025, 1, 1) } };
        var share = await Pivot.LoadAsync(context, filter);
        var dollars = await Pivot.LoadAsync(context, filter with { Currency = "USD", Pivot = filter.Pivot with { Per = null } });

        var norway = await context.Economies.SingleAsync(economy => economy.Party == "NO" && economy.Year == share.EconomyYears["NO"]);
        Assert.Equal(dollars.Cells.Single(cell => cell.Row == "NO").Amount / norway.GdpUsd!.Value * 100, share.Cells.Single(cell => cell.Row == "NO").Amount);
        Assert.Contains("EU", share.Unmeasured);
        Assert.Contains(PivotDimension.Joint, share.Unmeasured);
        Assert.Empty(share.Wholes);
        // Shares of different economies are never put together.
        Assert.Equal(share.Blocks.Single().Rows.Take(5), share.Blocks.Single().Folded(5, 5).Rows);
    }

    [Fact]
    public async Task What_is_put_together_is_neither_lost_nor_what_has_a_meaning_of_its_own()
    {
        await using var context = ledger.Context();
        var block = (await Pivot.LoadAsync(context, new LedgerFilter { Currency = "EUR", Counting = Counting.Everything, Pivot = Query("donor", "category", "committed") })).Blocks.Single();
        var folded = block.Folded(8, 6);

        Assert.Equal((8, 6), (folded.Rows.Count, folded.Columns.Count));
        Assert.Equal((block.Rows.Count - 7, block.Columns.Count - 5), (folded.RowsTogether, folded.ColumnsTogether));
        Assert.Equal([PivotBlock.Others, PivotDimension.Joint], folded.Rows.TakeLast(2));
        Assert.Contains(LineRole.NotYetItemised, folded.Columns);
        Assert.Equal(block.Cells.Sum(cell => cell.Amount), folded.Cells.Sum(cell => cell.Amount));
        Assert.Same(block, block.Folded(block.Rows.Count, block.Columns.Count));
    }

    [Fact]
    public void What_is_drawn_where_nothing_is_asked_for_suits_rows_and_columns()
    {
        string Drawn(string rows, string columns, string measure = PivotMeasure.Committed, string? per = null) => (Query(rows, columns, measure) with { Per = per }).Drawn;

        Assert.Equal(PivotQuery.Flow, Drawn("donor", "recipient"));
        Assert.Equal(PivotQuery.Flow, Drawn("donor", "initiative"));
        Assert.Equal(PivotQuery.Bars, Drawn("donor", "year"));
        Assert.Equal(PivotQuery.Bars, Drawn("donor", PivotQuery.NoColumns));
        Assert.Equal(PivotQuery.Bars, Drawn("donor", "initiative", PivotMeasure.Packages));
        Assert.Equal(PivotQuery.Bars, Drawn("donor", "recipient", per: PivotQuery.OfGdp));
        // What is chosen by itself never contradicts the rest.
        Assert.All(
            from rows in PivotDimension.Names from columns in PivotDimension.Names.Append(PivotQuery.NoColumns) from measure in PivotMeasure.Names where rows != columns select Query(rows, columns, measure),
            query => Assert.Empty((query with { Chart = query.Drawn }).Contradictions));
    }

    [Fact]
    public async Task What_is_below_zero_is_said_beneath_a_chart_that_cannot_show_it()
    {
        await using var context = ledger.Context();
        var block = (await Pivot.LoadAsync(context, new LedgerFilter { Currency = "EUR", Pivot = Query("category", PivotQuery.NoColumns, "committed") })).Blocks.Single();
        var below = block.Cells.Single(cell => cell.Amount < 0);
        var sentence = ExploreWords.BelowZero(block, ledger.Lists)!;

        Assert.Equal(LineRole.Overlap, below.Row);
        Assert.StartsWith($"Below zero, so not drawn: Overlap and rounding {Web.Shell.Words.Converted(below.Amount, "EUR")}.", sentence, StringComparison.Ordinal);
        Assert.EndsWith($"the table to {Web.Shell.Words.Converted(block.Whole!.Value, "EUR")}.", sentence, StringComparison.Ordinal);
        Assert.Null(ExploreWords.BelowZero(block with { Cells = [.. block.Cells.Where(cell => cell.Amount > 0)] }, ledger.Lists));
    }

    private PivotQuery Query(string rows, string columns, string measure) => new()
    {
        Rows = rows, Columns = columns, Measure = measure, Day = new DateOnly(2026, 1, 1),
        Members = Domain.Reference.Membership.Organisations.ToDictionary(code => code, code => ledger.Lists.MembersOf([code], new DateOnly(2026, 1, 1))),
    };

    /// <summary>The rows of the file of line items, added up by currency.</summary>
    private static Dictionary<string, decimal> Exported(LedgerContext context, LedgerFilter filter, string measure)
    {
        var export = Exports.All.Single(each => each.View == LedgerView.LineItems);
        var names = export.Described.Select(column => column.Name).ToList();
        var sums = new Dictionary<string, decimal>();
        foreach (var cells in export.RowsAsync(context, filter).ToBlockingEnumerable().Select(row => row.ToList()))
        {
            string? Cell(string name) => Web.Features.Export.Cell.Text(cells[names.IndexOf(name)]);
            var column = measure switch { PivotMeasure.Committed or PivotMeasure.Itemised => "amount", PivotMeasure.Floor => "amount_floor", _ => measure };
            var rate = filter.Currency is null ? 1 : Cell("rate") is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : (decimal?)null;
            if (Cell(column) is { } amount && rate is not null && (measure != PivotMeasure.Itemised || Cell("role") == LineRole.Named))
            {
                var currency = filter.Currency ?? Cell("currency")!;
                var worth = filter.Currency is not null && names.Contains(column + "_converted") ? decimal.Parse(Cell(column + "_converted")!, CultureInfo.InvariantCulture) : decimal.Parse(amount, CultureInfo.InvariantCulture) * rate.Value;
                sums[currency] = sums.GetValueOrDefault(currency) + worth;
            }
        }

        return sums;
    }

    private Gen<LedgerFilter> Filters()
    {
        var parties = Few(["CA", "DK", "US", "GB", "NO", "DE", "EU", "UA", "IL", "LB"]);
        return
            from donors in parties
            from recipients in parties
            from groups in Few(Domain.Reference.Membership.Organisations)
            from categories in Few(["AMM", "ADS", "UAS", "MIX", "MED", "FIN"])
            from instruments in Few(["STK", "PRO", "LON", "FND"])
            from initiatives in Few(ledger.Lists.Initiatives.Keys.Take(5).Append(LedgerFilter.NoInitiative))
            from roles in Few(LineRole.All)
            from stages in Few(LineStage.All)
            from statuses in Few(PackageStatus.All)
            from grades in Few(Grades.All)
            from periods in Few(["2022", "2023", "2024", "2025", "2024-Q1", "2024-Q4", "2025-06", "2025-08"])
            from counting in Gen.Elements<string?>([null, null, null, null, .. Counting.All])
            from shares in Gen.Elements<string?>(null, null, null, null, null, null, null, "stated", "joint")
            from recipientShares in Gen.Elements<string?>(null, null, null, null, null, null, null, "stated", "joint")
            from own in Gen.Elements(false, false, true)
            from rows in Gen.Elements(Dimensions)
            from columns in Gen.Elements([.. Dimensions, PivotQuery.NoColumns])
            from measure in Gen.Elements([PivotMeasure.Committed, PivotMeasure.Committed, .. Summed])
            from chart in Gen.Elements(PivotQuery.Charts.ToArray())
            from currency in Gen.Elements(Currencies)
            from day in Gen.Choose(-900, 1400)
            from seq in Gen.Choose(-136, 136)
            select new LedgerFilter
            {
                Donors = donors, Recipients = recipients, Groups = groups, Members = ledger.Lists.MembersOf(groups, new DateOnly(2026, 1, 1)), Categories = categories, Instruments = instruments,
                Initiatives = initiatives, Roles = roles, Stages = stages, Statuses = statuses, Grades = grades, Periods = periods, Counting = counting, Shares = shares,
                RecipientShares = recipientShares, OwnOnly = own, Currency = currency,
                AsOf = new AsOf(day < 0 ? null : new DateOnly(2022, 6, 1).AddDays(day), seq < 0 ? null : seq),
                Pivot = Query(rows, columns == rows ? PivotQuery.NoColumns : columns, measure) with { Chart = chart },
            };
    }

    /// <summary>Mostly nothing, so that most filters leave something to add up.</summary>
    private static Gen<string[]> Few(IEnumerable<string> codes)
    {
        var known = codes.ToArray();
        return from size in Gen.Elements([.. Enumerable.Repeat(0, 18), 2, 4]) from chosen in Gen.Elements(known).ArrayOf(size) select chosen.Distinct().ToArray();
    }
}
