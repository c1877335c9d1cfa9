using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AidTracker.Web.Hosting;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

/// <summary>A folder of one test's own under /tmp, open to every user unless said otherwise, and removed with all it led to.</summary>
internal sealed class Scratch : IDisposable
{
    /// <summary>Kept, so that their standard input stays open as long as this process lives.</summary>
    private static readonly ConcurrentBag<Process> Waiting = [];

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
    /// Leaves the removal to a shell that waits for the end of this process, whatever ends it: the test host is killed a moment after the
    /// last test, and a server that holds a gigabyte of clones stops later than that.
    /// </summary>
    public void RemoveWithThisProcess() => Waiting.Add(Process.Start(new ProcessStartInfo("setsid",
    [
        "sh", "-c", "cat; for pause in 2 4 8 16; do sleep $pause; [ -f \"$0/data/postgres.location\" ] && rm -rf \"$(cat \"$0/data/postgres.location\")\"; rm -rf \"$0\"; done 2> /dev/null", Folder,
    ])
    { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!);

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
