using System.Globalization;
using System.Text;
using AidTracker.Domain.Ledger;
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
    private static readonly LedgerFilter InEuro = new() { Currency = ShareRow.KeptIn };

    private static readonly LedgerFilter LineByLine = OneByOne(InEuro);

    /// <summary>The same question in a way that is answered line by line: every line has one of the roles.</summary>
    private static LedgerFilter OneByOne(LedgerFilter lens) => lens with { Roles = [LineRole.Named, LineRole.NotYetItemised, LineRole.Overlap] };

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

    [Theory]
    [InlineData("USD", null, null)]
    [InlineData("EUR", "2024-06-30", null)]
    [InlineData("CAD", "2025-08-31", "2022-12-01")]
    [InlineData("EUR", null, "2023-03-01")]
    [InlineData("HRK", null, null)]
    public async Task What_is_worked_out_in_one_pass_is_what_the_lines_come_to(string currency, string? announcedBy, string? ratesOf)
    {
        await using var context = ledger.Context();
        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var lens = new LedgerFilter
        {
            Currency = currency, RateDay = ratesOf is null ? null : DateOnly.Parse(ratesOf, CultureInfo.InvariantCulture),
            AsOf = announcedBy is null ? AsOf.Now : new AsOf(DateOnly.Parse(announcedBy, CultureInfo.InvariantCulture), head - 5),
        };
        var (donors, categories, instruments) = await context.AidSumsEachWayAsync(lens, CancellationToken.None);

        foreach (var (by, found) in new[] { (SumsBy.Donor, donors), (SumsBy.Category, categories), (SumsBy.Instrument, instruments) })
        {
            var lines = Shares(await context.AidSumsAsync(OneByOne(lens), by, CancellationToken.None));
            Assert.NotEmpty(lines);
            Assert.Equal(lines, Shares(found));
            Assert.Equal(lines, Shares(await context.AidSumsAsync(lens, by, CancellationToken.None)));
        }

        Assert.Equal(await MovedAsync(context, OneByOne(lens)), await MovedAsync(context, lens));
    }

    /// <summary>Sums of a million lines have more digits, as they are kept, than a decimal of .NET holds.</summary>
    [Fact]
    public async Task Sums_of_any_length_can_be_read()
    {
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(ledger.Connections));
        await superuser.RunAsync("update ledger.moved_euro_now set amount = amount + 5254548287979.527516993494230000001; update ledger.share_euro_now set amount = amount + 5254548287979.527516993494230000001;");
        try
        {
            await using var context = ledger.Context();
            var (_, categories, instruments) = await context.AidSumsEachWayAsync(InEuro, CancellationToken.None);
            Assert.True((await HeadlineFigures.LoadAsync(context, InEuro, categories, CancellationToken.None)).Total.Military > 5_254_548_287_979m);
            Assert.All(instruments, sum => Assert.True(sum.Amount > 5_000_000_000_000m));
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
        var sums = await context.AidSumsAsync(LineByLine, SumsBy.Nothing, CancellationToken.None);
        Assert.NotEmpty(sums);
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
