using Npgsql;

namespace AidTracker.Web.Tests.Ledger;

/// <summary>What the database itself refuses, asked in SQL as the application's role. Each fact has a database with one package.</summary>
public sealed class RefusalTests(RefusalTests.OnePackage ledger) : IClassFixture<RefusalTests.OnePackage>
{
    private const string MissingRight = "42501";

    /// <summary>The tables whose rows are published.</summary>
    public static TheoryData<string> LedgerTables => new()
    {
        "publication", "publication_seal", "package", "package_revision", "package_donor", "package_recipient", "package_description",
        "line_item", "line_item_description", "announcement", "announcement_source", "entry", "progress", "citation",
    };

    public static TheoryData<string, string> RefusedPublications => new()
    {
        { "entries_balance", SqlLedger.Announcement("Itemised", "0 -100; 1 90") },
        { "entries_balance", SqlLedger.Announcement("Reallocated", "0 -100; 1 90") },
        { "entries_balance", SqlLedger.Announcement("Cancelled", "") },
        { "entries_balance", SqlLedger.Announcement("ToppedUp", "0 10; -1 -10", headline: "'exact'") },
        { "entries_balance", SqlLedger.Announcement("Reduced", "0 -10; -1 10", headline: "'exact'") },
        { "entries_balance", SqlLedger.Announcement("Announced", "0 5; -1 -5", number: 1, version: 2, headline: "'exact'") },
        { "entries_follow_kind", SqlLedger.Announcement("Itemised", "0 100; 1 -100") },
        { "entries_follow_kind", SqlLedger.Announcement("Reannounced", "1 10; 0 -10") },
        { "entries_follow_kind", SqlLedger.Announcement("Agreed", "0 10") },
        { "entries_follow_kind", SqlLedger.Announcement("ToppedUp", "0 -10", headline: "'exact'") },
        { "entries_follow_kind", SqlLedger.Announcement("Reduced", "0 10", headline: "'exact'") },
        { "not_yet_itemised_not_negative", SqlLedger.Announcement("Itemised", "0 -700; 1 700") },
        { "not_yet_itemised_not_negative", SqlLedger.Announcement("Announced", "0 100; 1 400", number: 1, version: 2, headline: "'exact'") + SqlLedger.Announcement("Itemised", "0 -500; 1 500") },
        { "line_items_amount_not_negative", SqlLedger.Announcement("Reallocated", "0 500; 1 -500") },
        { "line_items_amount_not_negative", SqlLedger.Announcement("Reduced", "1 -500", headline: "'exact'") },
        { "overlap_not_positive", SqlLedger.Announcement("Reallocated", "0 -5; -1 5") },
        { "committed_not_negative", SqlLedger.Announcement("Reduced", "0 -600; 1 -400; -1 -5", headline: "'exact'") },
        { "cancelled_leaves_nothing", SqlLedger.Announcement("Cancelled", "0 -600") },
        { "announced_once", SqlLedger.Announcement("Announced", "0 5", headline: "'exact'") },
        { "announced_first", SqlLedger.Announcement("ToppedUp", "0 5", on: "2025-06-16", headline: "'exact'") },
        { "announcement_headline_fits_kind", SqlLedger.Announcement("Itemised", "0 -5; 1 5", headline: "'exact'") },
        { "announcement_headline_fits_kind", SqlLedger.Announcement("ToppedUp", "0 5") },
        { "announcement_pkey", SqlLedger.Announcement("Reannounced", "", number: 1, version: 1) },
        { "announcement_follows_previous", SqlLedger.Announcement("Reannounced", "", number: 2, version: 2) },
        { "announcement_follows_previous", SqlLedger.Announcement("Reannounced", "", number: 1, version: 3) },
        { "announcement_kind_fkey", SqlLedger.Announcement("Donated", "") },
        { "announcement_headline_qualifier_fkey", SqlLedger.Announcement("ToppedUp", "0 5", headline: "'perhaps'") },
        { "announcement_date_bounds", SqlLedger.Announcement("Reannounced", "", on: "1066-10-14") },
        { "entry_currency_is_packages", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "5", currency: "'USD'") },
        { "entry_currency_fkey", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "5", currency: "'XXQ'") },
        { "entry_amount_bounds", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "'NaN'") },
        { "entry_amount_bounds", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "'Infinity'") },
        { "entry_amount_bounds", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "0.001") },
        { "entry_amount_bounds", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "1e16") },
        { "entry_amount_not_zero", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "0") },
        { "entry_amount_is_money", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "1", "5", currency: "null") },
        { "entry_unpriced_is_named", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "null", currency: "null") },
        { "entry_qualifier_is_of_entries", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "5", qualifier: "undisclosed") },
        { "entry_qualifier_fkey", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "5", qualifier: "perhaps") },
        { "entry_low_is_of_a_range", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "0", "5", qualifier: "between") },
        { "entry_line_fkey", SqlLedger.Announcement("ToppedUp", "", headline: "'exact'") + SqlLedger.Entry(2, 1, 1, "7", "5") },
        { "line_item_is_described", "insert into ledger.line_item (package_id, number, publication_seq) values (1, 2, 2);" },
        { "line_item_number_bounds", "insert into ledger.line_item (package_id, number, publication_seq) values (1, -2, 2);" },
        { "line_item_description_category_fkey", Line("category", "XYZ") },
        { "line_item_description_instrument_fkey", Line("instrument", "XYZ") },
        { "line_item_description_initiative_fkey", Line("initiative", "XYZ") },
        { "line_item_description_supplier_fkey", Line("supplier", "XY") },
        { "line_item_description_also_covers_known", Line("also_covers", "{XYZ}") },
        { "line_item_description_is_of_a_named_line", "insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument) values (1, 0, 2, 'AMM', 'x', 'UNS');" },
        { "package_description_initiative_fkey", "insert into ledger.package_description values (1, 2, 'Title', null, 'XYZ', 'why');" },
        { "package_description_says_why", "insert into ledger.package_description values (1, 2, 'Title');" },
        { "package_description_reason_bounds", "insert into ledger.package_description values (1, 2, 'Title', null, null, '');" },
        { "line_item_description_says_why", "insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument) values (1, 1, 2, 'AMM', 'x', 'UNS');" },
        { "line_item_description_says_why", Line("category", "AMM").Replace("also_covers)", "also_covers, reason)", StringComparison.Ordinal).Replace("'{}')", "'{}', 'why')", StringComparison.Ordinal) },
        { "line_item_description_reason_bounds", $"insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument, reason) values (1, 1, 2, 'AMM', 'x', 'UNS', '{new string('x', 1001)}');" },
        { "announcement_correction_says_why", SqlLedger.Announcement("Reannounced", "", number: 1, version: 2).Replace("'we were wrong'", "null", StringComparison.Ordinal) },
        { "announcement_withdrawn_was_published", SqlLedger.Announcement("Reannounced", "").Replace("false", "true", StringComparison.Ordinal) },
        { "entries_follow_kind", SqlLedger.Announcement("Announced", "0 1000", number: 1, version: 2, headline: "'exact'").Replace("'Said', false", "'Said', true", StringComparison.Ordinal) },
        { "announcement_month_counts_at_its_end", SqlLedger.Announcement("Reannounced", "").Replace("'Day'", "'Month'", StringComparison.Ordinal) },
        { "package_revision_once_a_publication", "insert into ledger.package_revision (package_id, number, publication_seq) values (1, 3, 2);" },
    };

    [Theory, MemberData(nameof(RefusedPublications))]
    public async Task A_publication_that_breaks_a_rule_is_refused_by_the_rules_name(string rule, string rest) =>
        Assert.Equal(rule, await ledger.Application.RefusalAsync(SqlLedger.Second(rest)));

    [Fact]
    public async Task What_obeys_the_rules_is_accepted()
    {
        await using var sql = await SqlLedger.ConnectAsync(await OnePackage.NewAsync());

        await sql.RunAsync(SqlLedger.Second(SqlLedger.Announcement("Itemised", "0 -100; 1 100")));

        Assert.Equal(500m, await sql.AskAsync<decimal>("select amount from ledger.line_item_now where line_number = 1"));
    }

    [Fact]
    public async Task A_publication_holds_something() => Assert.Equal("publication_not_empty", await ledger.Application.RefusalAsync(
        "insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'SQL', 'Desk');"));

    [Fact]
    public async Task The_same_revision_cannot_be_written_twice() =>
        Assert.Equal("package_revision_pkey", await ledger.Application.RefusalAsync(SqlLedger.Second("").Replace("values (1, 2, 2)", "values (1, 1, 2)", StringComparison.Ordinal)));

    [Fact]
    public async Task Revisions_follow_one_another() =>
        Assert.Equal("package_revision_follows_previous", await ledger.Application.RefusalAsync(SqlLedger.Second("").Replace("values (1, 2, 2)", "values (1, 5, 2)", StringComparison.Ordinal)));

    [Fact]
    public async Task A_replay_comes_in_order_and_not_from_the_future()
    {
        Assert.Equal("publication_recorded_in_order", await ledger.Application.RefusalAsync(
            "insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now() - interval '1 year', 'SQL', 'Demonstration');"));
        Assert.Equal("publication_recorded_before_loaded", await ledger.Application.RefusalAsync(
            "insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now() + interval '1 year', 'SQL', 'Demonstration');"));
    }

    [Fact]
    public async Task An_editor_cannot_date_a_publication_back()
    {
        await using var sql = await SqlLedger.ConnectAsync(await OnePackage.NewAsync());

        await sql.RunAsync(SqlLedger.Second(SqlLedger.Announcement("Reannounced", "")).Replace("now()", "'2020-01-01'", StringComparison.Ordinal));

        Assert.True(await sql.AskAsync<bool>("select recorded_at = loaded_at from ledger.publication where seq = 2"));
    }

    public static TheoryData<string> LateRows => new()
    {
        SqlLedger.Entry(1, 1, 3, "0", "5"),
        SqlLedger.Progress(1, "1", "5"),
        SqlLedger.Announcement("Reannounced", "").Replace("2, 1, 2,", "2, 1, 1,", StringComparison.Ordinal),
        "insert into ledger.line_item (package_id, number, publication_seq) values (1, 2, 1);",
        "insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument) values (1, 1, 1, 'AMM', 'x', 'UNS');",
        "insert into ledger.package_donor values (1, 2, 'US');",
        "insert into ledger.package_recipient values (1, 2, 'MD');",
        "insert into ledger.package_description values (1, 1, 'Another');",
        "insert into ledger.package_revision (package_id, number, publication_seq) values (1, 2, 1);",
        "insert into ledger.package (publication_seq, slug, currency) values (1, 'late', 'CAD');",
        "insert into ledger.announcement_source (package_id, announcement_number, announcement_version, position, publisher, grade, followed) values (1, 1, 1, 1, 'Late', 'A', true);",
    };

    [Theory, MemberData(nameof(LateRows))]
    public async Task Nothing_is_added_to_a_publication_after_its_commit(string row) =>
        Assert.Equal("publication_sealed", await ledger.Application.RefusalAsync(row));

    [Fact]
    public async Task An_early_check_does_not_leave_the_door_open() => Assert.Equal("publication_sealed", await ledger.Application.RefusalAsync(
        SqlLedger.Second(SqlLedger.Announcement("Reannounced", "") + "set constraints all immediate;" + SqlLedger.Announcement("ToppedUp", "0 5", number: 3, headline: "'exact'"))));

    [Theory, MemberData(nameof(LedgerTables))]
    public async Task The_applications_role_has_no_right_to_change_what_is_published(string table)
    {
        Assert.Equal(MissingRight, await ledger.Application.RefusalAsync($"update ledger.{table} set {OnePackage.AnyColumn(table)} = {OnePackage.AnyColumn(table)};"));
        Assert.Equal(MissingRight, await ledger.Application.RefusalAsync($"delete from ledger.{table};"));
        Assert.Equal(MissingRight, await ledger.Application.RefusalAsync($"truncate ledger.{table} cascade;"));
        Assert.Equal(MissingRight, await ledger.Application.RefusalAsync($"alter table ledger.{table} disable trigger all;"));
    }

    [Theory, MemberData(nameof(LedgerTables))]
    public async Task The_owner_and_a_superuser_that_plays_replica_are_stopped_by_triggers(string table)
    {
        if (await ledger.Superuser.AskAsync<long>($"select count(*) from ledger.{table}") == 0)
        {
            Assert.Contains(table, new[] { "announcement_source", "progress", "citation" });
        }
        else
        {
            var change = $"update ledger.{table} set {OnePackage.AnyColumn(table)} = {OnePackage.AnyColumn(table)};";
            Assert.Equal("published_rows_stay", await ledger.Owner.RefusalAsync(change));
            Assert.Equal("published_rows_stay", await ledger.Superuser.RefusalAsync("set local session_replication_role = replica;" + change));
            Assert.Equal("published_rows_stay", await ledger.Superuser.RefusalAsync($"set local session_replication_role = replica; delete from ledger.{table};"));
        }

        Assert.Equal("published_rows_stay", await ledger.Superuser.RefusalAsync($"set local session_replication_role = replica; truncate ledger.{table} cascade;"));
    }

    [Theory]
    [InlineData("publication_seal (publication_seq, sealed_at) values (1, now())")]
    [InlineData("package_now (package_id) values (9)")]
    [InlineData("line_item_now (package_id, line_number) values (9, 9)")]
    [InlineData("witness_now (package_id) values (9)")]
    [InlineData("category values ('XYZ', 'x', 99, true)")]
    [InlineData("announcement_kind values ('Donated', 'Any', 'Any', 'Any', 'Any', false, false)")]
    [InlineData("amount_qualifier values ('perhaps', 99, true, true)")]
    public async Task The_applications_role_cannot_write_what_the_database_derives_or_what_the_rules_are_made_of(string row) =>
        Assert.Equal(MissingRight, await ledger.Application.RefusalAsync($"insert into ledger.{row};"));

    [Fact]
    public async Task The_readers_role_writes_nothing() => Assert.Equal(MissingRight, await ledger.Reader.RefusalAsync("set transaction read write;" + SqlLedger.Second("")));

    private static string Line(string column, string value) => $"""
        insert into ledger.line_item (package_id, number, publication_seq) values (1, 2, 2);
        insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument, initiative, supplier, also_covers)
          values (1, 2, 2, '{(column == "category" ? value : "AMM")}', 'x', '{(column == "instrument" ? value : "UNS")}',
            {(column == "initiative" ? $"'{value}'" : "null")}, {(column == "supplier" ? $"'{value}'" : "null")}, '{(column == "also_covers" ? value : "{}")}');
        """;

    /// <summary>A database with package 1 on it, and connections as each role.</summary>
    public sealed class OnePackage : IAsyncLifetime
    {
        internal SqlLedger Application { get; private set; } = null!;

        internal SqlLedger Owner { get; private set; } = null!;

        internal SqlLedger Reader { get; private set; } = null!;

        internal SqlLedger Superuser { get; private set; } = null!;

        /// <returns>The application's connection to a database with package 1 on it.</returns>
        public static async Task<string> NewAsync()
        {
            var connections = await TestServer.CloneAsync(demonstration: false);
            await using var sql = await SqlLedger.ConnectAsync(connections.Application);
            await sql.RunAsync(SqlLedger.Opened);
            return connections.Application;
        }

        public static string AnyColumn(string table) => table switch
        {
            "publication" => "editor",
            "publication_seal" => "sealed_at",
            "package" => "slug",
            "package_revision" => "publication_seq",
            "package_donor" or "package_recipient" => "party",
            "package_description" => "title",
            "line_item" => "publication_seq",
            "line_item_description" => "description",
            "announcement" => "summary",
            "announcement_source" => "publisher",
            "progress" => "value",
            "citation" => "passage",
            _ => "amount",
        };

        public async Task InitializeAsync()
        {
            var application = await NewAsync();
            Application = await SqlLedger.ConnectAsync(application);
            Owner = await SqlLedger.ConnectAsync(As(application, "aidtracker_migrator"));
            Reader = await SqlLedger.ConnectAsync(As(application, "aidtracker_reader"));
            Superuser = await SqlLedger.ConnectAsync(As(application, "postgres"));
        }

        public async Task DisposeAsync()
        {
            foreach (var connection in new[] { Application, Owner, Reader, Superuser })
            {
                await connection.DisposeAsync();
            }
        }

        private static string As(string connection, string role) => new NpgsqlConnectionStringBuilder(connection) { Username = role }.ConnectionString;
    }
}
