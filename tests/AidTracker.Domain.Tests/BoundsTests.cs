using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Tests;

public sealed class BoundsTests
{
    private static readonly Currency Cad = new("CAD");

    [Theory]
    [InlineData("cad")]
    [InlineData("CA")]
    [InlineData("CAD ")]
    [InlineData("")]
    public void A_currency_is_three_capital_letters(string code) =>
        Assert.Contains("ISO 4217", Assert.Throws<ArgumentException>(() => new Currency(code)).Message, StringComparison.Ordinal);

    [Fact]
    public void Money_is_exact_to_the_hundredth_and_bounded()
    {
        Assert.Equal(0.01m, new Money(0.01m, Cad).Amount);
        Assert.Throws<ArgumentException>(() => new Money(0.001m, Cad));
        Assert.Throws<ArgumentException>(() => new Money(Money.Limit + 1, Cad));
    }

    [Fact]
    public void Two_currencies_do_not_add_up()
    {
        Assert.Equal(new Money(3, Cad), new Money(1, Cad) + new Money(2, Cad));
        Assert.Equal(new Money(-1, Cad), new Money(1, Cad) - new Money(2, Cad));
        Assert.Throws<InvalidOperationException>(() => new Money(1, Cad) + new Money(1, new Currency("USD")));
        Assert.Equal("CAD 2,000,000,000", new Money(2_000_000_000, Cad).ToString());
    }

    [Fact]
    public void A_quantity_is_bounded()
    {
        Assert.Throws<ArgumentException>(() => new Quantity(0.0001m));
        Assert.Throws<ArgumentException>(() => new Quantity(Quantity.Limit + 1));
    }

    [Fact]
    public void A_date_known_to_the_month_counts_at_its_last_day()
    {
        Assert.Equal(new DateOnly(2024, 2, 29), AnnouncedDate.Month(2024, 2).On);
        Assert.Equal("February 2024", AnnouncedDate.Month(2024, 2).ToString());
        Assert.Equal("announcement_month_counts_at_its_end", Refused(() => AnnouncedDate.Of(new DateOnly(2024, 2, 1), DatePrecision.Month)));
    }

    [Theory]
    [InlineData("ftp://example.org/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("example.org")]
    public void A_source_links_by_http_or_https_only(string url) =>
        Assert.Equal("announcement_source_url_is_http", Refused(() => new Source("Somebody", SourceGrade.D, url)));

    [Fact]
    public void Texts_have_bounds_and_a_sentence()
    {
        Assert.Equal("text_bounds", Refused(() => new Source(new string('x', Source.PublisherLimit + 1), SourceGrade.A)));
        Assert.Equal("text_bounds", Refused(() => new Announcement(AnnouncementKind.Agreed, AnnouncedDate.Day(2025, 1, 1), "  ")));
        Assert.Equal("text_bounds", Refused(() => new PackageDescription("")));
        Assert.Equal("text_bounds", Refused(() => Publication.AtDesk(Guid.NewGuid(), "")));
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("two--hyphens")]
    [InlineData("-x")]
    [InlineData("")]
    [InlineData("ö")]
    public void An_address_is_made_of_plain_words(string slug) =>
        Assert.Equal("package_slug_form", Refused(() => Package.Open(slug, Cad, ["CA"], ["UA"])));

    [Fact]
    public void A_package_has_a_donor_a_recipient_and_a_title()
    {
        Assert.Equal("package_has_both_sides", Refused(() => Package.Open("x", Cad, [], ["UA"])));
        Assert.Equal("package_has_both_sides", Refused(() => Package.Open("x", Cad, ["CA"], [])));
        Assert.Equal("package_is_described", Refused(() => Package.Open("x", Cad, ["CA"], ["UA"]).Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), 0, _ => { })));
    }

