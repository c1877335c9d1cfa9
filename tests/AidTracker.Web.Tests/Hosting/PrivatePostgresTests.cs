using System.Globalization;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

public sealed class PrivatePostgresTests
{
    [Fact]
    public async Task Starts_on_an_empty_folder_stops_and_finds_its_data_again()
    {
        using var scratch = new Scratch();
        await using (var first = await StartAsync(scratch.Data))
        {
            await ExecuteAsync(first.Connections.Migrator, "create table kept (n int); insert into kept values (7)");
            Assert.Single(Scratch.Postmasters(first.ClusterFolder));
        }

        Assert.Empty(PostgresProcesses.Of(scratch.Cluster));
        await using var second = await StartAsync(scratch.Data);
        Assert.Equal(7, await ScalarAsync(second.Superuser, PrivatePostgres.DatabaseName, "select n from ledger.kept"));
    }

    [Fact]
    public async Task Listens_on_its_socket_only_and_keeps_what_is_written()
    {
        using var scratch = await Scratch.WithServerAsync();
        await using var postgres = await StartAsync(scratch.Data);
        Assert.Equal("", await ScalarAsync(postgres.Superuser, "postgres", "show listen_addresses"));
        Assert.Equal("on", await ScalarAsync(postgres.Superuser, "postgres", "show fsync"));
        Assert.Equal("on", await ScalarAsync(postgres.Superuser, "postgres", "show data_checksums"));
        Assert.Equal("UTF8", await ScalarAsync(postgres.Superuser, PrivatePostgres.DatabaseName, "show server_encoding"));
        Assert.Equal("700", Scratch.Run("stat", "-c", "%a", postgres.SocketFolder));
    }

