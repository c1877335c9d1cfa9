using System.Reflection;
using Npgsql;

namespace AidTracker.Web.Hosting;

/// <summary>
/// A PostgreSQL server that belongs to this process alone, with its data in a folder. It is reached through a unix socket
/// that only the server's own user (and root) can open, and over no network. It stops with this process, even if this process
/// is killed, and is started again when it ends by itself.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>The database of the application.</summary>
    public const string DatabaseName = "aidtracker";

    private static readonly TimeSpan PauseBeforeRestart = TimeSpan.FromSeconds(1);

    private readonly Func<CancellationToken, Task<PostgresServer>> _start;
    private readonly IDisposable[] _locks;
    private readonly PostgresHome _home;
    private readonly PostgresAccount _account;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watch;
    private PostgresServer _server;
    private bool _disposed;

    private PrivatePostgres(
        PostgresServer server, Func<CancellationToken, Task<PostgresServer>> start, PostgresHome home, PostgresAccount account, string socketFolder, ILogger logger, IDisposable[] locks)
    {
        (_server, _start, _home, _account, _logger, _locks) = (server, start, home, account, logger, locks);
        SocketFolder = socketFolder;
        Superuser = SuperuserOf(socketFolder);
        Connections = ConnectionsTo(DatabaseName);
        _watch = WatchAsync();
    }

    /// <summary>Connection strings of the application's roles to <see cref="DatabaseName"/>.</summary>
    public DatabaseConnections Connections { get; }

    /// <summary>Connection string of the server's superuser to the database <c>postgres</c>: for tests and operations, never for the application.</summary>
    public string Superuser { get; }

    /// <summary>The folder of the server's socket, for <c>psql --host</c>.</summary>
    public string SocketFolder { get; }

    /// <summary>The folder of the cluster itself (PGDATA).</summary>
    public string ClusterFolder => _home.Cluster;

    /// <summary>The process that holds the server; ending it does not lose data.</summary>
    internal int ShellId => _server.ShellId;

    /// <summary>Starts the server on a folder, making what is missing: the folder, the cluster, the roles and the database.</summary>
    /// <param name="dataFolder">The folder that holds everything of this installation; made when it is not there.</param>
    /// <exception cref="StartupRefusedException">No server is installed, the folder is in use or closed, or the server does not start.</exception>
    public static Task<PrivatePostgres> StartAsync(string dataFolder, ILogger logger, CancellationToken cancellationToken) =>
        StartAsync(dataFolder, binaries: null, logger, cancellationToken);

    /// <inheritdoc cref="StartAsync(string, ILogger, CancellationToken)"/>
    /// <param name="binaries">The folder of initdb, postgres and pg_ctl; null finds the newest installed.</param>
    public static async Task<PrivatePostgres> StartAsync(string dataFolder, string? binaries, ILogger logger, CancellationToken cancellationToken)
    {
        var programs = PostgresBinaries.Find(binaries);
        var account = await PostgresAccount.FindAsync(cancellationToken);
        dataFolder = await DataFolder.PrepareAsync(dataFolder, cancellationToken);
        var locks = new List<IDisposable> { ExclusiveLock.Take(Path.Combine(dataFolder, "lock"), dataFolder) };
        try
        {
            var home = await PostgresHome.ChooseAsync(dataFolder, account, logger, cancellationToken);

            // A copied data folder may name the same home as its original.
            locks.Add(ExclusiveLock.Take(home.LockFile, home.Folder));
            await home.EnsureClusterAsync(programs, account, logger, cancellationToken);
            var socketFolder = await home.SocketFolderAsync(account, cancellationToken);
            async Task<PostgresServer> StartServerAsync(CancellationToken stop)
            {
                await PostgresProcesses.StopAllAsync(home, programs, account, logger, stop);
                return await PostgresServer.StartAsync(home, socketFolder, SuperuserOf(socketFolder), programs, account, logger, stop);
            }

            var server = await StartServerAsync(cancellationToken);
            var postgres = new PrivatePostgres(server, StartServerAsync, home, account, socketFolder, logger, [.. locks]);
            try
            {
                await postgres.PrepareDatabaseAsync(DatabaseName, template: "template0", cancellationToken);
            }
            catch
            {
                locks.Clear();
                await postgres.DisposeAsync();
                throw;
            }

            return postgres;
        }
        catch
        {
            locks.ForEach(held => held.Dispose());
            throw;
        }
    }

    /// <summary>Connections to the server of the application that is running on a data folder; null where none is.</summary>
    /// <exception cref="StartupRefusedException">The folder holds no database.</exception>
    internal static DatabaseConnections? OfRunningApplication(string dataFolder)
    {
        var home = PostgresHome.Existing(dataFolder)
            ?? throw new StartupRefusedException($"There is no database in the data folder {dataFolder}: name the right one with --DataFolder=DIR.");
        return ExclusiveLock.IsHeld(Path.Combine(dataFolder, "lock")) ? ConnectionsTo(DatabaseName, SuperuserOf(home.SocketFolderInUse())) : null;
    }

    /// <summary>
    /// Makes a database unless it is there, gives the roles their rights on it, and returns the roles' connections to it.
    /// Tests make theirs with this, from a template that is migrated already.
    /// </summary>
    public async Task<DatabaseConnections> PrepareDatabaseAsync(string name, string template, CancellationToken cancellationToken)
    {
        await using (var server = new NpgsqlConnection(Superuser))
        {
            await server.OpenAsync(cancellationToken);
            await using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", server);
            exists.Parameters.Add(new() { Value = name });
            if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            {
                await using var create = new NpgsqlCommand($"create database {Quoted(name)} template {Quoted(template)}", server);
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        await using var database = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Superuser) { Database = name }.ConnectionString);
        await database.OpenAsync(cancellationToken);
        await using var roles = new NpgsqlCommand(await RolesAsync(cancellationToken), database);
        await roles.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionsTo(name);
    }

    /// <summary>Stops the server, waits until it has stopped, and frees the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync();
        await _watch;
        await _server.DisposeAsync();
        await _home.ForgetShortSocketFolderAsync(_account, CancellationToken.None);
        foreach (var held in _locks)
        {
            held.Dispose();
        }

        _stopping.Dispose();
    }

    private DatabaseConnections ConnectionsTo(string database) => ConnectionsTo(database, Superuser);

    private static DatabaseConnections ConnectionsTo(string database, string server)
    {
        // The pool stays below the server's 100 connections, so that an operator and a migration always get in.
        var application = new NpgsqlConnectionStringBuilder(server)
        {
            Database = database, Username = "aidtracker_app", Pooling = true, MaxPoolSize = 80,
        };
        var migrator = new NpgsqlConnectionStringBuilder(server) { Database = database, Username = "aidtracker_migrator" };
        return new DatabaseConnections(application.ConnectionString, migrator.ConnectionString);
    }

    private static string SuperuserOf(string socketFolder) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Port = 5432,
        Database = "postgres",
        Username = "postgres",
        ApplicationName = "aidtracker",
        Pooling = false,
        // Neither means anything on a unix socket; asking costs a round trip.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    private static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static async Task<string> RolesAsync(CancellationToken cancellationToken)
    {
        await using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("AidTracker.Web.roles.sql")
            ?? throw new InvalidOperationException("deploy/roles.sql is not embedded in the application.");
        using var reader = new StreamReader(resource);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Starts the server again whenever it ends unasked. The pool's connections to the old one fail once and are replaced.</summary>
    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await _server.EndedAsync(_stopping.Token);
                if (PostgresProcesses.IsServed(_home))
                {
                    // Only the shell was killed; the server goes on, and still stops with this process.
                    return;
                }

                HostingLog.ServerEnded(_logger, _home.Cluster, _home.Logs);
                await _server.DisposeAsync();
                await Task.Delay(PauseBeforeRestart, _stopping.Token);
                _server = await _start(_stopping.Token);
                HostingLog.ServerRestarted(_logger, _home.Cluster);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is being stopped.
        }
        catch (Exception failure) when (failure is StartupRefusedException or IOException)
        {
            HostingLog.ServerIsLost(_logger, _home.Cluster, failure);
        }
    }
}
