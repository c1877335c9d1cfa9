using System.Globalization;

namespace AidTracker.Web.Hosting;

/// <summary>
/// The processes of one cluster, whoever started them: PostgreSQL works with the cluster as its current folder, which the
/// operating system tells, while a process number in postmaster.pid may by now be another program's.
/// </summary>
internal static class PostgresProcesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<int> Of(string cluster)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && CurrentFolder(folder) == cluster)
            {
                found.Add(id);
            }
        }

        return found;
    }

    /// <summary>True while the postmaster that wrote the pid file is one of the cluster's processes.</summary>
    public static bool IsServed(PostgresHome home)
    {
        try
        {
            return int.TryParse(File.ReadLines(home.PidFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Of(home.Cluster).Contains(id);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>
    /// Makes sure that no server of this cluster runs: asks one that an earlier application left behind to stop, waits for
    /// one that is stopping, and removes the pid file of one that is gone.
    /// </summary>
    /// <remarks>Only to be called while the home's lock is held, so that no living application owns what is stopped.</remarks>
    public static async Task StopAllAsync(PostgresHome home, PostgresBinaries binaries, PostgresAccount account, ILogger logger, CancellationToken stop)
    {
        if (Of(home.Cluster).Count > 0)
        {
            HostingLog.StoppingOrphan(logger, home.Cluster);
            await account.RunAsync([binaries.PgCtl, "stop", "--pgdata=" + home.Cluster, "--mode=fast", "--no-wait"], stop);

            // Workers whose postmaster was killed see that by themselves; one that does not is told to quit, and then killed.
            foreach (var signal in new[] { "-INT", "-QUIT", "-KILL" })
            {
                if (await AreGoneAsync(home.Cluster, Patience / 3, stop))
                {
                    break;
                }

                // The shell's own kill: the program of that name is not everywhere.
                await account.RunAsync(["sh", "-c", "kill \"$@\"", "sh", signal, .. Of(home.Cluster).Select(id => id.ToString(CultureInfo.InvariantCulture))], stop);
            }

            if (!await AreGoneAsync(home.Cluster, Patience / 3, stop))
            {
                throw new StartupRefusedException($"A PostgreSQL server that an earlier run left on {home.Cluster} does not stop: end its processes by hand and start again.");
            }
        }

        // Nobody is there, so the file is stale. PostgreSQL would believe it if the number were in use again.
        if (File.Exists(home.PidFile))
        {
            File.Delete(home.PidFile);
        }
    }

    public static async Task<bool> AreGoneAsync(string cluster, TimeSpan within, CancellationToken stop)
    {
        for (var waited = TimeSpan.Zero; waited < within; waited += TimeSpan.FromMilliseconds(50))
        {
            if (Of(cluster).Count == 0)
            {
                return true;
            }

            await Task.Delay(50, stop);
        }

        return Of(cluster).Count == 0;
    }

    private static string? CurrentFolder(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or it is another user's and so not a server of ours.
            return null;
        }
    }
}
