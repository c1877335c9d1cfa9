using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Demonstration;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace AidTracker.Web.Tests;

/// <summary>
/// One PostgreSQL server a test run, with the ledger as a template that each test class clones: published rows cannot be
/// cleaned up. A missing PostgreSQL fails every test that asks for it.
/// </summary>
internal static class TestServer
{
    private static readonly Lazy<Task<PrivatePostgres>> Server = new(StartAsync);
    private static readonly Lazy<Task<string>> Empty = new(() => TemplateAsync("template_empty", demonstration: false));
    private static readonly Lazy<Task<string>> Demonstration = new(() => TemplateAsync("template_demonstration", demonstration: true));
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static int _databases;

    public static async Task<DatabaseConnections> CloneAsync(bool demonstration)
    {
        var template = await (demonstration ? Demonstration : Empty).Value;
        return await PrepareAsync($"test_{Interlocked.Increment(ref _databases)}", template);
    }

    public static Task<DatabaseConnections> CreateUnmigratedAsync() => PrepareAsync($"test_{Interlocked.Increment(ref _databases)}", "template0");

    public static async Task<string> SuperuserAsync(DatabaseConnections connections)
    {
        var database = new NpgsqlConnectionStringBuilder(connections.Application).Database;
        return new NpgsqlConnectionStringBuilder((await Server.Value).Superuser) { Database = database, Pooling = false }.ConnectionString;
    }

    private static async Task<DatabaseConnections> PrepareAsync(string name, string template)
    {
        var server = await Server.Value;
        await OneAtATime.WaitAsync();
        try
        {
            var prepared = await server.PrepareDatabaseAsync(name, template, CancellationToken.None);
            return prepared with { Application = Brief(prepared.Application), Migrator = Brief(prepared.Migrator) };
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Hundreds of databases are on one server, which takes a hundred connections: those of a class that has ended are not kept for minutes.</summary>
    private static string Brief(string connection) => new NpgsqlConnectionStringBuilder(connection) { ConnectionIdleLifetime = 10, ConnectionPruningInterval = 2 }.ConnectionString;

    private static async Task<PrivatePostgres> StartAsync()
    {
        var scratch = new Scratch();
        scratch.RemoveWithThisProcess();
        var server = await PrivatePostgres.StartAsync(scratch.Data, NullLogger.Instance, CancellationToken.None);
        // It ends with the run: nobody needs what a power cut would take. Tests that kill a server have one of their own, which waits for the disk.
        await using var superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.Superuser) { Pooling = false });
        await using var hurry = superuser.CreateCommand("alter role all set synchronous_commit = off");
        await hurry.ExecuteNonQueryAsync();
        return server;
    }

    private static async Task<string> TemplateAsync(string name, bool demonstration)
    {
        var connections = await PrepareAsync(name, "template0");
        await Database.MigrateAsync(Unpooled(connections.Migrator), NullLogger.Instance);
        if (demonstration)
        {
            await using var services = LedgerServices.Over(Unpooled(connections.Application));
            await services.GetRequiredService<LoadDemonstration>().RunAsync();
        }

        return name;
    }

    /// <summary>A database that is connected to cannot be a template.</summary>
    private static string Unpooled(string connection) => new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString;
}

/// <summary>The application's parts over a database, without the web around them.</summary>
internal static class LedgerServices
{
    public static ServiceProvider Over(string connection)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var database = Database.Open(connection);
        services.AddSingleton(_ => database);
        services.AddLedger(database);
        return services.BuildServiceProvider();
    }
}

/// <summary>A database of a test class's own: the ledger with nothing on it.</summary>
public class EmptyLedger : IAsyncLifetime
{
    private ServiceProvider? _services;

    protected virtual bool Demonstration => false;

    internal DatabaseConnections Connections { get; private set; } = null!;

    internal PublishRevision Publish => _services!.GetRequiredService<PublishRevision>();

    internal LoadDemonstration LoadDemonstration => _services!.GetRequiredService<LoadDemonstration>();

    internal ReferenceLists Lists { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Connections = await TestServer.CloneAsync(Demonstration);
        _services = LedgerServices.Over(Connections.Application);
        Lists = await Database.ReadListsAsync(_services.GetRequiredService<NpgsqlDataSource>());
    }

    public async Task DisposeAsync() => await _services!.DisposeAsync();

    internal LedgerContext Context() => _services!.GetRequiredService<IDbContextFactory<LedgerContext>>().CreateDbContext();

    internal async Task<Package> LoadAsync(string slug)
    {
        await using var context = Context();
        return await PackageLoading.LoadAsync(context, slug) ?? throw new InvalidOperationException($"No package at {slug}.");
    }
}

/// <summary>A database of a test class's own: the ledger with the demonstration data.</summary>
public sealed class DemonstrationLedger : EmptyLedger
{
    protected override bool Demonstration => true;
}
