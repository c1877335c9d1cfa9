using System.Globalization;
using Npgsql;

namespace AidTracker.Web.Hosting;

/// <summary>What an operator can choose, read once at start; docs/operations.md says it in words.</summary>
/// <param name="DataFolder">Full path of the folder for the private database, the logs and the keys.</param>
/// <param name="Demo">True to load the demonstration data into an empty database.</param>
/// <param name="Connections">The operator's own database; null to start a private one in the data folder.</param>
/// <param name="PostgresBinaries">The folder of initdb, postgres and pg_ctl; null to find the newest installed.</param>
/// <param name="Rates">Where exchange rates are fetched from; null: they are not.</param>
/// <param name="MonthlySnapshots">True: each month gets a snapshot.</param>
/// <param name="RequireSecondFactor">True: the desk opens only to who has an authenticator or a passkey.</param>
public sealed record Settings(string DataFolder, bool Demo, DatabaseConnections? Connections, string? PostgresBinaries, RateSchedule? Rates, bool RequireSecondFactor, Limits Limits, bool MonthlySnapshots)
{
    private const string Application = "ConnectionStrings:AidTracker";
    private const string Migrator = "ConnectionStrings:Migrator";

    /// <exception cref="StartupRefusedException">A setting has a value that cannot be meant.</exception>
    public static Settings Read(IConfiguration configuration) => new(
        DataFolder: FullPath(Text(configuration, "DataFolder") ?? ".data"),
        Demo: YesOrNo(configuration, "Demo"),
        Connections: OwnDatabase(configuration),
        PostgresBinaries: Text(configuration, "Postgres:Binaries"),
        Rates: FetchedRates(configuration),
        RequireSecondFactor: YesOrNo(configuration, "Accounts:RequireSecondFactor"),
        Limits: new Limits(
            Exports: Whole(configuration, "Limits:Exports", 8, 1, 50),
            ExportsPerAddress: Whole(configuration, "Limits:ExportsPerAddress", 3, 1, 50),
            ApiPerSecond: Whole(configuration, "Limits:ApiPerSecond", 20, 1, 100_000),
            SignInsPerMinute: Whole(configuration, "Limits:SignInsPerMinute", 20, 1, 10_000)),
        MonthlySnapshots: YesOrNo(configuration, "Snapshots:Monthly"));

    private static int Whole(IConfiguration configuration, string setting, int usual, int least, int most) => Text(configuration, setting) switch
    {
        null => usual,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        { } text => throw new StartupRefusedException($"{setting} is {LogText.Printable(text, 40)}, which is not a whole number from {least} to {most}."),
    };

    private static RateSchedule? FetchedRates(IConfiguration configuration)
    {
        const string Address = "Rates:Address";
        const string EveryHours = "Rates:EveryHours";
        var hours = 24;
        if (Text(configuration, EveryHours) is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out hours) || hours is < 1 or > 168))
        {
            throw new StartupRefusedException($"{EveryHours} is {LogText.Printable(text, 40)}, which is not a whole number from 1 to 168.");
        }

        return Text(configuration, Address) switch
        {
            null => null,
            { } address when Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps => new RateSchedule(uri, TimeSpan.FromHours(hours)),
            { } address => throw new StartupRefusedException($"{Address} is {LogText.Printable(address, 200)}, which is not an https address."),
        };
    }

    private static DatabaseConnections? OwnDatabase(IConfiguration configuration) =>
        (Text(configuration, Application), Text(configuration, Migrator)) switch
        {
            (null, null) => null,
            (null, _) => throw new StartupRefusedException(
                $"{Migrator} is set and {Application} is not: set both to use your own PostgreSQL, or neither for a private one."),
            (_, null) => throw new StartupRefusedException(
                $"{Application} is set and {Migrator} is not: set both to use your own PostgreSQL, or neither for a private one."),
            ({ } application, { } migrator) => new DatabaseConnections(
                ConnectionString(Application, application), ConnectionString(Migrator, migrator)),
        };

    private static string ConnectionString(string setting, string value)
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(value);
            return string.IsNullOrWhiteSpace(parsed.Host) || string.IsNullOrWhiteSpace(parsed.Username)
                ? throw new StartupRefusedException($"{setting} has to name at least Host, Database and Username.")
                : parsed.ConnectionString;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The message names the keyword and not the value, which may hold a password.
            throw new StartupRefusedException($"{setting} is not a connection string that Npgsql understands.", malformed);
        }
    }

    /// <summary>False where nothing is said.</summary>
    /// <exception cref="StartupRefusedException">It is neither true nor false.</exception>
    internal static bool YesOrNo(IConfiguration configuration, string setting) =>
        Text(configuration, setting) is not { } value
            ? false
            : bool.TryParse(value, out var answer)
                ? answer
                : throw new StartupRefusedException($"{setting} is {LogText.Printable(value, 40)}, which is neither true nor false.");

    private static string FullPath(string folder)
    {
        try
        {
            return Path.GetFullPath(folder);
        }
        catch (ArgumentException malformed)
        {
            throw new StartupRefusedException($"DataFolder is {LogText.Printable(folder, 200)}, which is not a path.", malformed);
        }
    }

    /// <summary>An empty value means unset: that is how an environment file says so.</summary>
    private static string? Text(IConfiguration configuration, string setting) =>
        string.IsNullOrWhiteSpace(configuration[setting]) ? null : configuration[setting]!.Trim();
}

/// <summary>Exchange rates that are fetched.</summary>
/// <param name="Address">An https address of a file in one of the forms of the European Central Bank.</param>
/// <param name="Every">How long after one time the next is.</param>
public sealed record RateSchedule(Uri Address, TimeSpan Every);
