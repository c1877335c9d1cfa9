using System.Globalization;
using System.Net;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Tests.Reading;

/// <summary>Net first, convert last (product rule 5): figures in one currency.</summary>
public sealed class ConversionTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    private static readonly Lazy<Domain.Amounts.Rates> Carried = new(() => new(CarriedRates.Read().Select(rate => (new Currency(rate.Currency), rate.Day, rate.PerEuro))));

    private static readonly string[] Currencies = ["EUR", "USD", "CAD", "GBP", "NOK", "SEK", "DKK", "PLN", "CZK", "AUD", "JPY", "CHF", "HRK"];

    [Fact]
    public async Task The_database_converts_with_the_rate_that_the_domain_works_out_at_any_point()
    {
        await using var context = ledger.Context();
        var packages = new List<Package>();
        foreach (var slug in await context.PackageRows.Select(row => row.Slug).ToListAsync())
        {
            packages.Add(await ledger.LoadAsync(slug));
        }

        var random = new Random(5);
        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var (converted, without) = (0, 0);
        for (var i = 0; i < 40; i++)
        {
            var filter = new LedgerFilter
            {
                AsOf = i % 4 == 0 ? AsOf.Now : new AsOf(new DateOnly(2022, 6, 1).AddDays(random.Next(1400)), random.NextInt64(1, head + 1)),
                Currency = Currencies[i % Currencies.Length],
                RateDay = i % 3 == 0 ? new DateOnly(2022, 1, 1).AddDays(random.Next(1400)) : null,
            };
            var mode = filter.RateDay is { } day ? RateMode.Fixed(day) : RateMode.Day;
            var rates = await context.ConversionsAt(filter).ToDictionaryAsync(row => row.PackageId);
            foreach (var package in packages)
            {
                if (package.At(filter.AsOf) is not { Announcements.Count: > 0 } then)
                {
                    continue;
                }

                var expected = then.Standing.Basis.Count == 0 && filter.RateDay is null && then.Currency.Code != filter.Currency ? null : then.Standing.RateInto(new Currency(filter.Currency!), Carried.Value, mode);
                var actual = rates.GetValueOrDefault(package.Id)?.Rate;
                if (then.Standing.Basis.Count > 0 || then.Currency.Code == filter.Currency)
                {
                    Assert.True(expected is null == actual is null && Math.Abs((expected ?? 0) - (actual ?? 0)) <= 1e-12m * (1 + (expected ?? 0)), $"{package.Slug} in {filter.ToQuery()}: {expected} in the domain, {actual} in the database.");
                    _ = expected is null ? without++ : converted++;
                }
            }
        }

        Assert.True(converted > 1000 && without > 20, $"{converted} converted, {without} without a rate: too few to mean something.");
    }

    [Fact]
    public async Task Lines_add_up_to_packages_and_packages_to_totals_in_every_currency_and_mode_and_at_every_point()
    {
        await using var context = ledger.Context();
        var random = new Random(7);
        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        foreach (var (currency, i) in Currencies.Select((currency, i) => (currency, i)))
        {
            var filter = new LedgerFilter
            {
                AsOf = i % 3 == 0 ? AsOf.Now : new AsOf(new DateOnly(2023, 1, 1).AddDays(random.Next(1100)), random.NextInt64(head / 2, head + 1)),
                Currency = currency,
                RateDay = i % 2 == 0 ? null : new DateOnly(2022, 12, 1),
            };
            var lines = (await context.LineItems(filter).ToListAsync()).Where(row => row.Line.Amount is not null).ToList();
            var packages = (await context.ConvertedPackages(filter).ToListAsync()).Where(row => row.Package.Committed is not null).ToList();
            var total = (await Totals.ByCurrencyAsync(context, filter)).SingleOrDefault()?.Committed ?? 0;
            var without = await Totals.WithoutRateAsync(context, filter);

            foreach (var package in packages)
            {
                var own = lines.Where(row => row.Package.PackageId == package.Package.PackageId).ToList();
                Assert.All(own, row => Assert.Equal(package.Conversion?.Rate, row.Conversion?.Rate));
                if (package.Conversion is { } conversion)
                {
                    Assert.True(Math.Abs(own.Sum(row => row.Line.Amount!.Value * row.Conversion!.Rate) - package.Package.Committed!.Value * conversion.Rate) < 0.005m);
                }
            }

            Assert.Equal(packages.Count(row => row.Conversion is null), without);
            Assert.True(Math.Abs(packages.Sum(row => row.Conversion.Convert(row.Package.Committed) ?? 0) - total) < 0.005m, $"{filter.ToQuery()}: {total}");
        }
    }

    [Fact]
    public async Task A_list_can_be_bounded_by_what_packages_are_worth()
    {
        await using var context = ledger.Context();
        var filter = new LedgerFilter { Currency = "EUR", Min = 500_000_000, Max = 1_500_000_000 };

        var within = await context.ConvertedPackages(filter).ToListAsync();

        Assert.NotEmpty(within);
        Assert.All(within, row => Assert.InRange(row.Conversion.Convert(row.Package.Committed)!.Value, 500_000_000, 1_500_000_000));
        Assert.Equal((await context.ConvertedPackages(filter with { Min = null, Max = null }).ToListAsync()).Count(row => row.Conversion.Convert(row.Package.Committed) is >= 500_000_000 and <= 1_500_000_000), within.Count);
    }

    /// <summary>Acceptance, line 2: the arithmetic is written out from the carried list of rates, apart from the product's own.</summary>
    [Fact]
    public async Task Twenty_packages_in_euro_with_the_arithmetic_written_out()
    {
        await using var context = ledger.Context();
        var rates = CarriedRates.Read().ToLookup(rate => rate.Currency);
        var rows = (await context.ConvertedPackages(new LedgerFilter { Currency = "EUR" }).ToListAsync())
            .Where(row => row.Package is { Committed: > 0, Currency: not "EUR" })
            // Those whose money came in on several days first, then one of each currency, then the largest.
            .OrderByDescending(row => row.Package.BasisDays.Length)
            .ThenByDescending(row => row.Package.Committed)
            .GroupBy(row => row.Package.Currency).SelectMany(currency => currency.Select((row, place) => (row, place)))
            .OrderBy(each => each.row.Package.BasisDays.Length == 1).ThenBy(each => each.place).ThenBy(each => each.row.Package.Currency, StringComparer.Ordinal)
            .Select(each => each.row).Take(20).ToList();
        var text = new List<string> { "# Committed, in the package's currency and in EUR by the rates of the days on which its money came in. Units of the currency for 1 EUR", "# are the European Central Bank's, as carried. Made by ConversionTests; read it before you keep a new one.", "" };
        foreach (var row in rows)
        {
            var package = row.Package;
            var rate = 0m;
            var terms = new List<string>();
            foreach (var (day, weight) in package.BasisDays.Zip(package.BasisWeights))
            {
                var used = rates[package.Currency].Where(each => each.Day <= day && each.Day >= day.AddDays(-7)).MaxBy(each => each.Day);
                rate += weight / used.PerEuro;
                terms.Add(string.Create(CultureInfo.InvariantCulture, $"{weight:0.######} × 1/{used.PerEuro} ({day:yyyy-MM-dd}{(used.Day == day ? "" : $", rate of {used.Day:yyyy-MM-dd}")})"));
            }

            var worked = decimal.Round(package.Committed!.Value * rate, 2);
            var product = decimal.Round(row.Conversion.Convert(package.Committed)!.Value, 2);
            text.Add(string.Create(CultureInfo.InvariantCulture, $"{package.Slug}\n  {package.Currency} {package.Committed:#,0.##} × ({string.Join(" + ", terms)}) = EUR {worked:#,0.00}"));
            Assert.Equal(worked, product);
        }

        Assert.Equal(20, rows.Count);
        Repository.IsAsKept(string.Join('\n', text) + "\n", "tests", "AidTracker.Web.Tests", "Reading", "Golden", "converted.txt");
    }
}

