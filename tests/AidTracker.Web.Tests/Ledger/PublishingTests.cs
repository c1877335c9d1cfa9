using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Tests.Ledger;

public sealed class PublishingTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    private static readonly Currency Cad = new("CAD");

    [Fact]
    public async Task Of_two_editors_on_one_package_one_wins_and_the_other_is_told_and_can_go_on()
    {
        await OpenAsync("race");

        var attempts = await Task.WhenAll(Enumerable.Range(0, 2).Select(async editor =>
        {
            try
            {
                await ToppedUpAsync("race", seenRevision: 1, amount: 10 + editor);
                return "published";
            }
            catch (LedgerRefusal refusal)
            {
                return refusal.Rule;
            }
        }));

        Assert.Equal(["package_revision_pkey", "published"], attempts.Order());

        var seen = (await ledger.LoadAsync("race")).Revision;
        await ToppedUpAsync("race", seen, 5);
        Assert.Contains((await ledger.LoadAsync("race")).Standing.Committed, new decimal?[] { 115, 116 });
    }

    [Fact]
    public async Task Editors_of_different_packages_do_not_stand_in_each_others_way()
    {
        var slugs = Enumerable.Range(0, 12).Select(i => $"crowd-{i}").ToList();

        await Task.WhenAll(slugs.Select(OpenAsync));

        foreach (var slug in slugs)
        {
            Assert.Equal(100, (await ledger.LoadAsync(slug)).Standing.Committed);
        }
    }

    [Fact]
    public async Task The_same_command_twice_is_one_publication()
    {
        var command = Guid.NewGuid();
        await OpenAsync("twice");

        var first = await ToppedUpAsync("twice", 1, 10, command);
        var again = await ToppedUpAsync("twice", 1, 10, command);

        Assert.Equal(first, again);
        Assert.Equal(110, (await ledger.LoadAsync("twice")).Standing.Committed);
    }

    [Fact]
    public async Task The_same_command_at_the_same_time_is_one_publication()
    {
        var command = Guid.NewGuid();
        await OpenAsync("double-click");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ToppedUpAsync("double-click", 1, 10, command)));

        Assert.Single(answers.Distinct());
        Assert.Equal(110, (await ledger.LoadAsync("double-click")).Standing.Committed);
    }

    [Fact]
    public async Task What_was_published_is_loaded_as_it_was()
    {
        await ledger.Publish.OpenAsync(Package.Open("whole", Cad, ["CA", "US"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor E"), revision =>
        {
            revision.Describe(new PackageDescription("Whole", "All of it", "PURL"));
            var line = revision.AddLine(new LineDescription("AMM", "rounds", "PUR", ["ARM", "MED"], "CZAI", "CZ", "round"));
            revision.Announce(Announcement.Announced(
                AnnouncedDate.Month(2025, 6), "Between", [new Entry(line.Number, new Money(50.25m, Cad), AmountQualifier.Between, 40, new Quantity(20_000), new Money(36, new Currency("USD")), true, "as said")],
                new Headline(AmountQualifier.Between, 40, new Money(36, new Currency("USD"))), "Kananaskis",
                new Source("PMO", SourceGrade.A, "https://example.org/x", "Release", new DateOnly(2025, 6, 17), true, "followed"),
                new Source("Other", SourceGrade.D, followed: false, note: "says 60")));
        });

        var package = await ledger.LoadAsync("whole");
        var announcement = Assert.Single(package.Announcements);
        var entry = Assert.Single(announcement.Entries);
        var description = package.Lines.Single(line => line.IsNamed).Description!;

        Assert.Equal(["CA", "US"], package.Donors.Select(donor => donor.Party));
        Assert.Equal(("Whole", "All of it", "PURL"), (package.Description.Title, package.Description.Summary, package.Description.Initiative));
        Assert.Equal(("AMM", "rounds", "PUR", "CZAI", "CZ", "round"), (description.Category, description.Description, description.Instrument, description.Initiative, description.Supplier, description.Unit));
        Assert.Equal(["ARM", "MED"], description.AlsoCovers);
        Assert.Equal((new Money(50.25m, Cad), AmountQualifier.Between, 40m, 20_000m, new Money(36, new Currency("USD")), true, "as said"),
            (entry.Amount, entry.Qualifier, entry.Low, entry.Quantity, entry.Stated, entry.StatedByDonor, entry.Note));
        Assert.Equal(("June 2025", "Kananaskis", "Between"), (announcement.Date.ToString(), announcement.Place, announcement.Summary));
        Assert.Equal(new Headline(AmountQualifier.Between, 40, new Money(36, new Currency("USD"))), announcement.Headline);
        Assert.Equal([("PMO", SourceGrade.A, "https://example.org/x", "Release", new DateOnly(2025, 6, 17), true, "followed"), ("Other", SourceGrade.D, null, null, null, false, "says 60")],
            announcement.Sources.Select(source => (source.Publisher, source.Grade, source.Url, source.Title, source.PublishedOn, source.Followed, source.Note)));
        Assert.Equal(("Editor E", PublicationOrigin.Desk), (announcement.Publication!.Editor, announcement.Publication.Origin));
        Assert.Equal(announcement.Publication.RecordedAt, announcement.Publication.LoadedAt);
    }

    [Theory]
    [InlineData("XX", "UA", "CAD", "package_donor_party_fkey")]
    [InlineData("CA", "XX", "CAD", "package_recipient_party_fkey")]
    [InlineData("CA", "UA", "XXQ", "package_currency_fkey")]
    public async Task A_code_that_is_in_no_list_is_refused_with_a_sentence(string donor, string recipient, string currency, string rule)
    {
        var refusal = await Assert.ThrowsAsync<LedgerRefusal>(() => ledger.Publish.OpenAsync(
            Package.Open("unknown", new Currency(currency), [donor], [recipient]), Publication.AtDesk(Guid.NewGuid(), "Editor"), Hundred(new Currency(currency))));

        Assert.Equal(rule, refusal.Rule);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_taken_once()
    {
        await OpenAsync("taken");

        Assert.Equal("package_slug_key", (await Assert.ThrowsAsync<LedgerRefusal>(() => OpenAsync("taken"))).Rule);
    }

    private static Action<Revision> Hundred(Currency currency) => revision =>
    {
        revision.Describe(new PackageDescription("A hundred"));
        revision.Announce(Announcement.Announced(AnnouncedDate.Day(2025, 1, 1), "A hundred", [new Entry(LineItem.NotYetItemised, new Money(100, currency))]));
    };

    private Task<long> OpenAsync(string slug) =>
        ledger.Publish.OpenAsync(Package.Open(slug, Cad, ["CA"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), Hundred(Cad));

    private Task<long> ToppedUpAsync(string slug, int seenRevision, decimal amount, Guid? command = null) =>
        ledger.Publish.OnAsync(slug, seenRevision, Publication.AtDesk(command ?? Guid.NewGuid(), "Editor"), revision =>
            revision.Announce(Announcement.ToppedUp(AnnouncedDate.Day(2025, 2, 1), "More", [new Entry(LineItem.NotYetItemised, new Money(amount, Cad))])));
}
