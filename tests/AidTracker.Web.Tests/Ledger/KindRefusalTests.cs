namespace AidTracker.Web.Tests.Ledger;

/// <summary>What the database refuses of the kinds beside money and of progress, asked in SQL as the application's role.</summary>
public sealed class KindRefusalTests(RefusalTests.OnePackage ledger) : IClassFixture<RefusalTests.OnePackage>
{
    /// <summary>What package 1 may become in publication 2, before the line that is refused.</summary>
    private static readonly string Open = SqlLedger.Announcement("Announced", "0 -50; 1 50", number: 1, version: 2, headline: "'undisclosed'");

    public static TheoryData<string, string> RefusedPublications => new()
    {
        { "disclosed_while_open", SqlLedger.Announcement("Disclosed", "0 5", headline: "'exact'") },
        { "disclosed_while_open", Open + SqlLedger.Announcement("Disclosed", "0 60", headline: "'exact'") + SqlLedger.Announcement("Disclosed", "0 60", number: 3, headline: "'exact'") },
        { "entries_balance", Open + SqlLedger.Announcement("Disclosed", "0 5; -1 -5", headline: "'exact'") },
        { "entries_follow_kind", Open + SqlLedger.Announcement("Disclosed", "1 5", headline: "'exact'") },
        { "not_yet_itemised_not_negative", Open + SqlLedger.Announcement("Disclosed", "0 5", headline: "'exact'") },
        { "announcement_headline_fits_kind", Open + SqlLedger.Announcement("Disclosed", "", headline: "'undisclosed'") },
        { "announcement_headline_fits_kind", Open + SqlLedger.Announcement("Disclosed", "0 60") },
        { "announced_first", SqlLedger.Announcement("Disclosed", "0 5", on: "2025-06-16", headline: "'exact'") },
        { "entries_balance", SqlLedger.Announcement("Revalued", "0 5; 1 -5") },
        { "entries_balance", SqlLedger.Announcement("Revalued", "") },
        { "line_items_amount_not_negative", SqlLedger.Announcement("Revalued", "1 -500") },
        { "announcement_headline_fits_kind", SqlLedger.Announcement("Revalued", "1 5", headline: "'exact'") },
        { "announced_first", SqlLedger.Announcement("Revalued", "0 5", on: "2025-06-16") },
        { "entries_follow_kind", SqlLedger.Announcement("Suspended", "1 -5") },
        { "suspended_once", SqlLedger.Announcement("Suspended", "") + SqlLedger.Announcement("Suspended", "", number: 3) },
        { "resumed_after_suspended", SqlLedger.Announcement("Resumed", "") },
        { "resumed_after_suspended", SqlLedger.Announcement("Suspended", "") + SqlLedger.Announcement("Cancelled", "0 -600; 1 -400", number: 3) + SqlLedger.Announcement("Resumed", "", number: 4) },
        { "progress_follows_kind", SqlLedger.Announcement("Delivered", "") },
        { "progress_follows_kind", SqlLedger.Announcement("Reannounced", "") + SqlLedger.Progress(2, "1", "5") },
        { "progress_follows_kind", SqlLedger.Announcement("ToppedUp", "0 5", headline: "'exact'") + SqlLedger.Progress(2, "1", "5") },
        { "progress_follows_kind", SqlLedger.Announcement("Announced", "", number: 1, version: 2, headline: "'exact'").Replace("'Said', false", "'Said', true", StringComparison.Ordinal) + SqlLedger.Progress(1, "1", "5", version: 2) },
        { "entries_follow_kind", SqlLedger.Announcement("Paid", "1 5") + SqlLedger.Progress(2, "1", "5") },
        { "announced_first", SqlLedger.Announcement("Contracted", "", on: "2025-06-16") + SqlLedger.Progress(2, "1", "5") },
        { "progress_line_is_promised", Line2 + SqlLedger.Announcement("Delivered", "") + SqlLedger.Progress(2, "2", "5") },
        { "progress_line_is_promised", Line2 + SqlLedger.Announcement("Itemised", "0 -5; 2 5") + SqlLedger.Announcement("Delivered", "", number: 3, on: "2025-08-23") + SqlLedger.Progress(3, "2", "5") },
        { "progress_line_is_promised", SqlLedger.Announcement("Delivered", "") + SqlLedger.Progress(2, "7", "5") },
        { "progress_line_is_of_goods", Delivered(SqlLedger.Progress(2, "-1", "5")) },
        { "progress_says_something", Delivered(SqlLedger.Progress(2, "1")) },
        { "progress_value_bounds", Delivered(SqlLedger.Progress(2, "1", "0")) },
        { "progress_value_bounds", Delivered(SqlLedger.Progress(2, "1", "-5")) },
        { "progress_value_bounds", Delivered(SqlLedger.Progress(2, "1", "'NaN'")) },
        { "progress_value_bounds", Delivered(SqlLedger.Progress(2, "1", "'Infinity'")) },
        { "progress_value_bounds", Delivered(SqlLedger.Progress(2, "1", "0.015")) },
        { "progress_quantity_bounds", Delivered(SqlLedger.Progress(2, "1", quantity: "0")) },
        { "progress_quantity_bounds", Delivered(SqlLedger.Progress(2, "1", quantity: "'NaN'")) },
        { "progress_quantity_bounds", Delivered(SqlLedger.Progress(2, "1", quantity: "'Infinity'")) },
        { "progress_quantity_bounds", Delivered(SqlLedger.Progress(2, "1", quantity: "0.0015")) },
        { "progress_currency_is_packages", Delivered(SqlLedger.Progress(2, "1", "5", currency: "'USD'")) },
        { "progress_currency_fkey", Delivered(SqlLedger.Progress(2, "1", "5", currency: "'XXQ'")) },
        { "progress_value_is_money", Delivered(SqlLedger.Progress(2, "1", "5", currency: "null")) },
        { "progress_value_is_money", Delivered(SqlLedger.Progress(2, "1", quantity: "5", currency: "'CAD'")) },
        { "progress_qualifier_fkey", Delivered(SqlLedger.Progress(2, "1", "5", qualifier: "perhaps")) },
        { "progress_qualifier_is_of_progress", Delivered(SqlLedger.Progress(2, "1", "5", qualifier: "between")) },
        { "progress_qualifier_is_of_progress", Delivered(SqlLedger.Progress(2, "1", "5", qualifier: "undisclosed")) },
        { "progress_position_bounds", Delivered(SqlLedger.Progress(2, "1", "5", position: 0)) },
        { "progress_pkey", Delivered(SqlLedger.Progress(2, "1", "5") + SqlLedger.Progress(2, "1", "5")) },
        { "cancelled_leaves_nothing", Delivered(SqlLedger.Progress(2, "1", "150")) + SqlLedger.Announcement("Cancelled", "0 -600; 1 -400", number: 3) },
        { "cancelled_leaves_nothing", Delivered(SqlLedger.Progress(2, "0", "150")) + SqlLedger.Announcement("Cancelled", "0 -600; 1 -400", number: 3) },
        { "cancelled_leaves_nothing", Delivered(SqlLedger.Progress(2, "1", quantity: "20", final: true)) + SqlLedger.Announcement("Cancelled", "0 -600; 1 -400", number: 3) },
        { "cancelled_leaves_nothing", Delivered(SqlLedger.Progress(2, "1", quantity: "20")) + SqlLedger.Announcement("Cancelled", "0 -600", number: 3) },
        { "cancelled_leaves_nothing", Delivered(SqlLedger.Progress(2, "1", "150"), "Paid") + SqlLedger.Announcement("Cancelled", "0 -600; 1 -250", number: 3) },
    };

