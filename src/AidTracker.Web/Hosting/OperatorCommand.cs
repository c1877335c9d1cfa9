using AidTracker.Web.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Hosting;

/// <summary>A command of the program other than to serve: what an operator chose for it, and the database that it works on.</summary>
internal sealed class OperatorCommand
{
    private static readonly string[] OfDatabase = ["DataFolder", "Postgres:Binaries", "ConnectionStrings:AidTracker", "ConnectionStrings:Migrator"];

    private readonly IConfiguration given;
    private readonly Settings settings;

    private OperatorCommand(IConfiguration given, Settings settings) => (this.given, this.settings) = (given, settings);

    /// <summary>What was chosen on the command line; null where it was not.</summary>
    public string? this[string choice] => given[choice];

    /// <summary>The folder of everything of this installation but an operator's own database.</summary>
    public string Folder => settings.DataFolder;

    /// <summary>The folder of PostgreSQL's programs; null to find the newest installed.</summary>
    public string? PostgresBinaries => settings.PostgresBinaries;

    /// <summary>The folder of this installation's checkpoints.</summary>
    public string Transparency => Path.Combine(Folder, DataFolder.TransparencyName);

    /// <summary>The same, where an application has made it; null where none has.</summary>
    public DirectoryInfo? Checkpoints => Directory.Exists(Transparency) ? new DirectoryInfo(Transparency) : null;

    /// <param name="own">What it takes besides the database's settings.</param>
    /// <exception cref="StartupRefusedException">There is something that it does not know: a misspelt choice would otherwise do less than was asked for.</exception>
    public static OperatorCommand Read(string name, string[] arguments, params string[] own)
    {
        string[] choices = [.. own, .. OfDatabase];
        for (var i = 0; i < arguments.Length; i++)
        {
            // --choice=VALUE, or --choice VALUE.
            var parts = arguments[i].Split('=', 2);
            var choice = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : null;
            if (!choices.Contains(choice, StringComparer.OrdinalIgnoreCase))
            {
                throw new StartupRefusedException($"{name} does not know {LogText.Printable(choice ?? arguments[i], 60)}: it takes --{string.Join(", --", choices)}.");
            }

            if (parts.Length == 1 && ++i == arguments.Length)
            {
                throw new StartupRefusedException($"--{choice} needs a value: {name} --{choice} VALUE.");
            }
        }

        var given = new ConfigurationBuilder().AddCommandLine(arguments).Build();
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddConfiguration(given)
            .Build();
        return new OperatorCommand(given, Settings.Read(configuration));
    }

    /// <summary>The operator's database, that of the application that is running, or the private one for as long as the command takes.</summary>
    /// <exception cref="StartupRefusedException">There is none, it does not answer, or its schema is older than this program.</exception>
    public Task<OperatorDatabase> OpenAsync(CancellationToken stop) => OpenAsync(settings.Connections ?? PrivatePostgres.OfRunningApplication(settings.DataFolder), async database =>
    {
        if (!await Database.IsMigratedAsync(database, stop))
        {
            throw new StartupRefusedException("The database's schema is older than this program: start the application once, which brings it up to date, and try again.");
        }
    }, stop);

    /// <summary>The operator's database, or a private one that no application uses, whatever is in it; made where there is none.</summary>
    /// <exception cref="StartupRefusedException">It does not answer, or an application is running on the folder.</exception>
    public Task<OperatorDatabase> OpenUnusedAsync(CancellationToken stop) => OpenAsync(settings.Connections, _ => Task.CompletedTask, stop);

    /// <param name="there">Null to start the private one.</param>
    private async Task<OperatorDatabase> OpenAsync(DatabaseConnections? there, Func<NpgsqlDataSource, Task> requireAsync, CancellationToken stop)
    {
        var database = there is null ? await StartAsync(stop) : new OperatorDatabase(there, postgres: null);
        try
        {
            await Health.RequireAnswerAsync(database.Source, stop);
            await requireAsync(database.Source);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private async Task<OperatorDatabase> StartAsync(CancellationToken stop)
    {
        var postgres = await PrivatePostgres.StartAsync(settings.DataFolder, settings.PostgresBinaries, NullLogger.Instance, stop);
        return new OperatorDatabase(postgres.Connections, postgres);
    }
}

/// <summary>The database that a command works on, with its server where the command started one.</summary>
internal sealed class OperatorDatabase(DatabaseConnections connections, PrivatePostgres? postgres) : IAsyncDisposable
{
    public DatabaseConnections Connections => connections;

    /// <summary>Connections as the application's role.</summary>
    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(connections.Application);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }
}
