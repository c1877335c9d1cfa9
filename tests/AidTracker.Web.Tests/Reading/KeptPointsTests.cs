using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Tests.Reading;

/// <summary>
/// What publications keep for readers, after histories made by chance: announcements, progress, corrections, withdrawals, dates
/// that move, lines described anew. It is what a rebuild from the ledger makes, and what the domain says.
/// </summary>
public sealed class KeptPointsTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    private const int Histories = 1000;

    /// <summary>Histories whose every point is asked of the domain as well.</summary>
    private const int Compared = 300;

    private readonly Random random = new(9_2026);

    [Fact]
    public async Task What_publications_keep_is_what_a_rebuild_makes_and_what_the_domain_says()
    {
        await using var sql = await SqlLedger.ConnectAsync(ledger.Connections.Application);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < Histories; i++)
        {
            await sql.RunAsync(Opening(i));
            for (int published = 1, tries = random.Next(1, 6); tries > 0; tries--)
            {
                try
                {
                    await sql.RunAsync(await StepAsync(sql, $"kept-{i}", published + 1));
                    published++;
                    accepted++;
                }
                catch (PostgresException refusal) when (refusal.ConstraintName is not null)
                {
                    refused++;
                }
            }
        }

        Assert.True(accepted > Histories && refused > 100, $"{accepted} publications were accepted and {refused} refused: too few to mean something.");
        await using var connection = new NpgsqlConnection(ledger.Connections.Application);
        await connection.OpenAsync();
        Assert.Null(await DerivedTables.CheckAsync(connection, CancellationToken.None));
        var head = await sql.AskAsync<long>("select max(seq) from ledger.publication");
        foreach (var point in new[] { new AsOf(null, head / 2), new AsOf(new DateOnly(2025, 1, 20)), new AsOf(new DateOnly(2025, 1, 10), head * 2 / 3) })
        {
            await InstrumentsAreThoseOfLinesAsync(point);
        }

        for (var i = 0; i < Compared; i++)
        {
            await CompareAsync($"kept-{i}");
        }
    }

    private async Task InstrumentsAreThoseOfLinesAsync(AsOf point)
    {
        await using var context = ledger.Context();
        var told = await context.InstrumentsAt(point).ToListAsync();
        var lines = await context.LineItemsAt(point).ToListAsync();

        Assert.NotEmpty(told);
        Assert.Equal(
            lines.GroupBy(line => (line.Currency, line.Role, line.Instrument ?? "")).Select(group => (group.Key, Lines: (long)group.Count(line => line.Amount != null), Amount: group.Sum(line => line.Amount ?? 0))).OrderBy(sum => sum.Key),
            told.GroupBy(row => (row.Currency, row.Role, row.Instrument)).Select(group => (group.Key, Lines: group.Sum(row => row.Lines), Amount: group.Sum(row => row.Amount))).OrderBy(sum => sum.Key));
    }

    private async Task CompareAsync(string slug)
    {
        var package = await ledger.LoadAsync(slug);
        await using var context = ledger.Context();
        foreach (var revision in package.Revisions)
        {
            foreach (var day in package.Announcements.Select(announcement => announcement.On).Distinct().Append(new DateOnly(2024, 1, 1)))
            {
                var point = new AsOf(day, revision.Publication.Seq);
                var then = package.At(point)!;
                var row = await context.PackagesAt(point).SingleOrDefaultAsync(row => row.Slug == slug);
                Assert.Equal(then.Announcements.Count > 0, row is not null);
                if (row is not null)
                {
                    FigureTests.AssertSame(then, row, await context.LineItemsAt(point).Where(line => line.PackageId == row.PackageId).ToListAsync());
                }
            }
        }
    }

    private string Opening(int number) => $"""
        insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'Chance', 'Desk');
        insert into ledger.package (publication_seq, slug, currency) select max(seq), 'kept-{number}', 'CAD' from ledger.publication;
        {Of($"kept-{number}", $"""
            insert into ledger.package_revision (package_id, number, publication_seq) values (package, 1, seq);
            insert into ledger.package_donor values (package, 1, '{Pick("CA", "US", "NO")}');
            insert into ledger.package_recipient values (package, 1, 'UA');
            insert into ledger.package_description (package_id, publication_seq, title) values (package, seq, 'Kept');
            insert into ledger.line_item (package_id, number, publication_seq) select package, line, seq from generate_series(-1, 3) line;
            insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument)
              select package, line, seq, (array['AMM', 'ADS', 'UAS'])[line], 'goods', 'UNS' from generate_series(1, 3) line;
            {Announcement(1, 1, "Announced", 1, $"(0, {random.Next(5, 9)}00, 'exact'), (1, {random.Next(1, 4)}00, '{Pick("exact", "up_to", "at_least")}')", Pick("exact", "exact", "up_to", "at_least"))}
            """)}
        """;

    private async Task<string> StepAsync(SqlLedger sql, string slug, int revision)
    {
        var last = await sql.AskAsync<int>($"select max(number) from ledger.announcement where package_id = (select id from ledger.package where slug = '{slug}')");
        var corrects = random.Next(3) == 0 ? random.Next(1, last + 1) : 0;
        var version = corrects == 0 ? 1 : 1 + await sql.AskAsync<int>($"select max(version) from ledger.announcement where number = {corrects} and package_id = (select id from ledger.package where slug = '{slug}')");
        var number = corrects == 0 ? last + 1 : corrects;
        var (line, amount) = (random.Next(1, 4), random.Next(1, 25) * 10);
        var kind = corrects == 1 ? "Announced" : Pick("Itemised", "Itemised", "ToppedUp", "Reduced", "Delivered", "Delivered", "Suspended", "Disclosed", "Reannounced", "Cancelled");
        var (entries, headline) = kind switch
        {
            "Announced" => ($"(0, {amount + 400}, 'exact')", Pick("exact", "approximately", "at_least")),
            "Itemised" => ($"({line}, {amount}, '{Pick("exact", "up_to", "approximately", "more_than")}'), (0, -{amount}, 'exact')", null),
            "ToppedUp" => ($"({line}, {amount}, '{Pick("exact", "up_to")}')", Pick("exact", "up_to", "at_least")),
            "Disclosed" => ($"(0, {amount}, 'exact')", "exact"),
            "Reduced" => ($"(0, -{amount}, 'exact')", (string?)null),
            _ => ("", null),
        };
        var described = random.Next(5) == 0
            ? $"insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument, reason) values (package, {line}, seq, '{Pick("MED", "ENG", "AMM")}', 'other goods {revision}', '{Pick("UNS", "LON")}', 'read again');"
            : "";
        var said = version > 1 && corrects > 1 && random.Next(4) == 0
            ? Announcement(number, version, kind, random.Next(2, 28), "", headline, withdrawn: true)
            : Announcement(number, version, kind, corrects == 1 ? random.Next(1, 5) : random.Next(2, 28), entries, headline) + (kind == "Delivered" ? $"""

                insert into ledger.progress (package_id, announcement_number, announcement_version, position, line_number, value, currency, qualifier, final)
                  values (package, {number}, {version}, 1, {random.Next(0, 4)}, {amount}, 'CAD', 'exact', {Pick("true", "false")});
                """ : "");
        return $"""
            insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'Chance', 'Desk');
            {Of(slug, $"insert into ledger.package_revision (package_id, number, publication_seq) values (package, {revision}, seq);\n{described}\n{said}")}
            """;
    }

    /// <summary>Statements about one package in the publication that was just begun.</summary>
    private static string Of(string slug, string statements) => $"""
        do $chance$
        declare
          package bigint := (select id from ledger.package where slug = '{slug}');
          seq bigint := (select max(p.seq) from ledger.publication p);
        begin
          {statements}
        end $chance$;
        """;

    private static string Announcement(int number, int version, string kind, int day, string entries, string? headline, bool withdrawn = false) => $"""
        insert into ledger.announcement (package_id, number, version, publication_seq, kind, announced_on, date_precision, summary, withdrawn, reason, headline_qualifier)
          values (package, {number}, {version}, seq, '{kind}', '2025-01-{day:00}', 'Day', 'Said on {day}, number {number}', {(withdrawn ? "true" : "false")}, {(version > 1 ? "'chance'" : "null")}, {(headline is null ? "null" : $"'{headline}'")});
        {(number % 2 == 0 ? "" : $"""
            insert into ledger.announcement_source (package_id, announcement_number, announcement_version, position, publisher, title, grade, followed)
              values (package, {number}, {version}, 1, 'A ministry', {(day % 3 == 0 ? "null" : $"'Release of day {day}'")}, 'A', true);
            """)}
        {(entries.Length == 0 ? "" : $"""
            insert into ledger.entry (package_id, announcement_number, announcement_version, position, line_number, amount, currency, qualifier, stated_by_donor)
              select package, {number}, {version}, row_number() over (), e.line, e.amount, 'CAD', e.qualifier, false from (values {entries}) e (line, amount, qualifier);
            """)}
        """;

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
