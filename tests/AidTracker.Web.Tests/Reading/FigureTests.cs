using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Transparency;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Tests.Reading;

/// <summary>Figures that are worked out in more than one place are the same everywhere.</summary>
public sealed class FigureTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    [Fact]
    public async Task For_every_donor_the_lines_add_up_to_what_the_packages_show()
    {
        await using var context = ledger.Context();
        var donors = (await context.PackageRows.Select(package => package.Donors).ToListAsync()).SelectMany(codes => codes).Distinct().ToList();
        Assert.True(donors.Count >= 25, $"{donors.Count} donors");

        foreach (var donor in donors)
        {
            var filter = new LedgerFilter { Donors = [donor] };
            var lines = (await context.LineItems(filter).ToListAsync()).Where(row => row.Line.Amount is not null)
                .GroupBy(row => row.Line.Currency).Select(group => (donor, group.Key, group.Sum(row => row.Line.Amount!.Value))).Order();
            var packages = (await context.Packages(filter).ToListAsync()).Where(package => package.Committed is not null)
                .GroupBy(package => package.Currency).Select(group => (donor, group.Key, group.Sum(package => package.Committed!.Value))).Order();
            var totals = (await Totals.ByCurrencyAsync(context, filter)).Select(total => (donor, total.Currency, total.Committed)).Order();

            Assert.Equal(packages, lines);
            Assert.Equal(packages, totals);
        }
    }

    [Fact]
    public void For_any_filter_the_total_is_the_sum_of_the_lines() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Filters().ToArbitrary(), filter =>
    {
        using var context = ledger.Context();
        var lines = context.LineItems(filter).ToList().Where(row => row.Line.Amount is not null)
            .GroupBy(row => row.Line.Currency).Select(group => (group.Key, group.Sum(row => row.Line.Amount!.Value))).Order();

        Assert.Equal(lines, Totals.ByCurrencyAsync(context, filter).GetAwaiter().GetResult().Select(total => (total.Currency, total.Committed)).Order());
    }));

    [Fact]
    public async Task The_domain_and_the_database_work_out_the_same_standing()
    {
        await using var context = ledger.Context();
        var rows = await context.PackageRows.OrderBy(package => package.Slug).ToListAsync();
        var lines = (await context.LineItemRows.ToListAsync()).ToLookup(line => line.PackageId);

        foreach (var row in rows)
        {
            AssertSame(await ledger.LoadAsync(row.Slug), row, lines[row.PackageId]);
        }
    }

    [Fact]
    public async Task What_is_kept_for_readers_is_what_a_rebuild_makes()
    {
        await using var connection = new NpgsqlConnection(ledger.Connections.Application);
        await connection.OpenAsync();

        Assert.Null(await DerivedTables.CheckAsync(connection, CancellationToken.None));
    }

    [Fact]
    public async Task Canadas_package_is_two_billion_before_and_after_the_correction()
    {
        var canada = await ledger.LoadAsync("ca-ua-2025-06-kananaskis");

        Assert.Equal(2_000_000_000, canada.Standing.Committed);
        Assert.Equal([835_000_000m, 680_000_000, 220_000_000, 165_000_000, 100_000_000], canada.Standing.Named.Select(line => line.Amount!.Value));
        Assert.Equal(0, canada.Standing.NotYetItemised);

        var asFirstReported = canada.Announcements.Single(announcement => announcement is { Number: 2, Version: 1 });
        Assert.Equal([835_000_000m, 680_000_000, 220_000_000], asFirstReported.Entries.Where(entry => entry.LineNumber > 0).Select(entry => entry.Amount!.Amount));
        Assert.Equal(265_000_000, 2_000_000_000 + asFirstReported.Entries.Single(entry => entry.LineNumber == 0).Amount!.Amount);
    }

    [Fact]
    public async Task What_the_demonstration_says_of_deliveries_and_pauses_is_in_the_figures()
    {
        await using var context = ledger.Context();
        var rows = await context.PackageRows.ToDictionaryAsync(package => package.Slug);

        Assert.Equal((406_000_000m, 0m), (rows["ca-ua-2023-01-nasams"].Delivered, rows["ca-ua-2023-01-nasams"].Undelivered));
        Assert.Equal((866_000_000m, false), (rows["cz-ua-2024-03-contribution"].Committed, rows["cz-ua-2024-03-contribution"].IsOpen));
        Assert.Equal((3_500_000_000m, 8_700_000_000m), (rows["us-il-2024-04-supplemental"].Paid, rows["us-il-2024-04-supplemental"].Undelivered));
        Assert.True(rows["us-il-2024-05-bombs"].IsSuspended);
        Assert.False(rows["us-ua-2025-07-held-deliveries"].IsSuspended);
        Assert.Equal(22, (await ledger.LoadAsync("de-ua-2023-02-leopard1")).Standing.Named.Single().Delivered.Quantity);
    }

    internal static void AssertSame(Package package, PackageRow row, IEnumerable<LineItemRow> lineRows)
    {
        var standing = package.Standing;
        Assert.Equal(
            (row.Slug, row.Committed, row.Floor, row.Qualifier, row.IsOpen, row.Itemised, row.NotYetItemised, row.Overlap),
            (package.Slug, standing.Committed, standing.Floor, standing.Qualifier?.Code(), standing.IsOpen, standing.Itemised, standing.NotYetItemised, standing.Overlap));
        // Floors of lines make up the package's; without Not yet itemised some of it may be on no line.
        var floors = standing.Lines.Sum(line => line.Floor);
        Assert.True(standing.Line(LineItem.NotYetItemised) is null ? floors <= standing.Floor : floors == standing.Floor, $"{row.Slug}: floors of lines {floors}, of the package {standing.Floor}");
        Assert.Equal(standing.Ceiling, row.IsOpen ? null : row.Committed);
        Assert.Equal(
            lineRows.OrderBy(line => line.LineNumber).Select(line => (row.Slug, line.LineNumber, line.HasCeiling ? line.Amount : null)),
            standing.Lines.OrderBy(line => line.Number).Select(line => (row.Slug, line.Number, line.Ceiling)));
        Assert.Equal(
            (row.Slug, row.IsSuspended, row.Contracted, row.Paid, row.Delivered, row.Undelivered, row.UndeliveredSince),
            (package.Slug, standing.IsSuspended, standing.Contracted, standing.Paid, standing.Delivered, standing.Undelivered, standing.UndeliveredSince));
        Assert.Equal(
            lineRows.OrderBy(line => line.LineNumber).Select(line => (row.Slug, line.LineNumber, line.Amount, line.Floor, line.Qualifier, line.Quantity, line.Category)),
            standing.Lines.OrderBy(line => line.Number).Select(line => (row.Slug, line.Number, line.Amount, line.Floor, line.Qualifier.Code(), line.Quantity, line.Line.Description?.Category)));
        Assert.Equal(
            lineRows.OrderBy(line => line.LineNumber).Select(line => (row.Slug, line.LineNumber, line.Undelivered,
                new LineProgress(line.Contracted, line.ContractedQuantity, line.ContractedFinal), new LineProgress(line.Paid, line.PaidQuantity, line.PaidFinal), new LineProgress(line.Delivered, line.DeliveredQuantity, line.DeliveredFinal))),
            standing.Lines.OrderBy(line => line.Number).Select(line => (row.Slug, line.Number, standing.UndeliveredOn(line.Number), line.Contracted, line.Paid, line.Delivered)));
    }

    private Gen<LedgerFilter> Filters()
    {
        var parties = Few(["CA", "DK", "US", "GB", "NO", "DE", "EU", "UA", "MD", "LB"]);
        return
            from donors in parties
            from recipients in parties
            from categories in Few(ledger.Lists.Categories.Select(category => category.Code))
            from instruments in Few(ledger.Lists.Instruments.Select(instrument => instrument.Code))
            from initiatives in Few(ledger.Lists.Initiatives.Keys)
            from kinds in Few(Enum.GetNames<AnnouncementKind>())
            from month in Gen.Choose(-30, 50)
            select new LedgerFilter
            {
                Donors = donors, Recipients = recipients, Categories = categories, Instruments = instruments, Initiatives = initiatives, Kinds = kinds,
                From = month < 0 ? null : new DateOnly(2022, 1, 1).AddMonths(month),
            };
    }

    /// <summary>Mostly nothing, so that most filters leave something to add up.</summary>
    private static Gen<string[]> Few(IEnumerable<string> codes)
    {
        var known = codes.ToArray();
        return from size in Gen.Elements(0, 0, 0, 0, 1, 3) from chosen in Gen.Elements(known).ArrayOf(size) select chosen.Distinct().ToArray();
    }
}
