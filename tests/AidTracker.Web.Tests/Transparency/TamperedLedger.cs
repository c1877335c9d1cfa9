using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Tests.Desk;
using Npgsql;

namespace AidTracker.Web.Tests.Transparency;

/// <summary>
/// The demonstration ledger in the hands of a superuser who has taken away every trigger, key, check and right that stood in
/// the way. What is done to it is rolled back each time.
/// </summary>
public sealed class TamperedLedger : IAsyncLifetime
{
    private const string Disarm = """
        do $$
        declare
          guard record;
        begin
          for guard in select conrelid::regclass as of, conname from pg_constraint where connamespace = 'ledger'::regnamespace and contype <> 't' order by array_position('{f,c,n,u,p}'::char[], contype::char) loop
            execute format('alter table %s drop constraint if exists %I cascade', guard.of, guard.conname);
          end loop;
          for guard in select a.attrelid::regclass as of, a.attname, a.attidentity <> '' as counts, a.attgenerated <> '' as generated, a.attnotnull
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped loop
            if guard.counts then execute format('alter table %s alter column %I drop identity', guard.of, guard.attname); end if;
            if guard.generated then execute format('alter table %s alter column %I drop expression', guard.of, guard.attname); end if;
            if guard.attnotnull then execute format('alter table %s alter column %I drop not null', guard.of, guard.attname); end if;
          end loop;
          for guard in select oid::regclass as of from pg_class where relnamespace = 'ledger'::regnamespace and relkind = 'r' loop
            execute format('alter table %s disable trigger all', guard.of);
          end loop;
        end $$
        """;

    private readonly DemonstrationLedger ledger = new();

    internal NpgsqlConnection Connection { get; private set; } = null!;

    /// <summary>What readers kept before anything was tampered with: a checkpoint of each publication.</summary>
    internal Witnesses Kept { get; private set; } = Witnesses.None;

    public async Task InitializeAsync()
    {
        await ledger.InitializeAsync();
        Connection = new NpgsqlConnection(await TestServer.SuperuserAsync(ledger.Connections));
        await Connection.OpenAsync();
        // Of the tables that are covered, the demonstration's publications leave these four empty.
        await DeskLedger.OpenJuneAsync(ledger.Publish, "once");
        await DeskLedger.OpenJuneAsync(ledger.Publish, "twice");
        await new CommandForm(Guid.NewGuid(), "Test", "twice", 1, Merge: new MergeForm("once", "A test")).PublishAsync(ledger.Publish);
        await RunAsync("""
            insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'Test', 'Desk');
            insert into ledger.rate_publication select max(seq), 'A test' from ledger.publication;
            -- Without what it does to the list: whoever rewrites the chain by append_journal writes all of it by the newest lists.
            alter table ledger.list_entry disable trigger enter_in_list;
            insert into ledger.list_entry (publication_seq, list, code, name, reason, former_name) select max(seq), 'party', 'TT', 'A test', 'A test', 'Another' from ledger.publication;
            insert into ledger.exchange_rate select code, date '2026-05-04' + day, (select max(seq) from ledger.publication), 1.5 + day from unnest(array['CAD', 'USD']) code, generate_series(0, 4) day;
            """);
        await RunAsync(Disarm);
        // Without the keys' indexes there is no plan but reading whole tables.
        await RunAsync("alter function ledger.publication_content(bigint) set enable_seqscan = on; alter function ledger.append_journal(bigint) set enable_seqscan = on; analyze");
        var checkpoints = new List<Checkpoint>();
        await using var command = new NpgsqlCommand(
            "select seq, encode(hash, 'hex'), (select encode(hash, 'hex') from ledger.list_change order by number desc limit 1) from ledger.journal order by seq", Connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            checkpoints.Add(new Checkpoint(reader.GetInt64(0), reader.GetString(1), DateTimeOffset.UnixEpoch, reader.GetInt64(0), reader.GetString(2), "", ""));
        }

        Kept = new Witnesses(checkpoints, AreOurs: true);
    }

    public async Task DisposeAsync()
    {
        await Connection.DisposeAsync();
        await ledger.DisposeAsync();
    }

    internal async Task<int> RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return await command.ExecuteNonQueryAsync();
    }

    internal async Task<T?> AskAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return await command.ExecuteScalarAsync() is T answer ? answer : default;
    }

    internal async Task<Finding?> FindAsync(Func<Task> tamper, Witnesses witnesses)
    {
        await using var rolledBack = await Connection.BeginTransactionAsync();
        await tamper();
        return (await Verifier.RunAsync(Connection, witnesses)).Finding;
    }
}
