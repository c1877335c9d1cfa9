using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Texts;

namespace AidTracker.Domain.Tests.Texts;

/// <summary>The rules of reading, one by one, on sentences of our own.</summary>
public sealed class ReadingTests
{
    private static readonly DateOnly Day = new(2025, 8, 24);

    private static ReadDraft Read(string text, string? title = null) => AnnouncementReader.Read(new AnnouncementText(text, title, null, Day));

    private static (decimal, string)? Headline(string text, string? title = null) => Read(text, title).Headline is { } headline ? (headline.Amount, headline.Currency) : null;

    [Theory]
    [InlineData("2 billion euros", 2_000_000_000, "EUR")]
    [InlineData("CAD 2bn", 2_000_000_000, "CAD")]
    [InlineData("C$2.3 billion", 2_300_000_000, "CAD")]
    [InlineData("€500 mln", 500_000_000, "EUR")]
    [InlineData("€1.234.567,50", 1_234_567.5, "EUR")]
    [InlineData("EUR 1,234,567.50", 1_234_567.5, "EUR")]
    [InlineData("half a million euros", 500_000, "EUR")]
    [InlineData("$100-million", 100_000_000, "CAD")]
    [InlineData("US$ 40 million", 40_000_000, "USD")]
    [InlineData("1,5 billion euros", 1_500_000_000, "EUR")]
    [InlineData("€１２３ million", 123_000_000, "EUR")]
    [InlineData("two hundred million pounds", 200_000_000, "GBP")]
    [InlineData("35M euros", 35_000_000, "EUR")]
    public void Amounts_are_read_as_they_are_written(string amount, double value, string currency) =>
        Assert.Equal(((decimal)value, currency), Headline($"Canada will give Ukraine {amount} for ammunition."));

    [Theory]
    [InlineData("Canada", "$20 million", "CAD")]
    [InlineData("Australia", "$20 million", "AUD")]
    [InlineData("New Zealand", "20 million dollars", "NZD")]
    [InlineData("The United States", "$20 million", "USD")]
    [InlineData("Canada", "20 million U.S. dollars", "USD")]
    [InlineData("Norway", "20 million kroner", "NOK")]
    [InlineData("Denmark", "20 million kroner", "DKK")]
    [InlineData("Sweden", "kr 20 million", "SEK")]
    [InlineData("The Czech Republic", "20 million crowns", "CZK")]
    public void A_bare_dollar_or_crown_is_the_donors_own(string donor, string amount, string currency) =>
        Assert.Equal((20_000_000m, currency), Headline($"{donor} will give Ukraine {amount} for ammunition."));

    [Fact]
    public void A_dollar_that_is_nobodys_is_said_to_be_guessed() =>
        Assert.Contains(Read("Norway will give Ukraine $20 million for ammunition.").Warnings, warning => warning.Contains("whose dollar", StringComparison.Ordinal));

    [Theory]
    [InlineData("about €20 million", AmountQualifier.Approximately)]
    [InlineData("up to €20 million", AmountQualifier.UpTo)]
    [InlineData("more than €20 million", AmountQualifier.MoreThan)]
    [InlineData("at least €20 million", AmountQualifier.AtLeast)]
    [InlineData("€20 million", AmountQualifier.Exact)]
    public void Qualifiers_stand_before_the_amount(string amount, AmountQualifier qualifier) =>
        Assert.Equal(qualifier, Read($"Latvia will give Ukraine {amount} for drones.").Headline!.Qualifier);

    [Theory]
    [InlineData("between 40 and 50 million euros")]
    [InlineData("40 to 50 million euros")]
    [InlineData("€40-50 million")]
    [InlineData("EUR 40 million to EUR 50 million")]
    public void A_range_has_two_ends(string amount)
    {
        var headline = Read($"Latvia will give Ukraine {amount} for drones.").Headline!;
        Assert.Equal((50_000_000m, (decimal?)40_000_000m, AmountQualifier.Between), (headline.Amount, headline.Low, headline.Qualifier));
    }

