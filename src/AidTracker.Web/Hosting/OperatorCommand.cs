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

    /// <summary>The folder of this installation's checkpoints.</summary>
    public string Transparency => Path.Combine(Folder, "transparency");

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
    public async Task<OperatorDatabase> OpenAsync(CancellationToken stop)
    {
        var connections = settings.Connections ?? PrivatePostgres.OfRunningApplication(settings.DataFolder);
        var postgres = connections is null
            ? await PrivatePostgres.StartAsync(settings.DataFolder, settings.PostgresBinaries, NullLogger.Instance, stop)
            : null;
        var database = new OperatorDatabase(NpgsqlDataSource.Create((connections ?? postgres!.Connections).Application), postgres);
        try
        {
            await Health.RequireAnswerAsync(database.Source, stop);
            return await Database.IsMigratedAsync(database.Source, stop)
                ? database
                : throw new StartupRefusedException("The database's schema is older than this program: start the application once, which brings it up to date, and try again.");
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }
}

/// <summary>The database that a command works on, with its server where the command started one.</summary>
internal sealed class OperatorDatabase(NpgsqlDataSource source, PrivatePostgres? postgres) : IAsyncDisposable
{
    /// <summary>Connections as the application's role.</summary>
    public NpgsqlDataSource Source => source;

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }
}
