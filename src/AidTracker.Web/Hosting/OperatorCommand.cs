using AidTracker.Web.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Hosting;

/// <summary>What commands beside the application have in common: how they are told what to do, and how they find the ledger.</summary>
internal sealed class OperatorCommand
{
    private static readonly string[] Common = ["DataFolder", "Postgres:Binaries", "ConnectionStrings:AidTracker", "ConnectionStrings:Migrator"];

    private readonly Dictionary<string, string?> given;
    private readonly string name;

    private OperatorCommand(string name, Dictionary<string, string?> given)
    {
        (this.name, this.given) = (name, given);
        Settings = Settings.Read(new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(given)
            .Build());
    }

    public Settings Settings { get; }

    /// <summary>What was given for a choice of the command's own; null where it was not.</summary>
    public string? this[string choice] => given.GetValueOrDefault(choice);

    /// <summary>Reads <c>--choice VALUE</c> and <c>--choice=VALUE</c>.</summary>
    /// <param name="choices">Those of the command's own, beside the settings that all commands take.</param>
    /// <exception cref="StartupRefusedException">Something else is there: a misspelt choice would do something else than was asked for.</exception>
    public static OperatorCommand Read(string name, string[] choices, string[] arguments)
    {
        var known = choices.Concat(Common).ToDictionary(choice => choice, StringComparer.OrdinalIgnoreCase);
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < arguments.Length; i++)
        {
            var parts = arguments[i].Split('=', 2);
            var written = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : null;
            if (written is null || !known.TryGetValue(written, out var choice))
            {
                throw new StartupRefusedException($"{name} does not know {LogText.Printable(written ?? arguments[i], 60)}: it takes --{string.Join(", --", known.Values)}.");
            }

            given[choice] = parts.Length == 2 ? parts[1] : ++i < arguments.Length ? arguments[i]
                : throw new StartupRefusedException($"--{choice} needs a value: {name} --{choice} VALUE.");
        }

        return new OperatorCommand(name, given);
    }

    /// <summary>Works on the operator's database, that of the application that is running, or the private one for as long as this takes.</summary>
    /// <exception cref="StartupRefusedException">There is none, it does not answer, or its schema is older than this program.</exception>
    public async Task<T> OnLedgerAsync<T>(Func<NpgsqlDataSource, Task<T>> work, CancellationToken stop)
    {
        var connections = Settings.Connections ?? PrivatePostgres.OfRunningApplication(Settings.DataFolder);
        await using var postgres = connections is null
            ? await PrivatePostgres.StartAsync(Settings.DataFolder, Settings.PostgresBinaries, NullLogger.Instance, stop)
            : null;
        await using var database = NpgsqlDataSource.Create((connections ?? postgres!.Connections).Application);
        await Health.RequireAnswerAsync(database, stop);
        if (!await Database.IsMigratedAsync(database, stop))
        {
            throw new StartupRefusedException($"The database's schema is older than this program: start the application once, which brings it up to date, and {name} again.");
        }

        return await work(database);
    }
}
