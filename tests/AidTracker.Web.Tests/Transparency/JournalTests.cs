using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Transparency;

public sealed class JournalTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    [Fact]
    public async Task Each_publication_has_one_row_in_the_journal_and_the_chain_fits()
    {
        await using var sql = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(ledger.Connections));
        for (var i = 0; i < 5; i++)
        {
            await PublishAsync($"row-{i}");
        }

        Assert.Equal(await sql.AskAsync<long>("select count(*) from ledger.publication"), await sql.AskAsync<long>("select count(*) from ledger.journal join ledger.publication using (seq, command_id, editor, origin, recorded_at, loaded_at)"));
        Assert.Null((await VerifyAsync(ledger.Connections.Application)).Finding?.Sentence);
    }

    [Theory]
    [InlineData("insert into ledger.journal select 99, now(), now(), gen_random_uuid(), 'x', 'Desk', hash, hash, hash, hash from ledger.list_change limit 1")]
    [InlineData("update ledger.journal set hash = hash")]
    [InlineData("delete from ledger.journal")]
    [InlineData("truncate ledger.journal")]
    [InlineData("alter table ledger.journal disable trigger all")]
    [InlineData("update ledger.list_change set migration = 'mine'")]
    [InlineData("delete from ledger.list_change")]
    [InlineData("select ledger.append_journal(1)")]
    [InlineData("select ledger.record_lists('mine')")]
    [InlineData("insert into ledger.covered_table values ('x', 'list')")]
    public async Task The_applications_role_cannot_write_it(string statement)
    {
        await using var application = await SqlLedger.ConnectAsync(ledger.Connections.Application);

        Assert.Equal("42501", await application.RefusalAsync(statement + ";"));
    }

    [Theory]
    [InlineData("update ledger.journal set hash = hash")]
    [InlineData("delete from ledger.list_change")]
    [InlineData("truncate ledger.journal")]
    public async Task Triggers_refuse_a_change_to_a_superuser_that_plays_a_replica(string statement)
    {
        await PublishAsync($"replica-{Guid.NewGuid():n}");
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(ledger.Connections));

        Assert.Equal("published_rows_stay", await superuser.RefusalAsync("set local session_replication_role = replica; " + statement + ";"));
    }

    [Fact]
    public async Task Publications_from_before_the_journal_are_hashed_by_its_migration()
    {
        var connections = await TestServer.CreateUnmigratedAsync();
        var options = new DbContextOptionsBuilder<LedgerContext>();
        await using var migrator = NpgsqlDataSource.Create(connections.Migrator);
        options.UseLedger(migrator);
        await using (var context = new LedgerContext(options.Options))
        await using (var sql = await SqlLedger.ConnectAsync(connections.Migrator))
        {
            // EF goes to a migration by name only where names begin with fourteen digits.
            var history = context.GetService<IHistoryRepository>();
            var earlier = context.Database.GetMigrations().TakeWhile(id => id != "20261122_5_journal").ToList();
            await sql.RunAsync(history.GetCreateScript() + string.Concat(earlier.Select(id =>
                File.ReadAllText(Repository.File("src", "AidTracker.Web", "Data", "Migrations", id + ".sql")) + history.GetInsertScript(new HistoryRow(id, "10.0.0")))));
        }

        await using (var before = await SqlLedger.ConnectAsync(connections.Application))
        {
            await before.RunAsync(SqlLedger.Opened);
            await before.RunAsync(SqlLedger.Second(SqlLedger.Announcement("ToppedUp", "0 10", headline: "'exact'")));
        }

        await Database.MigrateAsync(connections.Migrator, NullLogger.Instance);

        var verification = await VerifyAsync(connections.Application);
        Assert.Null(verification.Finding?.Sentence);
        Assert.Equal(2, verification.Publications);
    }

    [Fact]
    public async Task A_migration_that_changes_a_list_is_no_alarm_and_a_change_by_hand_stays_one()
    {
        var own = new EmptyLedger();
        await own.InitializeAsync();
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(own.Connections));
        await superuser.RunAsync(SqlLedger.Opened);
        const string Migration = "select ledger.before_migration(); {0}; select ledger.after_migration('20991231_9_test');";

        await superuser.RunAsync(string.Format(null, Migration, "insert into ledger.initiative (code, name) values ('NEWI', 'New')"));
        Assert.Null((await VerifyAsync(own.Connections.Application)).Finding?.Sentence);
        await superuser.RunAsync(SqlLedger.Second(SqlLedger.Announcement("Reannounced", "")));
        Assert.Null((await VerifyAsync(own.Connections.Application)).Finding?.Sentence);

        await superuser.RunAsync("update ledger.category set name = 'Something else' where code = 'AMM';");
        Assert.Equal("category", (await VerifyAsync(own.Connections.Application)).Finding?.Table);

        // A later migration, even of that list, does not make it good.
        await superuser.RunAsync(string.Format(null, Migration, "update ledger.category set name = 'Third' where code = 'MED'"));
        Assert.Contains("not what migration 20261122_5_journal left after publication 0", (await VerifyAsync(own.Connections.Application)).Finding?.Sentence, StringComparison.Ordinal);
        await own.DisposeAsync();
    }

    [Fact]
    public async Task A_table_or_column_that_a_migration_adds_leaves_earlier_hashes_as_they_are_and_is_covered_from_then_on()
    {
        var own = new EmptyLedger();
        await own.InitializeAsync();
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(own.Connections));
        await superuser.RunAsync(SqlLedger.Opened);

        await superuser.RunAsync("""
            select ledger.before_migration();
            create table ledger.sample (like ledger.entry including all);
            alter table ledger.package_description add column added text;
            insert into ledger.covered_table values ('sample', 'publication');
            select ledger.after_migration('20991231_9_test');
            """);
        Assert.Null((await VerifyAsync(own.Connections.Application)).Finding?.Sentence);
        var content = await superuser.AskAsync<byte[]>("select ledger.publication_content(1)");
        Assert.Equal(await superuser.AskAsync<byte[]>("select content_hash from ledger.journal where seq = 1"), content);

        await superuser.RunAsync("insert into ledger.sample select * from ledger.entry limit 1;");
        Assert.NotEqual(content, await superuser.AskAsync<byte[]>("select ledger.publication_content(1)"));
        await own.DisposeAsync();
    }

    [Fact]
    public async Task The_writer_the_verification_and_the_schema_name_the_same_tables_and_columns()
    {
        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(ledger.Connections));
        var schema = await superuser.AskAsync<string[]>("""
            select array_agg(format('%s: %s', c.relname, columns.names) order by c.relname collate "C")
            from pg_class c cross join lateral (
              select string_agg(attname || case atttypid::regtype::text when 'numeric' then ' Numeric' when 'timestamp with time zone' then ' Instant' when 'text[]' then ' Texts' else '' end, ', ' order by attname collate "C") as names
              from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) columns
            where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r'
            """);
        // The journal itself, what it covers, the tables that are worked out of the ledger, the migrations' own list, and snapshots, which
        // only name points of the ledger and hold its hash.
        string[] notCovered = ["captured_text", "covered_table", "journal", "list_change", "schema_migration", "snapshot", .. DerivedTables.Names];

        Assert.Equal(
            CoveredTables.Ledger.Concat(CoveredTables.Lists).OrderBy(table => table.Name, StringComparer.Ordinal)
                .Select(table => $"{table.Name}: {string.Join(", ", table.Fields.Select(field => field.Canonical == Canonical.AsItIs ? field.Name : $"{field.Name} {field.Canonical}"))}"),
            schema.Where(table => !notCovered.Contains(table.Split(':')[0])));
        Assert.Equal(CoveredTables.Ledger.Select(table => table.Name), await superuser.AskAsync<string[]>("select array_agg(name order by name collate \"C\") from ledger.covered_table where part_of = 'publication'"));
        Assert.Equal(CoveredTables.Lists.Select(table => table.Name), await superuser.AskAsync<string[]>("select array_agg(name order by name collate \"C\") from ledger.covered_table where part_of = 'list'"));
    }

    private static async Task<Verification> VerifyAsync(string connection)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        return await Verifier.RunAsync(database, Witnesses.None);
    }

    private Task<long> PublishAsync(string slug) =>
        ledger.Publish.OpenAsync(Package.Open(slug, new Currency("CAD"), ["CA"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor é"), revision =>
        {
            revision.Describe(new PackageDescription("Ünïcode \u2028 title"));
            revision.AddLine(new LineDescription("AMM", "rounds", "PUR", ["ARM", "MED"]));
            revision.Announce(Announcement.Announced(AnnouncedDate.Day(2025, 1, 1), "A hundred", [new Entry(LineItem.NotYetItemised, new Money(100.50m, new Currency("CAD")))]));
        });
}