/// <summary>The currency in addresses and on pages.</summary>
public sealed class CurrencyPageTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    [Fact]
    public async Task The_overview_can_be_read_in_every_currency_that_it_offers_and_there_are_twelve_or_more()
    {
        var offered = Offered(await site.GetAsync("/"));

        Assert.True(offered.Count >= 12, $"{offered.Count} currencies");
        foreach (var currency in offered)
        {
            Assert.Contains($"Military aid on record, in {currency}", await site.GetAsync($"/?currency={currency}"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?currency=JPY")]
    [InlineData("?currency=USD&rate=2024-02-29&announcedBy=2025-08-31&knownAt=100")]
    public async Task The_methodology_shows_that_nothing_is_left_over(string query)
    {
        var page = await site.GetAsync("/methodology" + query);
        var value = page[(page.IndexOf(">Difference<", StringComparison.Ordinal) + 1)..];
        value = value[(value.IndexOf("<data value=\"", StringComparison.Ordinal) + 13)..];

        Assert.Equal(0, decimal.Parse(value[..value.IndexOf('"', StringComparison.Ordinal)], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Switching_the_currency_keeps_the_other_choices()
    {
        var page = await site.GetAsync("/packages?donor=US&category=AMM&from=2024-01-01&announcedBy=2025-12-31&sort=title&currency=EUR");
        var form = page[page.IndexOf("aria-label=\"Currency\"", StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];

        foreach (var (name, value) in new[] { ("donor", "US"), ("category", "AMM"), ("from", "2024-01-01"), ("announcedBy", "2025-12-31"), ("sort", "title") })
        {
            Assert.Contains($"type=\"hidden\" name=\"{name}\" value=\"{value}\"", form, StringComparison.Ordinal);
        }

        Assert.Contains("/line-items.csv?donor=US&amp;category=AMM&amp;from=2024-01-01&amp;currency=EUR&amp;announcedBy=2025-12-31&amp;sort=title", page, StringComparison.Ordinal);
        Assert.Contains("?currency=EUR&amp;announcedBy=2025-12-31", page[page.IndexOf("<table class=\"packages\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Original_is_the_address_without_a_currency()
    {
        using var response = await site.Client.GetAsync(new Uri("/packages.csv?donor=CA&currency=EUR&rate=original", UriKind.Relative));

        Assert.Equal(("/packages.csv?donor=CA", HttpStatusCode.MovedPermanently), (response.Headers.Location?.ToString(), response.StatusCode));
    }

    [Fact]
    public async Task Donors_are_measured_against_their_economy_with_the_year_that_it_is_of()
    {
        var page = await site.GetAsync("/?currency=EUR");

        // By hand from the World Bank's figures that are carried: page, figure and year have to be those.
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        var options = new DbContextOptionsBuilder<LedgerContext>();
        options.UseLedger(database);
        await using var context = new LedgerContext(options.Options);
        var canada = EconomyIn.Of(await context.Economies.Where(economy => economy.Party == "CA").ToListAsync(), DateTime.UtcNow.Year);
        var usd = (await Totals.ByCurrencyAsync(context, new LedgerFilter { Donors = ["AU"], Currency = "USD" })).Single().Committed;
        var australia = EconomyIn.Of(await context.Economies.Where(economy => economy.Party == "AU").ToListAsync(), DateTime.UtcNow.Year);
        Assert.NotNull(canada.GdpYear);
        Assert.Contains($"{decimal.Round(australia.PercentOfGdp(usd)!.Value, 3, MidpointRounding.AwayFromZero).ToString("0.###", CultureInfo.InvariantCulture)}% of the GDP of {australia.GdpYear}", page, StringComparison.Ordinal);
        Assert.Contains($"a head ({canada.PopulationYear})", page, StringComparison.Ordinal);
        Assert.DoesNotContain("of the GDP of", await site.GetAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_rate_is_counted_openly_and_in_no_total()
    {
        // There are no rates of the kuna after 2022, when Croatia took the euro.
        var page = await site.GetAsync("/packages?currency=HRK");

        Assert.Contains("Not converted:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Not converted:", await site.GetAsync("/packages?currency=EUR"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canadas_two_billion_are_worth_the_same_on_page_and_file()
    {
        var page = await site.GetAsync("/packages/ca-ua-2025-06-kananaskis?currency=EUR");
        var lines = (await site.GetAsync("/line-items.csv?donor=CA&currency=EUR")).Split("\r\n");
        var column = Array.IndexOf(lines[0].Split(','), "amount_converted");
        var file = lines.Where(line => line.Contains("ca-ua-2025-06-kananaskis", StringComparison.Ordinal)).Sum(line => decimal.Parse(line.Split(',')[^(lines[0].Split(',').Length - column)], CultureInfo.InvariantCulture));

        Assert.Contains($"EUR {file.ToString("#,0.00", CultureInfo.InvariantCulture)}", page, StringComparison.Ordinal);
        Assert.Contains("the rate of 17 June 2025", page, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Offered(string page)
    {
        var start = page.IndexOf("<select id=\"in-currency\"", StringComparison.Ordinal);
        var select = page[start..page.IndexOf("</select>", start, StringComparison.Ordinal)];
        return [.. select.Split("<option value=\"").Skip(1).Select(option => option[..option.IndexOf('"', StringComparison.Ordinal)]).Where(code => code.Length > 0)];
    }
}
