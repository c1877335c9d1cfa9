using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Subjects;
using AidTracker.Web.Tests.Reading;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Subjects;

/// <summary>Donors, recipients, categories and initiatives: their figures are the ledger's, folded.</summary>
public sealed partial class SubjectTests(DemonstrationLedger ledger, DemonstrationSite site) : IClassFixture<DemonstrationLedger>, IClassFixture<DemonstrationSite>
{
    private static readonly LedgerFilter[] Lenses =
    [
        new(),
        new() { Currency = "EUR" },
        new() { Currency = "USD", RateDay = new DateOnly(2025, 6, 30) },
        new() { AsOf = new AsOf(new DateOnly(2024, 6, 30)) },
        new() { AsOf = new AsOf(new DateOnly(2025, 8, 31), 60), Currency = "CAD" },
    ];

    [Fact]
    public async Task The_subjects_of_an_index_add_up_to_the_ledger_at_any_point_in_any_currency()
    {
        await using var context = ledger.Context();
        foreach (var lens in Lenses)
        {
            var ledgers = (await Totals.ByCurrencyAsync(context, lens)).Select(total => (total.Currency, total.Committed)).ToList();
            foreach (var kind in SubjectKind.All)
            {
                var sums = AidTotal.Of(await context.AidSumsAsync(lens, kind.By, default));

                Assert.Equal(ledgers.Select(total => total.Currency), sums.Select(total => total.Currency));
                foreach (var (total, sum) in ledgers.Zip(sums))
                {
                    AssertClose(total.Committed, sum.Military + sum.Repayable + sum.Civil, $"{kind.Many} in {total.Currency} of {lens.ToQuery()}");
                }
            }
        }
    }

    [Fact]
    public async Task The_months_add_up_to_what_stands_for_the_ledger_and_for_every_subject()
    {
        await using var context = ledger.Context();
        foreach (var lens in Lenses)
        {
            await AssertMonthsAsync(lens);
            foreach (var kind in SubjectKind.All)
            {
                foreach (var code in (await context.AidSumsAsync(lens, kind.By, default)).SelectMany(kind.CodesOf).Distinct().Order(StringComparer.Ordinal).Take(6))
                {
                    await AssertMonthsAsync(kind.Of(code, lens));
                }
            }
        }

        async Task AssertMonthsAsync(LedgerFilter filter)
        {
            var months = (await context.MovedAsync(filter, default)).GroupBy(row => row.Currency).ToDictionary(group => group.Key, group => group.Sum(row => row.Amount));
            foreach (var total in await Totals.ByCurrencyAsync(context, filter))
            {
                AssertClose(total.Committed, months.GetValueOrDefault(total.Currency), $"{total.Currency} of {filter.ToQuery()}");
            }
        }
    }

    [Fact]
    public async Task Every_subject_of_every_index_has_a_page_and_every_link_on_Canadas_leads_somewhere()
    {
        foreach (var kind in SubjectKind.All)
        {
            var links = Links().Matches(await site.GetAsync(kind.Path)).Select(match => match.Groups[1].Value).Where(link => link.StartsWith(kind.Path + "/", StringComparison.Ordinal)).Distinct().ToList();
            Assert.NotEmpty(links);
            foreach (var link in links)
            {
                Assert.Contains("<h1>", await site.GetAsync(link), StringComparison.Ordinal);
            }
        }

        var canada = Links().Matches(await site.GetAsync("/donors/CA?currency=EUR&announcedBy=2025-09-01")).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(link => link.StartsWith('/') && !link.Contains('.', StringComparison.Ordinal)).Distinct().ToList();
        Assert.Contains(canada, link => link.StartsWith("/packages?", StringComparison.Ordinal) && link.Contains("currency=EUR&announcedBy=2025-09-01", StringComparison.Ordinal));
        foreach (var link in canada)
        {
            using var response = await site.Client.GetAsync(new Uri(link, UriKind.Relative));
            Assert.True((int)response.StatusCode < 400, $"{link} answered {response.StatusCode}.");
        }
    }

    [Theory]
    [InlineData("/donors/CAN", HttpStatusCode.Redirect, "/donors/CA")]
    [InlineData("/donors/ca?currency=EUR", HttpStatusCode.Redirect, "/donors/CA?currency=EUR")]
    [InlineData("/categories/ads", HttpStatusCode.Redirect, "/categories/ADS")]
    [InlineData("/donors/ZZ", HttpStatusCode.NotFound, "No donor has the code “ZZ”")]
    [InlineData("/initiatives/%3Cscript%3E", HttpStatusCode.NotFound, "No initiative has the code")]
    [InlineData("/recipients/UA?donor=CA", HttpStatusCode.BadRequest, "is not a parameter of this page")]
    [InlineData("/donors?currency=UAH", HttpStatusCode.BadRequest, "There are no exchange rates of UAH")]
    [InlineData("/donors/CA?announcedBy=2020-01-01", HttpStatusCode.OK, "Nothing was on record then")]
    public async Task An_address_is_answered_in_words_or_led_to_its_proper_form(string address, HttpStatusCode status, string words)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(words, status == HttpStatusCode.Redirect ? response.Headers.Location!.ToString() : WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    // Sums of parts are rounded to six decimals each, the whole once.
    private static void AssertClose(decimal expected, decimal sum, string of) => Assert.True(Math.Abs(expected - sum) < 0.005m, $"{of}: {sum} and not {expected}");

    [GeneratedRegex("href=\"([^\"#]+)")]
    private static partial Regex Links();
}
