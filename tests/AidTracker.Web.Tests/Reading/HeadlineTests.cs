using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Overview;
using AidTracker.Web.Reading;
using AidTracker.Web.Shell;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Reading;

/// <summary>The figures that the overview begins with are those of the lists that they lead to.</summary>
public sealed partial class HeadlineTests(DemonstrationSite site, DemonstrationLedger ledger) : IClassFixture<DemonstrationSite>, IClassFixture<DemonstrationLedger>
{
    [Theory]
    [InlineData("", "EUR")]
    [InlineData("?currency=USD", "USD")]
    [InlineData("?currency=CAD&rate=2025-06-30", "CAD")]
    [InlineData("?announcedBy=2024-07-31", "EUR")]
    [InlineData("?currency=EUR&announcedBy=2025-08-31&knownAt=100", "EUR")]
    [InlineData("?currency=HRK", "HRK")]
    public async Task Each_figure_is_the_sum_of_the_file_of_its_list(string query, string currency)
    {
        var page = await site.GetAsync("/" + query);

        Assert.Contains($"Military aid on record, in {currency}", page, StringComparison.Ordinal);
        Assert.Equal(await SumAsync(page, "Promised", "amount"), Figure(page, "Promised").Value);
        Assert.Equal(await SumAsync(page, "Itemised", "amount"), Figure(page, "Itemised").Value);
        Assert.Equal(await SumAsync(page, "Delivered", "delivered"), Figure(page, "Delivered").Value);
        Assert.Equal(await SumAsync(page, "Not known to be delivered", "undelivered"), Figure(page, "Not known to be delivered").Value);
        Assert.True(Figure(page, "Promised").Value > Figure(page, "Itemised").Value, "There is something that is not itemised.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?announcedBy=2024-07-31&knownAt=100")]
    public async Task Each_number_is_how_many_its_list_has(string query)
    {
        var page = await site.GetAsync("/" + query);

        Assert.Equal((await Csv.RowsAsync(site, "/packages.csv" + query)).Count, Number(page, "Packages"));
        Assert.Contains($"{Words.Capital(InWords(Number(page, "Donors")))} donors, by name", await site.GetAsync("/donors" + query), StringComparison.Ordinal);
        Assert.Contains($"{Words.Capital(InWords(Number(page, "Recipients")))} recipients, by name", await site.GetAsync("/recipients" + query), StringComparison.Ordinal);
    }

