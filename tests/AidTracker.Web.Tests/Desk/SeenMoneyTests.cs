using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Writing;

namespace AidTracker.Web.Tests.Desk;

/// <summary>"Have we seen this money?"</summary>
public sealed class SeenMoneyTests(DeskLedger ledger) : IClassFixture<DeskLedger>
{
    [Fact]
    public async Task The_story_of_August_offers_the_package_of_June_for_its_breakdown()
    {
        var (form, _) = PastedText.Read(new Pasted(AugustStory.Text, AugustStory.Title, AugustStory.Publisher, "", AugustStory.Published), new DateOnly(2025, 9, 1));
        var seen = Assert.Single(await ledger.Seen.FindAsync(form));

        Assert.Equal(AugustStory.June, seen.Slug);
        Assert.True(seen.IsNear);
        Assert.Equal(AnnouncementKind.Itemised, seen.Offers[0]);
    }

    [Theory]
    [InlineData("2bn", "2025-08-24", true)]
    [InlineData("1.96bn", "2025-08-24", true)]
    [InlineData("1.95bn", "2025-08-24", false)]
    [InlineData("2.04bn", "2025-08-24", true)]
    [InlineData("2.05bn", "2025-08-24", false)]
    [InlineData("2bn", "2026-12-17", true)]
    [InlineData("2bn", "2026-12-18", false)]
    [InlineData("2bn", "2023-12-16", false)]
    public async Task An_amount_within_two_per_cent_and_eighteen_months_is_near(string amount, string date, bool near)
    {
        Assert.Equal(near, (await ledger.Seen.FindAsync(New(amount, date))).Any(seen => seen.IsNear));
    }

    [Theory]
    [InlineData("CA", "MD")]
    [InlineData("US", "UA")]
    public async Task Other_parties_have_other_money(string donor, string recipient)
    {
        var form = New("2bn", "2025-08-24");
        (form.Donors, form.Recipients) = (donor, recipient);

        Assert.Empty(await ledger.Seen.FindAsync(form));
    }

    [Fact]
    public async Task The_same_money_in_another_currency_is_near_by_the_rate_of_the_day()
    {
        await using var context = ledger.Context();
        var rate = await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.SqlQuery<decimal>(context.Database, $"""select round(ledger.exchange('CAD', 'EUR', '2025-08-22', {long.MaxValue - 1}), 12) as "Value" """).ToAsyncEnumerable().FirstAsync();
        var form = New($"EUR {decimal.Round(2_000 * rate, 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}M", "2025-08-22");

        Assert.True(Assert.Single(await ledger.Seen.FindAsync(form)).IsNear);
    }

    [Fact]
    public async Task To_enter_it_as_new_needs_a_reason_that_stands_in_the_packages_summary()
    {
        var form = New("2bn", "2025-08-24");
        Assert.Contains(DeskLedger.Refusing(await ledger.ReadAsync(form)), refusal => refusal.StartsWith("other-money: ", StringComparison.Ordinal) && refusal.Contains(AugustStory.June, StringComparison.Ordinal));

        form.OtherMoney = "It is a loan of another fund.";
        var preview = await ledger.ReadAsync(form);

        Assert.Empty(DeskLedger.Refusing(preview));
        Assert.Contains(AugustStory.June, preview.Package!.Description.Summary, StringComparison.Ordinal);
        Assert.EndsWith("It is a loan of another fund.", preview.Package.Description.Summary, StringComparison.Ordinal);
    }

    private static DraftForm New(string amount, string date) => new()
    {
        Donors = "CA", Recipients = "UA", Currency = "CAD", Slug = "ca-ua-other", Title = "Another", Kind = "Announced", Date = date, Amount = amount, Summary = "Another promise.",
        Sources = [new DraftSource { Publisher = "Example", Grade = "D" }],
    };
}
