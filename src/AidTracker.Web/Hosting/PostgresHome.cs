namespace AidTracker.Web.Hosting;

/// <summary>
/// The folder that belongs to the private server alone: its cluster, its socket and its logs. It is <c>postgres</c> inside the
/// data folder, or, where the server's user cannot get there, a folder elsewhere that a file in the data folder names.
/// </summary>
internal sealed class PostgresHome
{
    /// <summary>Where homes go that cannot be inside the data folder.</summary>
    private const string Elsewhere = "/var/lib/aidtracker";

    /// <summary>The longest path of a unix socket on Linux, in bytes.</summary>
    private const int LongestSocketPath = 107;

    private PostgresHome(string folder) => Folder = folder;

    public string Folder { get; }

    public string Cluster => Path.Combine(Folder, "cluster");

    public string Logs => Path.Combine(Folder, "log");

    public string LockFile => Path.Combine(Folder, "lock");

    public string PidFile => Path.Combine(Cluster, "postmaster.pid");

    private string SocketNote => Path.Combine(Folder, "socket.location");

    public static async Task<PostgresHome> ChooseAsync(string dataFolder, PostgresAccount account, ILogger logger, CancellationToken stop)
    {
        var inside = Path.Combine(dataFolder, "postgres");
        var note = Path.Combine(dataFolder, "postgres.location");

        if (File.Exists(note))
        {
            var noted = (await File.ReadAllTextAsync(note, stop)).Trim();
            return Directory.Exists(noted)
                ? new PostgresHome(noted)
                : throw new StartupRefusedException(
                    $"The file {note} says that the database is in {noted}, which is not there: bring that folder back, or delete the file to start with an empty database.");
        }

        if (await account.CanEnterAsync(dataFolder, stop))
        {
            await account.MakeOwnFolderAsync(inside, stop);
            return new PostgresHome(inside);
        }

        // Never a second, empty database because a folder became unreachable.
        if (Directory.Exists(inside))
        {
            throw new StartupRefusedException(
                $"User {account.Name} cannot get to the database in {inside} because a parent folder is closed to it: open the way (chmod o+x on the parents), or move the data folder.");
        }

        var home = Path.Combine(Elsewhere, Guid.NewGuid().ToString("n")[..12]);
        // Not Directory.CreateDirectory: under a strict umask the server's user could not enter what it makes.
        await PostgresAccount.AsSelfAsync(["install", "-d", "-m", "0755", Elsewhere], stop);
        await account.MakeOwnFolderAsync(home, stop);
        await File.WriteAllTextAsync(note, home + "\n", stop);
        HostingLog.HomeElsewhere(logger, account.Name, dataFolder, home, note);
        return new PostgresHome(home);
    }

    /// <summary>The home that the data folder has already; null where it has none, or none with a cluster. Changes nothing.</summary>
    public static PostgresHome? Existing(string dataFolder)
    {
        var note = Path.Combine(dataFolder, "postgres.location");
        var home = new PostgresHome(File.Exists(note) ? File.ReadAllText(note).Trim() : Path.Combine(dataFolder, "postgres"));
        return Directory.Exists(home.Cluster) ? home : null;
    }

    /// <summary>The folder of the socket of a server that is running.</summary>
    public string SocketFolderInUse() => File.Exists(SocketNote) ? File.ReadAllText(SocketNote).Trim() : Path.Combine(Folder, "socket");

    /// <summary>Makes the cluster unless it is there. A cluster is made beside its place and moved there whole, so what is in place is complete.</summary>
    public async Task EnsureClusterAsync(PostgresBinaries binaries, PostgresAccount account, ILogger logger, CancellationToken stop)
    {
        await account.MakeOwnFolderAsync(Logs, stop);
        if (Directory.Exists(Cluster))
        {
            return;
        }

        foreach (var interrupted in Directory.EnumerateDirectories(Folder, "cluster.new-*"))
        {
            Directory.Delete(interrupted, recursive: true);
        }

        HostingLog.MakingCluster(logger, Cluster);
        var fresh = Path.Combine(Folder, "cluster.new-" + Guid.NewGuid().ToString("n")[..8]);
        var made = await account.RunAsync(
            [
                binaries.Initdb, "--pgdata=" + fresh, "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--lc-messages=C",
                "--data-checksums", "--auth-local=trust", "--auth-host=reject",
            ],
            stop);
        if (made.ExitCode != 0)
        {
            HostingLog.ProgramFailed(logger, "initdb", made.Output);
            throw new StartupRefusedException($"PostgreSQL could not make its database in {Folder}: {made.LastLine}");
        }

        Directory.Move(fresh, Cluster);
    }

    /// <summary>The folder for the server's socket: in this home, or a short one under /tmp where the path would be too long.</summary>
    public async Task<string> SocketFolderAsync(PostgresAccount account, CancellationToken stop)
    {
        await ForgetShortSocketFolderAsync(account, stop);
        var inside = Path.Combine(Folder, "socket");
        if (FitsASocket(inside))
        {
            await account.MakeOwnFolderAsync(inside, stop);
            return inside;
        }

        // mktemp makes a folder that was not there before, of mode 0700 and owned by the server's user: nobody can have prepared it.
        var made = await account.RunAsync(["mktemp", "--directory", "/tmp/aidtracker-XXXXXXXXXX"], stop);
        var folder = made.Output.Trim();
        if (made.ExitCode != 0 || !folder.StartsWith("/tmp/aidtracker-", StringComparison.Ordinal))
        {
            throw new StartupRefusedException($"A short folder for the database's socket could not be made under /tmp: {made.LastLine}");
        }

        await File.WriteAllTextAsync(SocketNote, folder + "\n", stop);
        return folder;
    }

    /// <summary>Removes the folder under /tmp that an earlier run used.</summary>
    public async Task ForgetShortSocketFolderAsync(PostgresAccount account, CancellationToken stop)
    {
        if (!File.Exists(SocketNote))
        {
            return;
        }

        var folder = (await File.ReadAllTextAsync(SocketNote, stop)).Trim();
        if (folder.StartsWith("/tmp/aidtracker-", StringComparison.Ordinal) && !folder.Contains("..", StringComparison.Ordinal))
        {
            // As the server's user: it can remove its own folder and no one else's.
            await account.RunAsync(["rm", "-rf", "--", folder], stop);
        }

        File.Delete(SocketNote);
    }

    /// <summary>A comma would be read as two folders or two hosts, and Npgsql and PostgreSQL quote the rest differently.</summary>
    internal static bool FitsASocket(string folder) =>
        System.Text.Encoding.UTF8.GetByteCount(folder + "/.s.PGSQL.5432") <= LongestSocketPath
        && !folder.Any(character => character is ',' or ':' or ';' or '\'' or '"' or '\\' or '@' || char.IsControl(character));
}
