using System.Globalization;
using System.Text;
using AidTracker.Domain.Amounts;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Rates;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Tests.Rates;

/// <summary>Publications of rates: what the database refuses, what is known when, and what readers are given.</summary>
public sealed class ExchangeRateTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    private const string Publication = "insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'SQL', 'Desk');";
    private const string Seq = "(select max(seq) from ledger.publication)";
    private const string OfRates = Publication + "insert into ledger.rate_publication select max(seq), 'SQL' from ledger.publication;";

    [Theory]
    [InlineData(OfRates, "rate_publication_not_empty")]
    [InlineData(OfRates + "insert into ledger.exchange_rate values ('XYZ', '2025-06-17', " + Seq + ", 1.5);", "exchange_rate_currency_fkey")]
    [InlineData(OfRates + "insert into ledger.exchange_rate values ('EUR', '2025-06-17', " + Seq + ", 1);", "exchange_rate_is_not_of_the_euro")]
    [InlineData(OfRates + "insert into ledger.exchange_rate values ('CAD', '2025-06-17', " + Seq + ", 0);", "exchange_rate_bounds")]
    [InlineData(OfRates + "insert into ledger.exchange_rate values ('CAD', '2025-06-17', " + Seq + ", 'NaN');", "exchange_rate_bounds")]
    [InlineData(OfRates + "insert into ledger.exchange_rate values ('CAD', '1998-12-31', " + Seq + ", 1.5);", "exchange_rate_day_bounds")]
    [InlineData(OfRates + "insert into ledger.exchange_rate values ('CAD', '2025-06-17', " + Seq + ", 1.5), ('CAD', '2025-06-17', " + Seq + ", 1.6);", "exchange_rate_pkey")]
    [InlineData(Publication + "insert into ledger.exchange_rate values ('CAD', '2025-06-17', " + Seq + ", 1.5);", "exchange_rate_is_of_a_rate_publication")]
    [InlineData("insert into ledger.carried_rate values ('CAD', '2026-06-17', 1.5);", "42501")]
    [InlineData("insert into ledger.rate_on values ('CAD', '2026-06-17', 0, 1, 1.5, '2026-06-17');", "42501")]
    [InlineData("update ledger.exchange_rate set per_euro = 1;", "42501")]
    [InlineData("select ledger.rebuild_rates();", "42501")]
    [InlineData("select ledger.refresh_rates(1);", "42501")]
    public async Task The_database_refuses(string statements, string rule)
    {
        await using var application = await SqlLedger.ConnectAsync(ledger.Connections.Application);

        Assert.Equal(rule, await application.RefusalAsync(statements));
    }

    [Fact]
    public async Task A_publication_holds_rates_or_a_package_and_nothing_is_added_or_changed_afterwards()
    {
        var connections = await TestServer.CloneAsync(demonstration: false);
        await using var application = await SqlLedger.ConnectAsync(connections.Application);
        Assert.Equal("publication_holds_rates_or_a_package", await application.RefusalAsync(
            SqlLedger.Opened + "insert into ledger.rate_publication values (1, 'SQL'); insert into ledger.exchange_rate values ('CAD', '2026-05-04', 1, 1.5);"));

        await application.RunAsync(OfRates + "insert into ledger.exchange_rate values ('CAD', '2026-05-04', 1, 1.5);");
        Assert.Equal("publication_sealed", await application.RefusalAsync("insert into ledger.exchange_rate values ('CAD', '2026-05-05', 1, 1.5);"));
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(connections));
        foreach (var statement in new[] { "update ledger.exchange_rate set per_euro = 1", "delete from ledger.rate_publication", "truncate ledger.exchange_rate", "delete from ledger.carried_rate" })
        {
            Assert.Equal("published_rows_stay", await superuser.RefusalAsync($"set local session_replication_role = replica; {statement};"));
        }

        await using var database = NpgsqlDataSource.Create(connections.Application);
        Assert.Null((await Verifier.RunAsync(database, Witnesses.None)).Finding?.Sentence);
        await superuser.RunAsync("alter table ledger.exchange_rate disable trigger refuse_change; update ledger.exchange_rate set per_euro = 1.6;");
        Assert.StartsWith("Publication 1 (exchange rates: 1 of 2026-05-04 to 2026-05-04) does not fit: ", (await Verifier.RunAsync(database, Witnesses.None)).Finding?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_readers_are_given_is_what_is_known_after_any_loads_in_any_order()
    {
        var connections = await TestServer.CloneAsync(demonstration: false);
        await using var application = await SqlLedger.ConnectAsync(connections.Application);
        var random = new Random(20261122);
        // After the carried rates and before them, for they reach into one another.
        var first = CarriedRates.Read().Max(rate => rate.Day).AddDays(-12);
        var known = CarriedRates.Read().Where(rate => rate.Currency is "CAD" or "USD" && rate.Day >= first.AddDays(-10)).Select(rate => (rate.Currency, rate.Day, Seq: 0L, rate.PerEuro)).ToList();
        for (long seq = 1; seq <= 12; seq++)
        {
            var rows = (from currency in new[] { "CAD", "USD" } from day in Enumerable.Range(0, 40) where random.Next(5) == 0
                select (Currency: currency, Day: first.AddDays(day), Seq: seq, PerEuro: random.Next(1, 1000) / 100m)).ToList();
            known.AddRange(rows);
            await application.RunAsync(OfRates + string.Concat(rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"insert into ledger.exchange_rate values ('{row.Currency}', '{row.Day:yyyy-MM-dd}', {row.Seq}, {row.PerEuro});"))));
        }

        const string Differs = "select count(*) from ((select * from ledger.rate_on except all select * from ledger.rate_read) union all (select * from ledger.rate_read except all select * from ledger.rate_on)) d";
        Assert.Equal(0, await application.AskAsync<long>(Differs));
        for (long at = 0; at <= 12; at++)
        {
            var then = new Domain.Amounts.Rates(known.Where(rate => rate.Seq <= at).GroupBy(rate => (rate.Currency, rate.Day)).Select(versions => versions.MaxBy(version => version.Seq)).Select(rate => (new Currency(rate.Currency), rate.Day, rate.PerEuro)));
            for (var ahead = 0; ahead < 52; ahead++)
            {
                foreach (var (from, to) in new[] { ("CAD", "EUR"), ("EUR", "USD"), ("USD", "CAD"), ("EUR", "EUR") })
                {
                    var day = first.AddDays(ahead);
                    var told = await NullableAsync(connections.Application, string.Create(CultureInfo.InvariantCulture, $"select round(ledger.exchange('{from}', '{to}', '{day:yyyy-MM-dd}', {at}), 15)"));
                    Assert.Equal((day, at, then.On(new Currency(from), new Currency(to), day) is { } rate ? decimal.Round(rate.Value, 15) : null), (day, at, told));
                }
            }
        }

        await using var owner = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(connections));
        await owner.RunAsync("update ledger.rate_on set per_euro = per_euro + 1 where day > '2026-04-01';");
        Assert.NotEqual(0, await application.AskAsync<long>(Differs));
        await using var database = NpgsqlDataSource.Create(connections.Application);
        Assert.Equal("rate_on", (await Verifier.RunAsync(database, Witnesses.None)).Finding?.Table);
        await owner.RunAsync("select ledger.rebuild_rates();");
        Assert.Equal(0, await application.AskAsync<long>(Differs));
        Assert.Null((await Verifier.RunAsync(database, Witnesses.None)).Finding?.Sentence);
    }

    [Fact]
    public async Task A_file_publishes_what_is_new_and_the_same_file_again_nothing()
    {
        await using var own = await NewAsync();
        var first = await own.PublishAsync("Date,USD,XYZ,CAD,\n2026-05-05,1.10,3,1.50,\n2026-05-04,1.11,N/A,,\n");
        Assert.Equal((3, 3), (first.Read, first.Changed));
        Assert.Equal("Publication 1 holds 3 of the 3 rates that were read: the others were known, and stay as they are. Left out, because the ledger does not know them: XYZ.", first.ToString());

        var again = await own.PublishAsync("Date,USD,XYZ,CAD,\n2026-05-05,1.100,3,1.50,\n2026-05-04,1.11,N/A,,\n");
        Assert.Null(again.Seq);
        Assert.StartsWith("Nothing is published: of 3 rates that were read, none is new.", again.ToString(), StringComparison.Ordinal);

        // One is corrected and one is new; as it was known at the first publication, nothing has changed.
        var later = await own.PublishAsync("Date,USD,XYZ,CAD,\n2026-05-06,1.12,,,\n2026-05-05,1.10,3,1.60,\n");
        Assert.Equal((2L, 2), (later.Seq!.Value, later.Changed));
        Assert.Equal([1.5m, 1.6m, 1.1m, 1.12m], [await own.RateAsync("CAD", 1), await own.RateAsync("CAD", 2), await own.RateAsync("USD", 1), await own.RateAsync("USD", 2)]);
    }

    [Fact]
    public async Task A_carried_rate_is_known_and_a_file_that_says_the_same_publishes_nothing()
    {
        await using var own = await NewAsync();
        var carried = CarriedRates.Read().Where(rate => rate.Currency == "CAD").TakeLast(20).ToList();

        var published = await own.PublishAsync("Date,CAD\n" + string.Concat(carried.Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Day:yyyy-MM-dd},{rate.PerEuro}\n"))));

        Assert.Equal((null, 20), (published.Seq, published.Read));
    }

    [Fact]
    public async Task A_file_that_is_refused_leaves_the_rates_as_they_are()
    {
        await using var own = await NewAsync();
        await own.PublishAsync("Date,USD\n2026-05-06,1.1\n");

        await Assert.ThrowsAsync<RatesRefusedException>(() => own.PublishAsync("Date,USD\n2026-05-06,1.2\n2026-05-05,x\n"));

        Assert.Equal(1.1m, await own.RateAsync("USD", 9));
    }

    [Fact]
    public async Task Of_those_who_load_the_same_file_at_once_one_publishes_it()
    {
        await using var own = await NewAsync();

        var published = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => own.PublishAsync("Date,USD,CAD\n2026-05-06,1.1,1.5\n2026-05-05,1.2,1.6\n")));

        Assert.Single(published, each => each.Seq == 1);
        Assert.Equal(5, published.Count(each => each.Seq is null));
    }

    [Fact]
    public async Task What_brought_rates_and_how_far_each_currency_goes_can_be_listed()
    {
        await using var own = await NewAsync();
        await own.PublishAsync("Date,USD,CAD\n2026-05-06,1.1,1.5\n2026-05-05,1.2,\n");
        await own.PublishAsync("Date,USD,CAD\n2026-05-06,1.3,1.5\n");
        await using var context = own.Context();

        Assert.Equal([(2, "Test", "A test", 1), (1, "Test", "A test", 3)], (await context.LoadedRatesAsync()).Select(each => (each.Publication, each.Editor, each.Source, each.Rates)));
        var known = await context.KnownRatesAsync();
        var (usd, cad, kuna) = (Of("USD"), Of("CAD"), Of("HRK"));
        Assert.Equal((new DateOnly(2026, 5, 6), "US Dollar"), (usd.Last, usd.Name));
        // A corrected day is one day.
        Assert.Equal(cad.Days + 1, usd.Days);
        Assert.True(kuna.Last < new DateOnly(2023, 1, 2));

        CurrencyDays Of(string code) => known.Single(each => each.Currency == code);
    }

    private static async Task<Own> NewAsync() => new(await TestServer.CloneAsync(demonstration: false));

    private static async Task<decimal?> NullableAsync(string connection, string sql)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, database);
        return await command.ExecuteScalarAsync() as decimal?;
    }

    private sealed class Own(DatabaseConnections connections) : IAsyncDisposable
    {
        private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(connections.Application);

        public Task<RatesPublished> PublishAsync(string file) =>
            new PublishRates(database, TimeProvider.System).RunAsync(Encoding.UTF8.GetBytes(file), "A test", "Test", _ => { });

        public Task<decimal?> RateAsync(string currency, long knownAt) =>
            NullableAsync(connections.Application, $"select round(ledger.exchange('EUR', '{currency}', '2026-05-07', {knownAt.ToString(CultureInfo.InvariantCulture)}), 4)");

        public LedgerContext Context()
        {
            var options = new DbContextOptionsBuilder<LedgerContext>();
            options.UseLedger(database);
            return new LedgerContext(options.Options);
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}
