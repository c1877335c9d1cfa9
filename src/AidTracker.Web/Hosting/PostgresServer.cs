using System.Diagnostics;
using System.Text;
using Npgsql;

namespace AidTracker.Web.Hosting;

/// <summary>One running postmaster, tied to this process: it stops when this process stops, however that happens.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>
    /// A pipe that this process holds is the server's lifeline: when it ends, because it was closed or because this process
    /// was killed, the watcher asks the server for a fast shutdown. When the server ends first, the shell ends with it.
    /// In a session of its own (setsid) it does not hear the Ctrl-C that is meant for the application.
    /// </summary>
    private const string Lifeline =
        """
        exec 3<&0 </dev/null
        "$@" 3<&- &
        server=$!
        ( read -r _ <&3; kill -INT "$server" ) 2>/dev/null &
        watcher=$!
        exec 3<&-
        wait "$server"
        code=$?
        kill "$watcher" 2>/dev/null
        exit "$code"
        """;

    /// <summary>Long enough for the recovery after a crash; a server that cannot start at all ends at once and is not waited for.</summary>
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan StoppedWithin = TimeSpan.FromSeconds(60);

    private readonly Process _shell;
    private readonly PostgresHome _home;
    private readonly StringBuilder _said = new();
    private readonly DateTime _startedAt = DateTime.UtcNow;
    private bool _stopped;

    private PostgresServer(Process shell, PostgresHome home)
    {
        _shell = shell;
        _home = home;
    }

    /// <summary>The shell that waits for the server.</summary>
    internal int ShellId => _shell.Id;

    public static async Task<PostgresServer> StartAsync(
        PostgresHome home, string socketFolder, string superuser, PostgresBinaries binaries, PostgresAccount account, ILogger logger, CancellationToken stop)
    {
        var start = account.Command("setsid", ["sh", "-c", Lifeline, "sh", binaries.Postgres, .. Settings(home, socketFolder)]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var shell = Process.Start(start) ?? throw new InvalidOperationException("The shell for PostgreSQL did not start.");
        var server = new PostgresServer(shell, home);
        shell.OutputDataReceived += server.Heard;
        shell.ErrorDataReceived += server.Heard;
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
        try
        {
            await server.WaitUntilReadyAsync(superuser, logger, stop);
            return server;
        }
        catch
        {
            await server.StopAsync(logger);
            throw;
        }
    }

    /// <summary>Completes when the server has ended, whether asked to or not.</summary>
    public Task EndedAsync(CancellationToken stop) => _shell.WaitForExitAsync(stop);

    public ValueTask DisposeAsync() => new(StopAsync(logger: null));

    private async Task StopAsync(ILogger? logger)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        try
        {
            _shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // The reading end is gone: so is the server, or its shell was killed and the watcher sees the end all the same.
        }

        // The shell's end is not enough: it may have been killed while the server lives.
        if (!await PostgresProcesses.AreGoneAsync(_home.Cluster, StoppedWithin, CancellationToken.None) && logger is not null)
        {
            HostingLog.ServerDoesNotStop(logger, _home.Cluster);
        }

        _shell.Dispose();
    }

    private static IEnumerable<string> Settings(PostgresHome home, string socketFolder)
    {
        yield return "-D";
        yield return home.Cluster;
        foreach (var setting in new[]
        {
            "listen_addresses=",
            $"unix_socket_directories={socketFolder}",
            "unix_socket_permissions=0700",
            "port=5432",
            "max_connections=100",
            "shared_buffers=128MB",
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=on",
            $"log_directory={home.Logs}",
            // A week of logs, each day's file written anew.
            "log_filename=postgresql-%a.log",
            "log_truncate_on_rotation=on",
            "log_rotation_age=1d",
            "log_rotation_size=0",
            "log_checkpoints=off",
            "log_line_prefix=%m [%p] %q%u@%d ",
        })
        {
            yield return "-c";
            yield return setting;
        }
    }

    private async Task WaitUntilReadyAsync(string superuser, ILogger logger, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        for (var recovering = false; ; await Task.Delay(25, stop))
        {
            try
            {
                await using var connection = new NpgsqlConnection(superuser);
                await connection.OpenAsync(stop);
                return;
            }
            catch (NpgsqlException notYet) when (!_shell.HasExited && clock.Elapsed < ReadyWithin)
            {
                if (!recovering && notYet.SqlState == PostgresErrorCodes.CannotConnectNow && clock.Elapsed > TimeSpan.FromSeconds(2))
                {
                    recovering = true;
                    HostingLog.Recovering(logger, _home.Cluster);
                }
            }
            catch (NpgsqlException failure)
            {
                throw new StartupRefusedException(
                    $"PostgreSQL {(_shell.HasExited ? "ended at once" : "did not become ready")} on {_home.Cluster}; the last it said: {await LastWordsAsync()}", failure);
            }
        }
    }

    private void Heard(object sender, DataReceivedEventArgs line)
    {
        // Before its log files are open the server speaks here; later only a shell would.
        lock (_said)
        {
            if (line.Data is { Length: > 0 } && _said.Length < 10_000)
            {
                _said.AppendLine(line.Data);
            }
        }
    }

    /// <summary>What the server said since it was started, on its error stream or in its log: the last lines.</summary>
    private async Task<string> LastWordsAsync()
    {
        if (_shell.HasExited)
        {
            // Only after this has everything that it said been heard.
            await _shell.WaitForExitAsync(CancellationToken.None);
        }

        string said;
        lock (_said)
        {
            said = _said.ToString();
        }

        var logged = new DirectoryInfo(_home.Logs).EnumerateFiles("*.log")
            .Where(file => file.LastWriteTimeUtc >= _startedAt)
            .OrderBy(file => file.LastWriteTimeUtc)
            .SelectMany(file => File.ReadLines(file.FullName));
        var lines = said.Split('\n').Concat(logged)
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.Contains("HINT:", StringComparison.Ordinal) && !line.Contains("redirecting log output", StringComparison.Ordinal));
        return string.Join(" / ", lines.TakeLast(4));
    }
}
