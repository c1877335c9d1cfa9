using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit.Abstractions;

namespace AidTracker.Web.Tests.Rates;

/// <summary>The rates that the product carries, and what the demonstration's packages are worth in them.</summary>
public sealed class CarriedRatesTests(DemonstrationLedger ledger, ITestOutputHelper output) : IClassFixture<DemonstrationLedger>
{
    private static readonly Lazy<Domain.Amounts.Rates> Carried = new(() => new(CarriedRates.Read().Select(rate => (new Currency(rate.Currency), rate.Day, rate.PerEuro))));

    private static IEnumerable<Currency> Currencies => CarriedRates.Read().Select(rate => rate.Currency).Distinct().Append("EUR").Select(code => new Currency(code));

    [Fact]
    public async Task Every_start_finds_them_in_the_database_and_on_record_and_a_second_one_adds_nothing()
    {
        await using var sql = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(ledger.Connections));
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("select currency, day, per_euro from ledger.carried_rate", connection);
        var rows = new HashSet<(string, DateOnly, decimal)>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows.Add((reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetDecimal(2)));
            }
        }

        Assert.True(rows.SetEquals(CarriedRates.Read()));
        Assert.Equal($"carried_rates_{CarriedRates.Version()}", await sql.AskAsync<string>("select migration from ledger.list_change where list = 'carried_rate' order by number desc limit 1"));
        var changes = await sql.AskAsync<long>("select count(*) from ledger.list_change");
        await Database.MigrateAsync(ledger.Connections.Migrator, NullLogger.Instance);
        Assert.Equal(changes, await sql.AskAsync<long>("select count(*) from ledger.list_change"));
    }

    [Fact]
    public async Task A_newer_list_adds_rates_and_changes_none_and_a_change_by_hand_stays_an_alarm()
    {
        var connections = await TestServer.CloneAsync(demonstration: false);
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(connections));
        const string Disarm = "alter table ledger.carried_rate disable trigger all; alter table ledger.list_change disable trigger all;";
        // As an earlier version of the product left it: without the last days, and with another value of one.
        await superuser.RunAsync(Disarm + """
            delete from ledger.carried_rate where day > '2026-01-31'; update ledger.carried_rate set per_euro = 9 where currency = 'CAD' and day = '2025-06-17';
            select ledger.rebuild_rates(); select ledger.record_lists('carried_rates_0'); delete from ledger.list_change where migration like 'carried_rates_1';
            """);
        await using var database = NpgsqlDataSource.Create(connections.Application);

        // The chain of lists is broken by what stands in for an older version, so only the content is looked at.
        await Database.MigrateAsync(connections.Migrator, NullLogger.Instance);

        Assert.Equal(CarriedRates.Read().LongCount(), await superuser.AskAsync<long>("select count(*) from ledger.carried_rate"));
        Assert.Equal(9, await superuser.AskAsync<decimal>("select per_euro from ledger.carried_rate where currency = 'CAD' and day = '2025-06-17'"));
        Assert.Equal(0, await superuser.AskAsync<long>("select count(*) from ((select * from ledger.rate_on except all select * from ledger.rate_read) union all (select * from ledger.rate_read except all select * from ledger.rate_on)) d"));
        Assert.Equal(0, await superuser.AskAsync<long>("select count(*) from ledger.unrecorded_list"));

        await superuser.RunAsync("update ledger.carried_rate set per_euro = 8 where currency = 'CAD' and day = '2025-06-17';");
        await Database.MigrateAsync(connections.Migrator, NullLogger.Instance);
        Assert.Equal(1, await superuser.AskAsync<long>("select count(*) from ledger.unrecorded_list where list = 'carried_rate'"));
    }

    /// <summary>Acceptance, line 3: the same money at June's and at August's rate would leave tens of millions of EUR that are only exchange rate.</summary>
    [Fact]
    public async Task Canadas_breakdown_of_August_leaves_nothing_of_its_promise_of_June_in_any_currency_at_any_date()
    {
        var canada = await ledger.LoadAsync("ca-ua-2025-06-kananaskis");
        var euro = new Currency("EUR");
        var naive = canada.Standing.Committed * Carried.Value.On(canada.Currency, euro, new DateOnly(2025, 6, 17))!.Value
            - canada.Standing.Itemised * Carried.Value.On(canada.Currency, euro, new DateOnly(2025, 8, 24))!.Value;
        output.WriteLine(FormattableString.Invariant($"Each at its own day's rate: EUR {naive:#,0} would be left over."));
        Assert.InRange(naive!.Value, 10_000_000, 100_000_000);

        var converted = 0;
        foreach (var day in Enumerable.Range(0, 120).Select(new DateOnly(2025, 6, 1).AddDays))
        {
            if (canada.At(new AsOf(day)) is not { Standing: { Committed: { } committed } standing })
            {
                continue;
            }

            foreach (var currency in Currencies)
            {
                if (standing.RateInto(currency, Carried.Value, RateMode.Day) is { } rate)
                {
                    var lines = standing.Lines.Where(line => line.Line.IsNamed).Sum(line => line.Amount!.Value * rate);
                    Assert.Equal(0, decimal.Round(committed * rate - lines - standing.NotYetItemised * rate, 9));
                    if (day >= new DateOnly(2025, 8, 24))
                    {
                        Assert.Equal(0, standing.NotYetItemised * rate);
                        Assert.Equal(0, decimal.Round(committed * rate - lines, 9));
                        converted++;
                    }
                }
            }
        }

        Assert.True(converted > 1000, $"{converted} figures");
    }

    [Fact]
    public async Task The_basis_is_the_same_in_the_domain_and_in_the_database_at_any_point_of_both_clocks()
    {
        var random = new Random(20261122);
        await using var context = ledger.Context();
        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var several = 0;
        foreach (var row in await context.PackageRows.OrderBy(package => package.Slug).ToListAsync())
        {
            var package = await ledger.LoadAsync(row.Slug);
            foreach (var i in Enumerable.Range(0, 6))
            {
                var day = i == 0 ? DateOnly.MaxValue : package.Announcements[random.Next(package.Announcements.Count)].On.AddDays(random.Next(-1, 2));
                var known = i == 0 ? head : package.Announcements[random.Next(package.Announcements.Count)].Publication!.Seq - random.Next(2);
                several += await SameBasis.AssertAsync(ledger.Connections.Application, package, row.PackageId, new AsOf(day, known)) > 1 ? 1 : 0;
            }
        }

        // Random histories have more of them, in RandomHistoryTests.
        Assert.True(several > 0);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ledger.Connections.Application);
        await connection.OpenAsync();
        return connection;
    }
}