    [Fact]
    public void An_entry_says_one_thing_only()
    {
        Assert.Equal("entry_amount_not_zero", Refused(() => new Entry(1, Money.Zero(Cad))));
        Assert.Equal("entry_qualifier_fkey", Refused(() => new Entry(1, null, AmountQualifier.Undisclosed)));
        Assert.Equal("entry_unpriced_is_named", Refused(() => new Entry(LineItem.NotYetItemised, null)));
        Assert.Equal("entry_overlap_says_why", Refused(() => new Entry(LineItem.Overlap, new Money(-1, Cad))));
        Assert.Equal("entry_low_is_of_a_range", Refused(() => new Entry(1, new Money(5, Cad), AmountQualifier.Between)));
        Assert.Equal("entry_low_is_of_a_range", Refused(() => new Entry(1, new Money(5, Cad), AmountQualifier.Exact, low: 3)));
        Assert.Equal("headline_low_is_of_a_range", Refused(() => new Headline(AmountQualifier.Between, -1)));
    }

    [Fact]
    public void A_headline_stands_only_on_a_kind_that_states_a_sum() =>
        Assert.Equal("announcement_headline_fits_kind", Refused(() => new Announcement(AnnouncementKind.Itemised, AnnouncedDate.Day(2025, 1, 1), "x", headline: Headline.Exact)));

    [Fact]
    public void What_is_not_there_cannot_be_corrected_or_used()
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  100");
        Assert.Equal("announcement_follows_previous", Refused(() => package.Tell("correct 7: 2025-01-01  announced  90")));

        package = Story.Of("CA → UA, CAD", "2025-01-01  announced  100");
        Assert.Equal("entry_line_fkey", Refused(() => package.Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), 1, revision =>
            revision.Announce(Announcement.Itemised(AnnouncedDate.Day(2025, 2, 1), "x", [new Entry(9, new Money(5, Cad)), new Entry(0, new Money(-5, Cad))])))));
    }

    [Fact]
    public void A_line_is_described_anew_and_keeps_what_was_known_before()
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  AMM 100");
        package.Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), 1, revision => revision.DescribeLine(1, new LineDescription("ARM", "wider", alsoCovers: ["AMM", "ARM", "AMM"]), "a better source"));

        var line = package.Lines.Single(each => each.Number == 1);
        Assert.Equal(2, line.Descriptions.Count);
        Assert.Equal(["AMM"], line.Descriptions[1].AlsoCovers);
        Assert.Equal(new string?[] { null, "a better source" }, line.Descriptions.Select(description => description.Reason));
        Assert.Equal("line_item_description_is_of_a_named_line", Refused(() =>
            package.Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), 2, revision => revision.DescribeLine(0, new LineDescription("AMM", "x"), "why not"))));
    }

    [Fact]
    public void A_change_of_words_says_why_and_first_words_have_nothing_to_say()
    {
        string Changed(Action<Revision> write) => Refused(() => Story.Of("CA → UA, CAD", "2025-01-01  announced  AMM 100").Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), 1, write));

        Assert.Equal("package_description_says_why", Changed(revision => revision.Describe(new PackageDescription("Another"))));
        Assert.Equal("package_description_says_why", Changed(revision => revision.Describe(new PackageDescription("Another"), " ")));
        Assert.Equal("line_item_description_says_why", Changed(revision => revision.DescribeLine(1, new LineDescription("ARM", "wider"), null)));
        Assert.Equal("text_bounds", Changed(revision => revision.DescribeLine(1, new LineDescription("ARM", "wider"), new string('x', Announcement.ReasonLimit + 1))));
        Assert.Equal("package_description_says_why", Refused(() => Package.Open("first", Cad, ["CA"], ["UA"])
            .Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), 0, revision => revision.Describe(new PackageDescription("First"), "because"))));

        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  AMM 100");
        package.Publish(Publication.AtDesk(Guid.NewGuid(), "Test"), 1, revision => revision.Describe(new PackageDescription("Another"), "the donor calls it so"));
        Assert.Equal("the donor calls it so", package.Descriptions[^1].Reason);
    }

    private static string Refused(Action act) => Assert.Throws<LedgerRefusal>(act).Rule;

    private static string Refused(Func<object> act) => Assert.Throws<LedgerRefusal>(act).Rule;
}
