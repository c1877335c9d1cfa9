using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

/// <summary>A folder of one test's own under /tmp, open to every user unless said otherwise, and removed with all it led to.</summary>
internal sealed class Scratch : IDisposable
{
    /// <summary>Kept, so that their standard input stays open as long as this process lives.</summary>
    private static readonly ConcurrentBag<Process> Waiting = [];

    private static readonly Lazy<Task<Scratch>> Server = new(() => OnceAsync(async data => await (await PrivatePostgres.StartAsync(data, NullLogger.Instance, CancellationToken.None)).DisposeAsync()));

    private static readonly Lazy<Task<Scratch>> Ledger = new(() => OnceAsync(async data =>
    {
        await using var application = RunningApplication.Start("--DataFolder=" + data, "--urls=http://127.0.0.1:0");
        await application.Ready;
    }));

    public Scratch(string mode = "755", string nameEnds = "")
    {
        Folder = $"/tmp/at-{Guid.NewGuid().ToString("n")[..8]}{nameEnds}";
        Directory.CreateDirectory(Folder);
        Run("chmod", mode, Folder);
    }

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    public string Cluster => Path.Combine(Data, "postgres", "cluster");

    /// <summary>
    /// Is removed when this process has ended, whatever ends it: the test host is killed a moment after the
    /// last test, and a server that holds a gigabyte of clones stops later than that.
    /// </summary>
    public void RemoveWithThisProcess() => AfterThisProcess(
        "for pause in 2 4 8 16; do sleep $pause; [ -f \"$0/data/postgres.location\" ] && rm -rf \"$(cat \"$0/data/postgres.location\")\"; rm -rf \"$0\"; done 2> /dev/null", Folder);

    /// <summary>Leaves a command to a shell that waits for the end of this process.</summary>
    public static void AfterThisProcess(string command, params string[] arguments) => Waiting.Add(Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", "cat; " + command, .. arguments])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/",
    })!);

    /// <summary>A folder whose data are as an earlier start of the private PostgreSQL left them: making a cluster costs seconds.</summary>
    public static async Task<Scratch> WithServerAsync() => CopyOf(await Server.Value);

    /// <summary>A folder whose data are as an earlier start of the application left them, with an empty ledger.</summary>
    public static async Task<Scratch> WithLedgerAsync() => CopyOf(await Ledger.Value);

    /// <summary>Runs a program that has to succeed, and returns what it said.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
        return output.Trim();
    }

    /// <summary>The servers on a cluster: its processes that no other process of it is the parent of.</summary>
    public static IReadOnlyList<int> Postmasters(string cluster)
    {
        var all = PostgresProcesses.Of(cluster);
        return [.. all.Where(id => Parent(id) is { } parent && !all.Contains(parent))];
    }

    /// <summary>Waits for what has to come; the bound only keeps a failure from hanging.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        for (var waited = Stopwatch.StartNew(); !holds(); await Task.Delay(25))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), $"Waited in vain until {what}.");
        }
    }

    public void Dispose()
    {
        var note = Path.Combine(Data, "postgres.location");
        if (File.Exists(note))
        {
            Directory.Delete(File.ReadAllText(note).Trim(), recursive: true);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<Scratch> OnceAsync(Func<string, Task> start)
    {
        var scratch = new Scratch();
        scratch.RemoveWithThisProcess();
        await start(scratch.Data);
        return scratch;
    }

    private static Scratch CopyOf(Scratch first)
    {
        var copy = new Scratch();
        Run("cp", "--archive", first.Data, copy.Data);
        // Of the first start, and no test's.
        Run("rm", "-rf", Path.Combine(copy.Data, "logs"));
        return copy;
    }

    private static int? Parent(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith("PPid:", StringComparison.Ordinal));
            return int.Parse(line["PPid:".Length..], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