    public static TheoryData<string, string> AcceptedPublications => new()
    {
        { "130.00 f", Open + SqlLedger.Announcement("Disclosed", "0 130", headline: "'exact'") },
        { "130.00 t", Open + SqlLedger.Announcement("Disclosed", "0 130", headline: "'at_least'") },
        { "1020.00 f", SqlLedger.Announcement("Revalued", "1 20") },
        { "980.00 f", SqlLedger.Announcement("Revalued", "1 -20") },
        { "1000.00 f", SqlLedger.Announcement("Suspended", "") + SqlLedger.Announcement("Resumed", "", number: 3) + SqlLedger.Announcement("Suspended", "", number: 4) },
        { "1000.00 f", Delivered(SqlLedger.Progress(2, "1", "900", "20", true) + SqlLedger.Progress(2, "0", final: true, position: 2)) },
        { "150.00 f", Delivered(SqlLedger.Progress(2, "1", "150")) + SqlLedger.Announcement("Cancelled", "0 -600; 1 -250", number: 3) },
        { "150.00 f", Delivered(SqlLedger.Progress(2, "0", "150")) + SqlLedger.Announcement("Cancelled", "0 -450; 1 -400", number: 3) },
        { "400.00 f", Delivered(SqlLedger.Progress(2, "1", quantity: "20", final: true)) + SqlLedger.Announcement("Cancelled", "0 -600", number: 3) },
        { "20.00 f", Open + Delivered(SqlLedger.Progress(2, "1", "20")) + SqlLedger.Announcement("Cancelled", "0 50; 1 -30", number: 3) },
    };

