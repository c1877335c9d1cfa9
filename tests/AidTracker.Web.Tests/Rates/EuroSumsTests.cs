using System.Text;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Overview;
using AidTracker.Web.Features.Rates;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Tests.Rates;

/// <summary>What all aid comes to in euro is kept, and is what its lines come to one by one, whatever is published.</summary>
public sealed class EuroSumsTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    private static readonly LedgerFilter InEuro = new() { Currency = EuroRow.Reporting };

    // The same question in a way that is not answered from the sums that are kept: every package was announced by then.
    private static readonly LedgerFilter LineByLine = InEuro with { AsOf = new(new DateOnly(2099, 12, 31)) };

    [Fact]
    public async Task What_is_kept_is_what_the_lines_come_to_and_follows_the_rates()
    {
        var before = await IsWhatLinesComeToAsync();

        // A corrected rate of a day on which money came in, and one of a day that nothing depends on.
        await PublishAsync("Date,CAD\n2025-06-17,3.0\n");
        var corrected = await IsWhatLinesComeToAsync();
        await PublishAsync("Date,CAD\n2026-05-06,1.5\n");
        var later = await IsWhatLinesComeToAsync();

        Assert.True(corrected < before, $"With three dollars for a euro Canada's aid comes to less: {corrected}, not {before}.");
        Assert.Equal(corrected, later);
    }

    /// <summary>Sums of a million lines have more digits, as they are kept, than a decimal of .NET holds.</summary>
    [Fact]
    public async Task Sums_of_any_length_can_be_read()
    {
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(ledger.Connections));
        await superuser.RunAsync("update ledger.euro_now set committed = committed + 5254548287979.527516993494230000001; update ledger.moved_euro_now set amount = amount + 5254548287979.527516993494230000001; update ledger.share_euro_now set amount = amount + 5254548287979.527516993494230000001;");
        try
        {
            await using var context = ledger.Context();
            Assert.True((await HeadlineFigures.LoadAsync(context, InEuro, CancellationToken.None)).Total.Military > 5_254_548_287_979m);
            Assert.All((await context.AidSumsEachWayAsync(InEuro, CancellationToken.None)).ByInstrument, sum => Assert.True(sum.Amount > 5_000_000_000_000m));
        }
        finally
        {
            await superuser.RunAsync("select ledger.rebuild_euro();");
        }
    }

    /// <returns>All that is committed, of every kind.</returns>
    private async Task<decimal> IsWhatLinesComeToAsync()
    {
        await using var context = ledger.Context();
        var kept = await context.EuroRows.ToListAsync();
        var sums = await context.AidSumsAsync(LineByLine, SumsBy.Nothing, CancellationToken.None);
        Assert.NotEmpty(sums);
        foreach (var counting in sums.GroupBy(sum => sum.Counting))
        {
            var row = kept.Single(row => row.Counting == counting.Key && row.Currency == EuroRow.Reporting);
            Assert.Equal(
                (Rounded(counting.Sum(sum => sum.Amount)), Rounded(counting.Sum(sum => sum.Floor)), counting.Sum(sum => sum.OpenEnded), Rounded(counting.Where(sum => sum.Role == "named").Sum(sum => sum.Amount)),
                    Rounded(counting.Sum(sum => sum.Contracted)), Rounded(counting.Sum(sum => sum.Paid)), Rounded(counting.Sum(sum => sum.Delivered)), Rounded(counting.Sum(sum => sum.Undelivered))),
                (Rounded(row.Committed), Rounded(row.Floor), row.OpenEnded, Rounded(row.Itemised), Rounded(row.Contracted), Rounded(row.Paid), Rounded(row.Delivered), Rounded(row.Undelivered)));
        }

        Assert.Equal(await MovedAsync(context, LineByLine), await MovedAsync(context, InEuro));
        var (donors, categories, instruments) = await context.AidSumsEachWayAsync(InEuro, CancellationToken.None);
        Assert.Equal(await SharesAsync(context, SumsBy.Donor), Shares(donors));
        Assert.Equal(await SharesAsync(context, SumsBy.Category), Shares(categories));
        Assert.Equal(await SharesAsync(context, SumsBy.Instrument), Shares(instruments));
        await using var connection = new NpgsqlConnection(ledger.Connections.Application);
        await connection.OpenAsync();
        Assert.Null(await DerivedTables.CheckAsync(connection, CancellationToken.None));
        return sums.Sum(sum => sum.Amount);
    }

    private static async Task<List<(string, string, decimal, decimal, decimal)>> SharesAsync(LedgerContext context, SumsBy by) =>
        Shares(await context.AidSumsAsync(LineByLine, by, CancellationToken.None));

    private static List<(string, string, decimal, decimal, decimal)> Shares(IEnumerable<AidSum> sums) =>
    [
        .. sums.GroupBy(sum => (Key: string.Join(' ', sum.Donors ?? []) + sum.Category + sum.Instrument, sum.Role, sum.Counting))
            .Select(group => (group.Key.Key, $"{group.Key.Role} {group.Key.Counting}", Rounded(group.Sum(sum => sum.Amount)), Rounded(group.Sum(sum => sum.Delivered)), Rounded(group.Sum(sum => sum.Floor))))
            .Where(sum => sum.Item3 != 0 || sum.Item4 != 0)
            .Order(),
    ];

    private static async Task<List<(DateOnly, string, long, decimal)>> MovedAsync(LedgerContext context, LedgerFilter filter) =>
        [.. (await context.MovedAsync(filter, CancellationToken.None)).Select(row => (row.Month, row.Counting, row.Entries, Rounded(row.Amount))).Order()];

    // Each sum of lines is rounded to six decimals; the kept ones are not.
    private static decimal Rounded(decimal amount) => decimal.Round(amount, 4);

    private async Task PublishAsync(string file)
    {
        await using var database = NpgsqlDataSource.Create(ledger.Connections.Application);
        Assert.NotNull((await new PublishRates(database, TimeProvider.System).RunAsync(Encoding.UTF8.GetBytes(file), "A test", "Test", _ => { })).Seq);
    }
}
