using System.Diagnostics;

namespace AidTracker.Web.Hosting;

/// <summary>
/// The operating system's user that the private server runs as: this process's own, or <c>postgres</c> when this process is
/// root, because PostgreSQL refuses to run as root.
/// </summary>
internal sealed class PostgresAccount
{
    private const string StandIn = "postgres";

    private PostgresAccount(bool isStandIn) => IsStandIn = isStandIn;

    /// <summary>True when this process is root and the server runs as another user.</summary>
    public bool IsStandIn { get; }

    public string Name => IsStandIn ? StandIn : Environment.UserName;

    /// <exception cref="StartupRefusedException">This process is root and there is no user postgres to run the server as.</exception>
    public static async Task<PostgresAccount> FindAsync(CancellationToken stop)
    {
        var account = new PostgresAccount(isStandIn: Environment.IsPrivilegedProcess);
        if (account.IsStandIn && (await AsSelfAsync(["id", "-u", StandIn], stop)).ExitCode != 0)
        {
            throw new StartupRefusedException(
                "PostgreSQL refuses to run as root, and there is no user postgres to run it as: create one (useradd --system postgres), or start AidTracker as an ordinary user.");
        }

        return account;
    }

    /// <summary>A command that runs as this user, in a folder that every user may be in, and without the PG… variables.</summary>
    public ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        string[] asUser = IsStandIn
            ? ["setpriv", $"--reuid={StandIn}", $"--regid={StandIn}", "--init-groups", "--", program]
            : [program];
        return Prepare([.. asUser, .. arguments]);
    }

    /// <summary>Runs a command as this user to its end.</summary>
    public Task<Finished> RunAsync(string[] command, CancellationToken stop) => RunAsync(Command(command[0], command[1..]), stop);

    /// <summary>True when this user can go into the folder, through all its parents.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken stop) =>
        (await RunAsync(["test", "-x", folder], stop)).ExitCode == 0;

    /// <summary>Makes a folder that belongs to this user and that nobody else may enter; leaves an existing one as it is.</summary>
    public async Task MakeOwnFolderAsync(string folder, CancellationToken stop)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        string[] owner = IsStandIn ? ["-o", StandIn, "-g", StandIn] : [];
        var made = await AsSelfAsync(["install", "-d", "-m", "0700", .. owner, "--", folder], stop);
        if (made.ExitCode != 0)
        {
            throw new StartupRefusedException($"The folder {folder} could not be made for user {StandIn}: {made.LastLine}");
        }
    }

    /// <summary>What a command said, both streams together, and how it ended.</summary>
    internal sealed record Finished(int ExitCode, string Output)
    {
        public string LastLine => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "(it said nothing)";
    }

    /// <summary>Runs a command as this process's own user to its end.</summary>
    public static Task<Finished> AsSelfAsync(string[] command, CancellationToken stop) => RunAsync(Prepare(command), stop);

    /// <summary>A command as this process's own user, in a folder that every user may be in, and without the PG… variables.</summary>
    public static ProcessStartInfo Prepare(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            // PGDATA, PGPORT and the like mean another server.
            start.Environment.Remove(name);
        }

        return start;
    }

    private static async Task<Finished> RunAsync(ProcessStartInfo start, CancellationToken stop)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new Finished(process.ExitCode, await output + await errors);
    }
}