    [Fact]
    public async Task What_the_migrator_makes_belongs_to_the_owner_and_the_application_gets_only_what_it_is_granted()
    {
        using var scratch = await Scratch.WithServerAsync();
        await using var postgres = await StartAsync(scratch.Data);
        await ExecuteAsync(postgres.Connections.Migrator, "create table entry (n int)");
        Assert.Equal("aidtracker_owner", await ScalarAsync(postgres.Superuser, PrivatePostgres.DatabaseName, "select tableowner from pg_tables where schemaname = 'ledger' and tablename = 'entry'"));

        foreach (var refused in new[] { "select n from entry", "insert into entry values (1)", "create table mine (n int)", "create table public.mine (n int)", "create schema mine", "create temp table mine (n int)", "create role mine", "set role aidtracker_owner" })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(postgres.Connections.Application, refused));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }

        await ExecuteAsync(postgres.Connections.Migrator, "grant select on entry to aidtracker_app");
        await ExecuteAsync(postgres.Connections.Application, "select n from entry");
    }

    [Fact]
    public async Task The_four_roles_can_do_nothing_to_the_server()
    {
        using var scratch = await Scratch.WithServerAsync();
        await using var postgres = await StartAsync(scratch.Data);
        Assert.Equal(
            "aidtracker_app login, aidtracker_migrator login, aidtracker_owner, aidtracker_reader login",
            await ScalarAsync(postgres.Superuser, "postgres", """
                select string_agg(rolname || case when rolcanlogin then ' login' else '' end, ', ' order by rolname) from pg_roles
                where rolname like 'aidtracker%' and not (rolsuper or rolcreatedb or rolcreaterole or rolbypassrls or rolreplication)
                """));
    }

    [Fact]
    public async Task Databases_prepared_at_the_same_time_do_not_collide_over_the_roles_they_share()
    {
        using var scratch = await Scratch.WithServerAsync();
        await using var postgres = await StartAsync(scratch.Data);
        var prepared = await Task.WhenAll(Enumerable.Range(1, 4).Select(n =>
            postgres.PrepareDatabaseAsync($"test {n}", "template0", CancellationToken.None)));
        Assert.Equal("ledger, public", await ScalarAsync(prepared[3].Application, "test 4", "show search_path"));
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_is_refused_by_the_name_of_the_folder()
    {
        using var scratch = await Scratch.WithServerAsync();
        await using var first = await StartAsync(scratch.Data);
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => StartAsync(scratch.Data));
        Assert.Contains(scratch.Data, refusal.Message, StringComparison.Ordinal);
        Assert.Single(Scratch.Postmasters(first.ClusterFolder));
        await ExecuteAsync(first.Connections.Application, "select 1");
    }

    [Fact]
    public async Task A_second_one_through_a_copy_of_the_folders_note_is_refused_too()
    {
        using var scratch = await Scratch.WithServerAsync();
        await using var first = await StartAsync(scratch.Data);
        var copy = Path.Combine(scratch.Folder, "copy");
        Directory.CreateDirectory(copy);
        var note = Path.Combine(copy, "postgres.location");
        await File.WriteAllTextAsync(note, Path.Combine(scratch.Data, "postgres"));
        await Assert.ThrowsAsync<StartupRefusedException>(() => StartAsync(copy));
        Assert.Single(Scratch.Postmasters(first.ClusterFolder));
    }

    [Fact]
    public async Task Stops_the_server_even_when_the_shell_that_holds_it_was_killed()
    {
        using var scratch = await Scratch.WithServerAsync();
        await using (var postgres = await StartAsync(scratch.Data))
        {
            Scratch.Run("kill", "-KILL", postgres.ShellId.ToString(CultureInfo.InvariantCulture));
            await ExecuteAsync(postgres.Connections.Application, "select 1");
        }

        Assert.Empty(PostgresProcesses.Of(scratch.Cluster));
    }

    [Fact]
    public async Task Recovers_from_a_killed_server_and_a_stale_pid_file()
    {
        using var scratch = await Scratch.WithServerAsync();
        await using (var postgres = await StartAsync(scratch.Data))
        {
            await ExecuteAsync(postgres.Connections.Migrator, "create table kept (n int); insert into kept values (7)");
            Scratch.Run("kill", "-KILL", Assert.Single(Scratch.Postmasters(scratch.Cluster)).ToString(CultureInfo.InvariantCulture));
        }

        // The number in the file belongs to a living process that is no server of this folder: PostgreSQL would believe it.
        var pidFile = Path.Combine(scratch.Cluster, "postmaster.pid");
        await File.WriteAllTextAsync(pidFile, $"{Environment.ProcessId}\n{scratch.Cluster}\n1700000000\n5432\n/nowhere\n\n");
        await using var again = await StartAsync(scratch.Data);
        Assert.Equal(7, await ScalarAsync(again.Superuser, PrivatePostgres.DatabaseName, "select n from ledger.kept"));
        Assert.Single(Scratch.Postmasters(scratch.Cluster));
    }

    [Fact]
    public async Task An_orphan_on_its_folder_is_stopped_first()
    {
        using var scratch = await Scratch.WithServerAsync();
        var account = await PostgresAccount.FindAsync(CancellationToken.None);
        var binaries = PostgresBinaries.Find(null);
        var started = await account.RunAsync(
            [binaries.PgCtl, "start", "--pgdata=" + scratch.Cluster, "--wait", "--log=/dev/null", $"--options=-c listen_addresses= -c unix_socket_directories={scratch.Data}/postgres/socket"],
            CancellationToken.None);
        Assert.True(started.ExitCode == 0, started.Output);
        var orphan = Assert.Single(Scratch.Postmasters(scratch.Cluster));

        await using var postgres = await StartAsync(scratch.Data);
        Assert.NotEqual(orphan, Assert.Single(Scratch.Postmasters(scratch.Cluster)));
        await ExecuteAsync(postgres.Connections.Application, "select 1");
    }

    [Fact]
    public async Task A_cluster_whose_making_was_interrupted_is_never_used()
    {
        using var scratch = await Scratch.WithServerAsync();
        var half = Path.Combine(scratch.Data, "postgres", "cluster.new-half");
        Directory.Move(scratch.Cluster, half);
        File.Delete(Path.Combine(half, "PG_VERSION"));

        await using var postgres = await StartAsync(scratch.Data);
        await ExecuteAsync(postgres.Connections.Application, "select 1");
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public async Task A_folder_whose_path_is_too_long_for_a_socket_gets_a_short_one_that_is_removed_again()
    {
        using var scratch = new Scratch(nameEnds: "-" + new string('x', 120));
        string socket;
        await using (var postgres = await StartAsync(scratch.Data))
        {
            socket = postgres.SocketFolder;
            Assert.StartsWith("/tmp/aidtracker-", socket, StringComparison.Ordinal);
            Assert.Equal("700", Scratch.Run("stat", "-c", "%a", socket));
            await ExecuteAsync(postgres.Connections.Application, "select 1");
        }

        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public async Task A_folder_with_awkward_characters_works()
    {
        using var scratch = new Scratch(nameEnds: " a,b;c'd\"é");
        await using var postgres = await StartAsync(scratch.Data);
        await ExecuteAsync(postgres.Connections.Application, "select 1");
    }

    [Fact]
    public async Task A_folder_below_one_that_is_closed_to_the_servers_user_works_and_keeps_its_data()
    {
        using var scratch = new Scratch(mode: "700");
        await using (var postgres = await StartAsync(scratch.Data))
        {
            await ExecuteAsync(postgres.Connections.Migrator, "create table kept (n int); insert into kept values (7)");
            Assert.Equal(Environment.IsPrivilegedProcess, File.Exists(Path.Combine(scratch.Data, "postgres.location")));
        }

        await using var again = await StartAsync(scratch.Data);
        Assert.Equal(7, await ScalarAsync(again.Superuser, PrivatePostgres.DatabaseName, "select n from ledger.kept"));
    }

    [Fact]
    public async Task A_database_that_is_no_longer_where_it_was_is_missed_and_not_replaced_by_an_empty_one()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.Data);
        var note = Path.Combine(scratch.Data, "postgres.location");
        await File.WriteAllTextAsync(note, "/var/lib/aidtracker/was-here\n");
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => StartAsync(scratch.Data));
        File.Delete(note);
        Assert.Contains("/var/lib/aidtracker/was-here", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why_and_leaves_nothing_behind()
    {
        using var scratch = await Scratch.WithServerAsync();
        await File.WriteAllTextAsync(Path.Combine(scratch.Cluster, "PG_VERSION"), "9.6\n");
        var refusal = await Assert.ThrowsAsync<StartupRefusedException>(() => StartAsync(scratch.Data));
        Assert.Contains("9.6", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(PostgresProcesses.Of(scratch.Cluster));
    }

    private static Task<PrivatePostgres> StartAsync(string dataFolder) =>
        PrivatePostgres.StartAsync(dataFolder, NullLogger.Instance, CancellationToken.None);

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(string connection, string databaseName, string sql)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Database = databaseName }.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