    /// <summary>Whoever keeps the headline's figures in another way has to keep them equal to the cent to what every other page adds up.</summary>
    [Fact]
    public async Task At_any_point_in_any_currency_it_is_what_other_sums_say_and_nothing_is_dropped()
    {
        await using var context = ledger.Context();
        var head = await context.Publications.MaxAsync(publication => publication.Seq);
        var random = new Random(11);
        foreach (var (currency, i) in new[] { "EUR", "EUR", "USD", "HRK", "EUR", "JPY", "EUR", "NOK" }.Select((currency, i) => (currency, i)))
        {
            var lens = new LedgerFilter
            {
                AsOf = i % 4 == 0 ? AsOf.Now : new AsOf(i % 4 == 1 ? null : new DateOnly(2023, 1, 1).AddDays(random.Next(1100)), random.NextInt64(head / 2, head + 1)),
                Currency = currency,
                RateDay = i % 3 == 2 ? new DateOnly(2022, 12, 1) : null,
            };

            var (_, categories, _) = await context.AidSumsEachWayAsync(lens, CancellationToken.None);
            var headline = await HeadlineFigures.LoadAsync(context, lens, categories, CancellationToken.None);

            var sums = AidTotal.Of(await context.AidSumsAsync(lens, SumsBy.Donor | SumsBy.Category | SumsBy.Instrument, CancellationToken.None)).SingleOrDefault() ?? new AidTotal(currency, 0, 0, 0, 0, false);
            Assert.Equal(ToTheCent(sums), ToTheCent(headline.Total));
            Assert.Equal(decimal.Round(headline.Total.Military, 2), decimal.Round(headline.Moved.Where(row => row.Counting == Counting.Military).Sum(row => row.Amount), 2));
            // What is converted and what is not are all of it.
            var packages = await context.Packages(lens with { Currency = null }).Where(package => package.Committed != null).ToListAsync();
            var converted = await context.ConvertedPackages(lens).Where(row => row.Conversion!.Currency != null && row.Package.Committed != null).Select(row => row.Package.PackageId).ToListAsync();
            Assert.Equal(
                packages.Where(package => !converted.Contains(package.PackageId)).GroupBy(package => package.Currency).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new NotConverted(group.Key, group.Count(), decimal.Round(group.Sum(package => package.Committed!.Value), 2))),
                headline.NotConverted.Select(part => part with { Amount = decimal.Round(part.Amount, 2) }));
            Assert.Equal(await Totals.WithoutRateAsync(context, lens), headline.NotConverted.Sum(part => part.Packages));
        }
    }

    [Fact]
    public async Task What_has_no_rate_is_said_with_its_sum_in_its_currency()
    {
        // There are no rates of the kuna after 2022, when Croatia took the euro.
        var page = await site.GetAsync("/?currency=HRK");
        await using var context = ledger.Context();
        var headline = await HeadlineFigures.LoadAsync(context, new LedgerFilter { Currency = "HRK" }, [], CancellationToken.None);

        Assert.NotEmpty(headline.NotConverted);
        var said = page[page.IndexOf("Not converted:", StringComparison.Ordinal)..];
        said = said[..said.IndexOf("</p>", StringComparison.Ordinal)];
        Assert.All(headline.NotConverted, part => Assert.Contains($"{part.Currency} {part.Amount.ToString("#,0.##", CultureInfo.InvariantCulture)}", said, StringComparison.Ordinal));
        Assert.DoesNotContain("Not converted:", await site.GetAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_rates_there_is_a_sentence_why_and_every_currency_as_announced()
    {
        await using var running = await Running.StartAsync(demonstration: true);
        await using (var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(running.Connections)))
        {
            await superuser.RunAsync("alter table ledger.carried_rate disable trigger all; delete from ledger.carried_rate; select ledger.rebuild_rates();");
        }

        var page = await running.Client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Contains("There are no exchange rates on record", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>Promised</dt>", page, StringComparison.Ordinal);
        Assert.Contains("By currency, as announced", page, StringComparison.Ordinal);
        Assert.Equal(115, Number(page, "Packages"));
    }

    private static object ToTheCent(AidTotal total)
    {
        static decimal Cent(decimal amount) => decimal.Round(amount, 2);
        return (total.Currency, Cent(total.Military), Cent(total.Repayable), Cent(total.Civil), Cent(total.MilitaryFloor), total.IsOpenEnded,
            (Cent(total.Itemised), Cent(total.Contracted), Cent(total.Paid), Cent(total.Delivered), Cent(total.Undelivered)));
    }

    /// <summary>A column of the file behind the figure's link, in the reporting currency, to the cent.</summary>
    private async Task<decimal> SumAsync(string page, string figure, string column)
    {
        var rows = await Csv.RowsAsync(site, Figure(page, figure).Link.Replace("/line-items?", "/line-items.csv?", StringComparison.Ordinal));
        return decimal.Round(rows.Where(row => row["rate"].Length > 0).Sum(row => Csv.Amount(row[column]) * Csv.Amount(row["rate"])), 2);
    }

    private static (string Link, decimal Value) Figure(string page, string name)
    {
        var found = Regex.Match(page, $"<dt>{name}</dt>\\s*<dd><a class=\"money short\" href=\"([^\"]*)\">.*?<data class=\"exact\" value=\"([^\"]*)\">", RegexOptions.Singleline);
        Assert.True(found.Success, $"There is no figure “{name}”.");
        return (WebUtility.HtmlDecode(found.Groups[1].Value), Csv.Amount(found.Groups[2].Value));
    }

    private static int Number(string page, string name) => int.Parse(Numbers().Matches(page).Single(found => found.Groups[1].Value == name).Groups[2].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static string InWords(int number) => Words.Count(number, "donor").Split(' ')[0];

    [GeneratedRegex("<dt>([^<]*)</dt>\\s*<dd><a href=\"[^\"]*\">([0-9,]+)</a>")]
    private static partial Regex Numbers();
}
