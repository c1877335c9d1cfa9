namespace AidTracker.Web.Tests.Ledger;

/// <summary>What the database refuses of captured texts and citations, asked in SQL. Publication 1 has a source with a text and one without.</summary>
public sealed class WitnessRefusalTests(WitnessRefusalTests.Witnessed ledger) : IClassFixture<WitnessRefusalTests.Witnessed>
{
    private const string Read = "A thousand 😀 in all";
    private const string MissingRight = "42501";

    public static TheoryData<string, string> Refused => new()
    {
        { "citation_source_fkey", Citation("Headline", source: "9") },
        { "citation_entry_fkey", Citation("Amount", entry: "9") },
        { "citation_entry_is_of_its_figure", Citation("Amount") },
        { "citation_entry_is_of_its_figure", Citation("Headline", entry: "1") },
        { "citation_figure_known", Citation("Place") },
        { "citation_progress_fkey", Citation("ProgressValue", progress: "9") },
        { "citation_progress_is_of_its_figure", Citation("ProgressValue") },
        { "citation_progress_is_of_its_figure", Citation("Headline", progress: "1") },
        { "citation_figure_exists", Delivered + Citation("ProgressValue", progress: "1") },
        { "citation_figure_exists", Citation("Quantity", entry: "1") },
        { "citation_figure_exists", Announced("'undisclosed'", "") + Citation("Headline") },
        { "citation_passage_bounds", Citation("Headline", passage: "' '") },
        { "citation_passage_bounds", Citation("Headline", passage: "repeat('x', 2001)") },
        { "citation_offsets_bounds", Citation("Headline", start: "0") },
        { "citation_offsets_bounds", Citation("Headline", start: "5", end: "5") },
        { "citation_offsets_bounds", Citation("Headline", start: "-1", end: "5") },
        { "citation_offsets_are_in_text", Citation("Headline", start: "0", end: "1", source: "2") },
        { "citation_offsets_are_in_text", Citation("Headline", start: "0", end: "20") },
        { "citation_passage_is_in_text", Citation("Headline", passage: "'A thousand'", quoted: true) },
        { "citation_passage_is_in_text", Citation("Headline", passage: "'A Thousand'", quoted: true, start: "0", end: "10") },
        { "citation_passage_is_in_text", Citation("Headline", passage: "'in all'", quoted: true, start: "14", end: "19") },
        { "captured_text_has_its_hash", Text("'Another text'") },
        { "captured_text_has_its_hash", Text("'A thousand'", source: "2") },
        { "announcement_source_capture_is_sha256", Source(3, "'abc'", "3") },
        { "announcement_source_capture_is_whole", Source(3, "null", "3") },
        { "announcement_source_capture_bounds", Source(3, $"'{new string('a', 64)}'", "200001") },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task A_witness_that_is_none_is_refused_by_the_rules_name(string rule, string rest) =>
        Assert.Equal(rule, await ledger.Application.RefusalAsync(Second(rest.StartsWith("insert into ledger.announcement ", StringComparison.Ordinal) ? rest : Announced("'exact'", "0 5") + rest)));

    [Fact]
    public async Task A_withdrawn_version_cites_nothing() => Assert.Equal("citation_figure_exists", await ledger.Application.RefusalAsync(Second(
        SqlLedger.Announcement("Announced", "", number: 1, version: 2, headline: "'exact'").Replace("'Said', false", "'Said', true", StringComparison.Ordinal)
        + Sources.Replace("(1, 2, 1,", "(1, 1, 2,", StringComparison.Ordinal) + Citation("Date").Replace("(1, 2, 1,", "(1, 1, 2,", StringComparison.Ordinal))));

    [Fact]
    public async Task What_the_text_says_is_accepted()
    {
        await using var own = await Witnessed.NewAsync();
        await own.RunAsync(Second(Announced("'exact'", "0 5") + Text($"'{Read}'")
            + Citation("Headline", passage: "'😀 in all'", quoted: true, start: "11", end: "19")));

        Assert.Equal(1L, await own.AskAsync<long>("select cited_figures from ledger.announcement_read where number = 2"));
    }

    [Fact]
    public async Task Figures_of_progress_are_counted_among_the_cited()
    {
        await using var own = await Witnessed.NewAsync();
        await own.RunAsync(Second(Delivered + Citation("ProgressQuantity", progress: "1")
            + Citation("ProgressQuantity", progress: "2").Replace("(1, 2, 1, 1,", "(1, 2, 1, 2,", StringComparison.Ordinal)));

        Assert.Equal(2L, await own.AskAsync<long>("select cited_figures from ledger.announcement_read where number = 2"));
        Assert.Equal("1 1 0", await own.AskAsync<string>("select string_agg(cited_figures::text, ' ' order by position) from ledger.progress_read where announcement_number = 2"));
    }

    [Fact]
    public async Task Nothing_is_added_after_the_commit()
    {
        Assert.Equal("publication_sealed", await ledger.Application.RefusalAsync(Citation("Date").Replace("(1, 2, 1, 1,", "(1, 1, 1, 9,", StringComparison.Ordinal)));
        Assert.Equal("publication_sealed", await ledger.Application.RefusalAsync(Text($"'{Read}'").Replace("(1, 2, 1,", "(1, 1, 1,", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_citation_stays_whoever_asks()
    {
        foreach (var change in new[] { "update ledger.citation set passage = 'x';", "delete from ledger.citation;", "truncate ledger.citation;" })
        {
            Assert.Equal(MissingRight, await ledger.Application.RefusalAsync(change));
            Assert.Equal("published_rows_stay", await ledger.Owner.RefusalAsync(change));
            Assert.Equal("published_rows_stay", await ledger.Superuser.RefusalAsync("set local session_replication_role = replica;" + change));
        }
    }

    [Fact]
    public async Task A_captured_text_is_taken_down_by_the_owner_alone_and_changed_by_nobody()
    {
        foreach (var change in new[] { "update ledger.captured_text set text = 'x';", "delete from ledger.captured_text;", "truncate ledger.captured_text;" })
        {
            Assert.Equal(MissingRight, await ledger.Application.RefusalAsync(change));
        }

        Assert.Equal("published_rows_stay", await ledger.Owner.RefusalAsync("update ledger.captured_text set text = 'x';"));
        Assert.Equal("published_rows_stay", await ledger.Superuser.RefusalAsync("set local session_replication_role = replica; update ledger.captured_text set text = 'x';"));

        await using var own = await Witnessed.NewAsync();
        await using var owner = await SqlLedger.ConnectAsync(Witnessed.As(own.Connection, "aidtracker_migrator"));
        await owner.RunAsync("delete from ledger.captured_text where package_id = 1 and announcement_number = 1 and announcement_version = 1 and source_position = 1;");

        Assert.Equal(0L, await owner.AskAsync<long>("select count(*) from ledger.captured_text"));
        Assert.Equal(1L, await owner.AskAsync<long>("select count(*) from ledger.announcement_source where capture_sha256 is not null and capture_length = 19"));
        Assert.Equal(1L, await owner.AskAsync<long>("select count(*) from ledger.citation where passage = 'A thousand'"));
    }

    private static string Sources => Source(1, $"encode(sha256(convert_to('{Read}', 'UTF8')), 'hex')", $"length('{Read}')") + Source(2, "null", "null");

    private static string Second(string rest) => SqlLedger.Second(rest);

    /// <summary>Announcement 2: three deliveries by quantity alone, of the line that stands.</summary>
    private static string Delivered => SqlLedger.Announcement("Delivered", "") + Sources + """
        insert into ledger.progress (package_id, announcement_number, announcement_version, position, line_number, quantity, qualifier, final)
          values (1, 2, 1, 1, 1, 10, 'exact', false), (1, 2, 1, 2, 1, 20, 'exact', false), (1, 2, 1, 3, 1, 5, 'exact', false);
        """;

    private static string Announced(string headline, string entries) =>
        SqlLedger.Announcement("ToppedUp", entries, headline: headline) + Sources;

    private static string Source(int position, string sha256, string length) => $"""
        insert into ledger.announcement_source (package_id, announcement_number, announcement_version, position, publisher, grade, followed, capture_sha256, capture_length)
          values (1, 2, 1, {position}, 'PMO', 'A', true, {sha256}, {length});
        """;

    private static string Text(string text, string source = "1") =>
        $"insert into ledger.captured_text (package_id, announcement_number, announcement_version, source_position, text) values (1, 2, 1, {source}, {text});";

    private static string Citation(string figure, string entry = "null", string progress = "null", string source = "1", string passage = "'x'", bool quoted = false, string start = "null", string end = "null") => $"""
        insert into ledger.citation (package_id, announcement_number, announcement_version, position, figure, entry_position, progress_position, source_position, passage, is_quoted, passage_start, passage_end)
          values (1, 2, 1, 1, '{figure}', {entry}, {progress}, {source}, {passage}, {(quoted ? "true" : "false")}, {start}, {end});
        """;

    /// <summary>Package 1 whose announcement 1 has sources, a captured text and a quoted passage.</summary>
    public sealed class Witnessed : IAsyncLifetime
    {
        internal SqlLedger Application { get; private set; } = null!;

        internal SqlLedger Owner { get; private set; } = null!;

        internal SqlLedger Superuser { get; private set; } = null!;

        internal static async Task<SqlLedger> NewAsync()
        {
            var sql = await SqlLedger.ConnectAsync((await TestServer.CloneAsync(demonstration: false)).Application);
            await sql.RunAsync(SqlLedger.Opened + (Sources + Text($"'{Read}'")
                + Citation("Headline", passage: "'A thousand'", quoted: true, start: "0", end: "10")).Replace("(1, 2, 1,", "(1, 1, 1,", StringComparison.Ordinal));
            return sql;
        }

        internal static string As(string connection, string role) => new Npgsql.NpgsqlConnectionStringBuilder(connection) { Username = role }.ConnectionString;

        public async Task InitializeAsync()
        {
            Application = await NewAsync();
            Owner = await SqlLedger.ConnectAsync(As(Application.Connection, "aidtracker_migrator"));
            Superuser = await SqlLedger.ConnectAsync(As(Application.Connection, "postgres"));
        }

        public async Task DisposeAsync()
        {
            await Application.DisposeAsync();
            await Owner.DisposeAsync();
            await Superuser.DisposeAsync();
        }
    }
}