    [Theory, MemberData(nameof(RefusedPublications))]
    public async Task A_publication_that_breaks_a_rule_is_refused_by_the_rules_name(string rule, string rest) =>
        Assert.Equal(rule, await ledger.Application.RefusalAsync(SqlLedger.Second(rest)));

    [Theory, MemberData(nameof(AcceptedPublications))]
    public async Task What_obeys_the_rules_is_accepted_and_leaves_the_total_that_it_should(string committedAndOpen, string rest)
    {
        await using var sql = await SqlLedger.ConnectAsync(await RefusalTests.OnePackage.NewAsync());

        await sql.RunAsync(SqlLedger.Second(rest));

        Assert.Equal(committedAndOpen, await sql.AskAsync<string>("select to_char(committed, 'FM999999990.00') || ' ' || case when is_open then 't' else 'f' end from ledger.package_now"));
    }

    [Fact]
    public async Task A_pause_may_be_the_first_thing_known_of_a_package()
    {
        await using var sql = await SqlLedger.ConnectAsync(await RefusalTests.OnePackage.NewAsync());

        await sql.RunAsync(SqlLedger.Second(SqlLedger.Announcement("Suspended", "", on: "2025-01-01")));

        Assert.True(await sql.AskAsync<bool>("select is_suspended from ledger.package_now"));
    }

    [Fact]
    public async Task Published_progress_stays_for_everybody()
    {
        var connection = await RefusalTests.OnePackage.NewAsync();
        await using var sql = await SqlLedger.ConnectAsync(connection);
        await sql.RunAsync(SqlLedger.Second(Delivered(SqlLedger.Progress(2, "1", "5"))));
        await using var superuser = await SqlLedger.ConnectAsync(new Npgsql.NpgsqlConnectionStringBuilder(connection) { Username = "postgres" }.ConnectionString);

        Assert.Equal("published_rows_stay", await superuser.RefusalAsync("set local session_replication_role = replica; update ledger.progress set value = 6;"));
        Assert.Equal("published_rows_stay", await superuser.RefusalAsync("set local session_replication_role = replica; delete from ledger.progress;"));
        Assert.Equal("publication_sealed", await sql.RefusalAsync(SqlLedger.Progress(2, "1", "5", position: 2)));
    }

    private const string Line2 = """
        insert into ledger.line_item (package_id, number, publication_seq) values (1, 2, 2);
        insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument) values (1, 2, 2, 'ADS', 'x', 'UNS');
        """;

    private static string Delivered(string progress, string kind = "Delivered") => SqlLedger.Announcement(kind, "") + progress;
}