    [Theory]
    [InlineData("cumulative", "It brings the total to €900 million.")]
    [InlineData("cumulative", "Since February 2022 Riga has sent €900 million.")]
    [InlineData("cumulative", "Latvian assistance now exceeds €900 million.")]
    [InlineData("cumulative", "The first nine packages were worth €900 million.")]
    [InlineData("economy", "Latvia’s economy is worth €900 million.")]
    [InlineData("own_forces", "Its own army will get €900 million.")]
    [InlineData("budget", "The draft budget holds €900 million.")]
    [InlineData("rate", "The country spends €900 million a year.")]
    [InlineData("earlier", "Last year it gave €900 million.")]
    [InlineData("earlier", "In May it gave €900 million.")]
    [InlineData("other_donor", "Germany has promised €900 million.")]
    [InlineData("part_of_wider", "The money is drawn from a fund of €900 million.")]
    [InlineData("separate", "Separately, it set out €900 million.")]
    [InlineData("frozen_assets", "About €900 million of Russian assets are frozen.")]
    [InlineData("follow_on", "A further €900 million should follow.")]
    [InlineData("reward", "There is a reward of €900 million.")]
    public void Figures_of_other_things_are_left_out_with_their_reason(string rule, string sentence)
    {
        var draft = Read($"Latvia will give Ukraine €1,000 million for drones. {sentence}");
        Assert.Equal(1_000_000_000m, draft.Headline!.Amount);
        Assert.DoesNotContain(draft.Items, item => item.Amount is not null);
        Assert.Contains(draft.Ignored, left => left.Rule == rule && left.Text.Contains("900", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_money_in_another_currency_is_no_more_money()
    {
        var draft = Read("Denmark gives Ukraine DKK 300 million (€40 million, or about $43 million) for shells.");
        Assert.Equal((300_000_000m, "DKK"), (draft.Headline!.Amount, draft.Headline.Currency));
        Assert.Equal([(40_000_000m, "EUR"), (43_000_000m, "USD")], draft.Equivalents.Select(one => (one.Amount, one.Currency)));
        Assert.DoesNotContain(draft.Items, item => item.Amount is not null);
    }

    [Fact]
    public void Parts_take_the_currency_of_the_one_before()
    {
        var draft = Read("Canada will give Ukraine 34 million Canadian dollars. Of this, 18 million Canadian dollars will buy drones, 6 million will pay for fuel, and 10 million is for training.");
        Assert.Equal(
            [(18_000_000m, "CAD", "UAS"), (6_000_000m, "CAD", "LOG"), (10_000_000m, "CAD", "TRN")],
            draft.Items.Select(item => (item.Amount!.Value, item.Currency!, item.Category)));
    }

    [Fact]
    public void What_a_sum_was_raised_to_is_the_headline_and_what_it_was_is_not()
    {
        var draft = Read("Norway proposes to raise its programme for Ukraine from NOK 75 billion to NOK 135 billion.");
        Assert.Equal((135_000_000_000m, AnnouncementKind.ToppedUp), (draft.Headline!.Amount, draft.Kind.Value));
        Assert.Contains(draft.Ignored, left => left.Rule == "earlier" && left.Text == "NOK 75 billion");
    }

    [Fact]
    public void Parts_that_a_text_announces_by_number_are_added_up()
    {
        var draft = Read("The United States approved two separate drawdowns for Lebanon. The first is worth up to $25 million. The second is worth up to $22 million.");
        Assert.Equal((47_000_000m, AmountQualifier.UpTo), (draft.Headline!.Amount, draft.Headline.Qualifier));
        Assert.Equal([25_000_000m, 22_000_000m], draft.Items.Select(item => item.Amount!.Value));
        Assert.Contains(draft.Warnings, warning => warning.StartsWith("The headline is a sum", StringComparison.Ordinal));
    }

    [Fact]
    public void The_military_part_is_the_headline_where_the_rest_is_civil() =>
        Assert.Equal((2_000_000_000m, "CAD"), Headline("Canada promised Ukraine $4.3 billion. Of that, $2 billion is military aid. The other $2.3 billion is a loan for rebuilding."));

    [Theory]
    [InlineData("20,000 rounds of 155 mm ammunition", 20_000, "round", "AMM")]
    [InlineData("two dozen Patriot missiles", 24, "missile", "ADS")]
    [InlineData("22 Leopard 1 A5 tanks", 22, "tank", "ARM")]
    [InlineData("1,800 2,000-pound bombs", 1_800, "bomb", "AMM")]
    [InlineData("25,000 sets of body armour", 25_000, "set", "SAL")]
    [InlineData("six F-16s", 6, "aircraft", "AIR")]
    [InlineData("10 Storm 90 combat boats", 10, "boat", "NAV")]
    [InlineData("400 machine guns", 400, "gun", "SAL")]
    [InlineData("200 anti-drone jammers and 30 radars", 30, "radar", "C4I")]
    [InlineData("3 mine clearance vehicles", 3, "vehicle", "ENG")]
    public void Goods_are_counted_in_their_unit(string goods, double quantity, string unit, string category) =>
        Assert.Contains(((decimal)quantity, unit, category), Read($"Finland will send Ukraine {goods}.").Items.Select(item => (item.Quantity!.Value, item.Unit!, item.Category)));

    [Fact]
    public void Numbers_of_a_list_share_its_last_word()
    {
        var draft = Read("Finland will send Ukraine 30 Alfa, 20 Bravo and six Charlie drones.");
        Assert.Equal([(30m, "UAS"), (20m, "UAS"), (6m, "UAS")], draft.Items.Select(item => (item.Quantity!.Value, item.Category)));
    }

    [Fact]
    public void A_sum_of_what_follows_is_no_item_of_its_own()
    {
        var draft = Read("Finland will send Ukraine 70 vehicles, namely 28 carriers, 14 ambulances and 28 trucks.");
        Assert.Equal([28m, 14m, 28m], draft.Items.Select(item => item.Quantity!.Value));
        Assert.Contains(draft.Ignored, left => left.Rule == "subtotal");
    }

    [Theory]
    [InlineData("calibre", "The shells are of 155 mm calibre.")]
    [InlineData("percentage", "Costs fell by 12 percent.")]
    [InlineData("distance", "They reach 500 kilometres.")]
    [InlineData("time", "Deliveries take 18 months.")]
    [InlineData("year", "Production began in 2019.")]
    [InlineData("reference", "It follows Resolution 1701 of the council.")]
    [InlineData("need", "Ukraine still needs 25 Patriot batteries.")]
    [InlineData("battle", "Russia launched 440 drones overnight.")]
    [InlineData("cumulative", "Since February 2022 it has sent 90 tanks.")]
    public void Numbers_that_are_no_goods_given_are_left_out(string rule, string sentence)
    {
        var draft = Read($"Finland will send Ukraine ammunition. {sentence}");
        Assert.DoesNotContain(draft.Items, item => item.Quantity is not null);
        Assert.Contains(draft.Ignored, left => left.Rule == rule);
    }

    [Theory]
    [InlineData("Ottawa will send Kyiv 3 radars.", "CA", "UA")]
    [InlineData("The Danish government has approved a package for Moldova.", "DK", "MD")]
    [InlineData("Lebanon’s army is to get trucks from the United States.", "US", "LB")]
    [InlineData("Denmark and the Netherlands will jointly buy 14 tanks for Ukraine.", "DK NL", "UA")]
    [InlineData("Together with Germany, Norway is financing two Patriot systems for Ukraine.", "NO DE", "UA")]
    [InlineData("The EU adopted a measure in support of the armed forces of Moldova and Georgia.", "EU", "MD GE")]
    [InlineData("WASHINGTON - Dutch F-16s for Ukraine are ready, the Dutch government said.", "NL", "UA")]
    [InlineData("China offered the continent military grants.", "CN", "")]
    public void Parties_are_told_by_what_stands_beside_their_names(string text, string donors, string recipients)
    {
        var draft = Read(text);
        Assert.Equal(donors.Split(' '), draft.Donors.Select(donor => donor.Value));
        Assert.Equal(recipients.Split(' ', StringSplitOptions.RemoveEmptyEntries), draft.Recipients.Select(recipient => recipient.Value));
    }

    [Theory]
    [InlineData("Latvia will give Ukraine €20 million.", AnnouncementKind.Announced)]
    [InlineData("Latvia spells out how its €20 million for Ukraine will be spent.", AnnouncementKind.Itemised)]
    [InlineData("Latvia will give Ukraine €20 million. The money is not new.", AnnouncementKind.Reannounced)]
    [InlineData("Latvia tops up its support for Ukraine by €20 million.", AnnouncementKind.ToppedUp)]
    [InlineData("Latvia has suspended weapons deliveries to Ukraine.", AnnouncementKind.Suspended)]
    [InlineData("Latvia will resume weapons deliveries to Ukraine.", AnnouncementKind.Resumed)]
    [InlineData("Latvia cancelled a package of arms for Ukraine.", AnnouncementKind.Cancelled)]
    [InlineData("Latvia handed over 12 howitzers to Ukraine.", AnnouncementKind.Delivered)]
    [InlineData("Latvia disbursed €20 million to Ukraine.", AnnouncementKind.Paid)]
    [InlineData("Latvia and Ukraine concluded a security agreement.", AnnouncementKind.Agreed)]
    public void Kinds_are_told_by_the_first_sentences(string text, AnnouncementKind kind) => Assert.Equal(kind, Read(text).Kind.Value);

    [Fact]
    public void Channels_and_years_are_found()
    {
        var draft = Read("The Netherlands pays €500 million for Ukraine through the Prioritised Ukraine Requirements List over 2025-2027.");
        Assert.Equal(["PURL"], draft.Initiatives.Select(initiative => initiative.Value));
        Assert.Equal(("FND", new YearSpan(2025, 2027)), (draft.Instrument!.Value, draft.Years!.Value));
    }

    [Fact]
    public void A_first_line_without_a_full_stop_is_the_title()
    {
        var text = "Latvia sends drones\nLatvia will give Ukraine €20 million.";
        var headline = Read(text).Headline!;
        Assert.Equal("€20 million", text[headline.Span.Start..headline.Span.End]);
    }

    [Fact]
    public void Every_value_says_where_it_stands_and_why()
    {
        const string title = "Canada sends 3 radars";
        const string text = "Canada will give Ukraine $50 million ($36 million in American money): $30 million for 8,000 shells and $20 million for training. That brings its total to $9 billion.";
        var draft = AnnouncementReader.Read(new AnnouncementText(text, title, null, Day));
        var places = draft.Items.Select(item => (item.Span, item.Why)).Concat(draft.Equivalents.Select(one => (one.Span, one.Why))).Append((draft.Headline!.Span, draft.Headline.Why))
            .Concat(draft.Ignored.Select(left => (left.Span, Why: left.Reason)));
        Assert.All(places, place =>
        {
            Assert.NotEmpty((place.Span.InTitle ? title : text)[place.Span.Start..place.Span.End]);
            Assert.NotEmpty(place.Why);
        });
        Assert.All(draft.Ignored, left => Assert.Equal((left.Span.InTitle ? title : text)[left.Span.Start..left.Span.End], left.Text));
    }
}
