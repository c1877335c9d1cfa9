using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Search;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Search;

/// <summary>What a question finds in the demonstration data, in which order, and at which point of both clocks.</summary>
public sealed class SearchTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    [Theory]
    [InlineData("Leopard 2A4", "Leopard 2A4")]
    [InlineData("leopard 2-a4", "Leopard 2A4")]
    [InlineData("155 mm", "155 mm")]
    [InlineData("155mm", "155 mm")]
    [InlineData("155-MM", "155 mm")]
    [InlineData("NASAMS", "NASAMS")]
    [InlineData("nasams launchers", "NASAMS launchers")]
    [InlineData("Leop", "Leopard")]
    [InlineData("Kánanaskìs", "Kananaskis")]
    public async Task A_question_finds_packages_by_their_titles(string asked, string title)
    {
        var found = await FindAsync(asked);

        Assert.Empty(found.Corrections);
        Assert.Contains(title, Group(found, SearchKind.Package)!.Rows[0].Heading, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Leoprad", "leopard")]
    [InlineData("Kannanaskis", "kananaskis")]
    [InlineData("NASAMSS", "nasams")]
    [InlineData("amunition", "ammunition")]
    public async Task A_word_with_a_typing_error_is_taken_for_the_one_on_record_and_says_so(string asked, string meant)
    {
        var found = await FindAsync(asked);

        Assert.Equal([new Correction(asked.ToLowerInvariant(), meant)], found.Corrections);
        Assert.NotNull(Group(found, SearchKind.Package));
        Assert.All(found.Groups.SelectMany(group => group.Rows), row => Assert.Contains(meant, SearchText.Fold($"{row.Heading} {row.Aside} {row.Body}"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_word_that_is_on_record_or_begins_one_is_never_corrected()
    {
        await using var context = ledger.Context();
        var words = await context.Database.SqlQuery<string>($"""select word as "Value" from ledger.search_word where length(word) > 4 and word !~ '[0-9]' order by md5(word) limit 60""").ToListAsync();

        Assert.NotEmpty(words);
        foreach (var word in words)
        {
            Assert.Empty((await FindAsync(word)).Corrections);
            Assert.NotEmpty((await FindAsync(word)).Groups);
            Assert.Empty((await FindAsync(word[..3])).Corrections);
        }
    }

    [Fact]
    public async Task Exact_words_stand_before_those_that_only_begin_so_and_titles_before_summaries()
    {
        foreach (var kind in new[] { SearchKind.Package, SearchKind.Line })
        {
            var rows = Group(await FindAsync("drone", kind), kind)!.Rows;
            Assert.Equal([true, false], rows.Select(row => row.IsExact).Distinct());
        }

        // Four of the packages have a Leopard, one only in its summary.
        var leopards = Group(await FindAsync("leopard"), SearchKind.Package)!;
        Assert.Contains("Leopard", leopards.Rows[0].Heading, StringComparison.Ordinal);
        Assert.DoesNotContain("Leopard", leopards.Rows[^1].Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partys_name_finds_its_packages_and_a_name_or_code_leads_to_its_page()
    {
        await using var context = ledger.Context();
        var ofCanada = await context.PackagesAt(AsOf.Now).CountAsync(package => package.Donors.Contains("CA"));

        var found = Group(await FindAsync("Canada", SearchKind.Package), SearchKind.Package)!;

        Assert.True(ofCanada > 0 && found.Matching >= ofCanada);
        foreach (var asked in new[] { "Canada", "ca", "CAN" })
        {
            var destinations = await Destination.OfAsync(context, ledger.Lists, asked, new LedgerFilter());
            Assert.Contains(destinations, destination => destination.Packages == ofCanada && destination.Path == "/donors/CA");
        }

        var package = Assert.Single(await Destination.OfAsync(context, ledger.Lists, "ca-ua-2025-06-kananaskis", new LedgerFilter()));
        Assert.Equal("/packages/ca-ua-2025-06-kananaskis", package.Path);
    }

    [Fact]
    public async Task What_was_recorded_or_announced_later_is_not_found_at_an_earlier_point()
    {
        await using var context = ledger.Context();
        var correction = await context.AnnouncementsAt(AsOf.Now).FirstAsync(row => row.Reason != null && row.Reason.Contains("wider than ammunition"));

        Assert.Contains(Group(await FindAsync("wider than ammunition"), SearchKind.Announcement)!.Rows, row => row.Version == correction.Version);
        Assert.Null(Group(await FindAsync("\"wider than ammunition\"", asOf: new AsOf(null, correction.Publication - 1)), SearchKind.Announcement));
        Assert.NotNull(Group(await FindAsync("\"wider than ammunition\"", asOf: new AsOf(null, correction.Publication)), SearchKind.Announcement));

        Assert.NotNull(Group(await FindAsync("Kananaskis", asOf: new AsOf(new DateOnly(2025, 6, 17))), SearchKind.Package));
        Assert.Null(Group(await FindAsync("Kananaskis", asOf: new AsOf(new DateOnly(2025, 6, 16))), SearchKind.Package));
        Assert.Empty((await FindAsync("Kananaskis", asOf: new AsOf(null, 0))).Groups);
    }

    [Fact]
    public async Task A_passage_and_a_source_are_found_by_their_words()
    {
        await using var context = ledger.Context();
        var (passage, quoted) = (await context.Database.SqlQuery<Passage>($"""select passage as "Text", is_quoted as "IsQuoted" from ledger.citation order by length(passage) desc limit 1""").ToListAsync())[0];
        var words = string.Join(' ', SearchText.Read(passage).Take(8).Select(token => token.Word));

        Assert.Contains(Group(await FindAsync($"\"{words}\""), quoted ? SearchKind.Passage : SearchKind.Summary)!.Rows, row => row.Heading == passage);
        var publisher = await context.AnnouncementsAt(AsOf.Now).Select(row => row.SourcePublisher!).Where(name => name != null).OrderByDescending(name => name.Length).FirstAsync();
        Assert.All(Group(await FindAsync($"\"{publisher}\""), SearchKind.Source)!.Rows, row => Assert.Contains(publisher, $"{row.Heading} {row.Aside}", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Pages_of_one_kind_hold_everything_once()
    {
        var all = new List<(long, int)>();
        var matching = 0;
        for (var page = 1; ; page++)
        {
            var group = Group(await FindAsync("Ukraine", SearchKind.Package, page), SearchKind.Package);
            if (group is null)
            {
                break;
            }

            matching = group.Matching;
            all.AddRange(group.Rows.Select(row => (row.PackageId, row.Number)));
        }

        Assert.True(matching > Searching.PageSize);
        Assert.Equal(matching, all.Count);
        Assert.Equal(matching, all.Distinct().Count());
    }

    [Theory]
    [InlineData("'; drop table ledger.entry; --")]
    [InlineData("a & b | !c <-> (d):*")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("%' or 1=1")]
    [InlineData("\\")]
    [InlineData("\"unbalanced")]
    [InlineData("ukra\0ine 💣 ﷺ Київ 東京")]
    public async Task Whatever_is_typed_is_words(string asked)
    {
        var (question, error) = SearchQuestion.Read(asked);
        Assert.Equal(question is null, error is not null);
        if (question is not null)
        {
            await using var context = ledger.Context();
            await Searching.FindAsync(context, question, AsOf.Now, null, 1);
        }
    }

    [Fact]
    public void Bounds_of_a_question_have_sentences()
    {
        Assert.Contains("at most 200 characters", SearchQuestion.Read(new string('a', 201)).Error, StringComparison.Ordinal);
        Assert.Contains("at most 16 words", SearchQuestion.Read(string.Join(' ', Enumerable.Repeat("a", 17))).Error, StringComparison.Ordinal);
        Assert.Contains("no word", SearchQuestion.Read("… — !?").Error, StringComparison.Ordinal);
        Assert.Null(SearchQuestion.Read(new string('a', 200)).Error);
    }

    /// <summary>Read in two places: by the database as it is written, here as it is asked for and marked.</summary>
    [Fact]
    public async Task Text_is_read_alike_by_the_database_and_by_the_page()
    {
        await using var context = ledger.Context();
        var texts = await context.Database.SqlQuery<string>($"""select concat_ws(' ', heading, aside, body) as "Value" from ledger.search_document""").ToListAsync();
        texts.AddRange(["155mm 2A6 F-16", "Łódź Ærø Straße œuvre Đỗ", "Київ, Їжак й ё", "e\u0301te\u0301", "½ ² ﬁ", string.Concat(Enumerable.Range(0xA0, 0x400).Select(code => (char)code)), string.Concat(Enumerable.Range(0x1E00, 0x100).Select(code => (char)code)), "東京 ٣ 5G", "a_b.c/d@e", "MiG‑29", "x\u00ADy", ""]);

        Assert.True(texts.Count > 500);
        foreach (var text in texts.Distinct())
        {
            var kept = await context.Database.SqlQuery<string>($"""select btrim(ledger.search_text({text})) as "Value" """).SingleAsync();
            Assert.Equal(kept, SearchText.Fold(text));
        }
    }

    [Fact]
    public async Task A_description_replaced_is_found_by_its_new_words_now_and_by_its_old_ones_before()
    {
        var other = await TestServer.CloneAsync(demonstration: true);
        await using var sql = await SqlLedger.ConnectAsync(other.Application);
        await sql.RunAsync("""
            insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'A', 'Desk');
            insert into ledger.package_revision (package_id, number, publication_seq)
              select package_id, max(number) + 1, (select max(seq) from ledger.publication) from ledger.package_revision
              where package_id = (select id from ledger.package where slug = 'ca-ua-2025-06-kananaskis') group by package_id;
            insert into ledger.package_description (package_id, publication_seq, title, reason)
              select id, (select max(seq) from ledger.publication), 'Zwölf Quokkas', 'A test.' from ledger.package where slug = 'ca-ua-2025-06-kananaskis';
            """);
        await using var services = LedgerServices.Over(other.Application);
        await using var context = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IDbContextFactory<AidTracker.Web.Data.LedgerContext>>(services).CreateDbContext();
        var before = new AsOf(null, await context.Publications.MaxAsync(publication => publication.Seq) - 1);

        Assert.Single(Group(await Searching.FindAsync(context, SearchQuestion.Read("zwolf quokas").Question!, AsOf.Now, null, 1), SearchKind.Package)!.Rows);
        Assert.Empty((await Searching.FindAsync(context, SearchQuestion.Read("quokkas").Question!, before, null, 1)).Groups);
        var military = SearchQuestion.Read("\"military assistance announced at the Kananaskis\"").Question!;
        Assert.NotNull(Group(await Searching.FindAsync(context, military, before, null, 1), SearchKind.Package));
        Assert.Null(Group(await Searching.FindAsync(context, military, AsOf.Now, null, 1), SearchKind.Package));
    }

    private sealed record Passage(string Text, bool IsQuoted);

    private static SearchGroup? Group(Found found, SearchKind kind) => found.Groups.SingleOrDefault(group => group.Kind == kind);

    private async Task<Found> FindAsync(string asked, SearchKind? kind = null, int page = 1, AsOf? asOf = null)
    {
        await using var context = ledger.Context();
        return await Searching.FindAsync(context, SearchQuestion.Read(asked).Question!, asOf ?? AsOf.Now, kind, page);
    }
}
