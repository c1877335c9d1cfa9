using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

/// <summary>The application as a process of its own, the way an operator runs it.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private const string ReadyLine = "AidTracker is ready: ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningApplication(Process process) => _process = process;

    public string Errors => Said(_errors);

    public string Output => Said(_output);

    /// <summary>What it reads from.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Where it serves, once it has said that it is ready.</summary>
    public Task<Uri> Ready => _ready.Task.WaitAsync(TimeSpan.FromMinutes(2));

    public static RunningApplication Start(params string[] arguments) =>
        Start(["dotnet", Path.Combine(AppContext.BaseDirectory, "AidTracker.Web.dll"), .. arguments], "/");

    public static RunningApplication Start(string[] command, string folder)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };

        // What a developer has set in the shell is not what is tested.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ConnectionStrings", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        var application = new RunningApplication(Process.Start(start)!);
        application.Listen();
        return application;
    }

    /// <summary>Runs a command of the program to its end.</summary>
    public static async Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var command = Start(arguments);
        // It is no application that becomes ready.
        _ = command.Ready.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        var status = await command.EndAsync();
        return (status, command.Output, command.Errors);
    }

    public void Signal(string signal) => Scratch.Run("kill", "-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits for the end and returns the exit status.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return _process.ExitCode;
    }

    /// <summary>Stops it when this process ends, whatever ends it.</summary>
    public void EndWithThisProcess() => Scratch.AfterThisProcess($"kill -TERM {_process.Id.ToString(CultureInfo.InvariantCulture)}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("TERM");
            await EndAsync();
        }

        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Hear(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(_errors, line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The application ended before it was ready: {Errors}{Output}"));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Hear(StringBuilder where, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (where)
        {
            where.Append(line).Append('\n');
        }

        if (line.StartsWith(ReadyLine, StringComparison.Ordinal))
        {
            _ready.TrySetResult(new Uri(line[ReadyLine.Length..]));
        }
    }

    private static string Said(StringBuilder where)
    {
        lock (where)
        {
            return where.ToString();
        }
    }
}
