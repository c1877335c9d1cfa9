namespace AidTracker.Web.Hosting;

/// <summary>The folder that holds the programs of a PostgreSQL server (initdb, postgres, pg_ctl), or those that copy a database.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    private const int OldestVersion = 15;

    /// <summary>Where Debian and its relatives put each major version, off the PATH.</summary>
    private const string VersionsFolder = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    public string PgDump => Path.Combine(Folder, "pg_dump");

    public string PgRestore => Path.Combine(Folder, "pg_restore");

    /// <param name="configured">The setting Postgres:Binaries; when it is given, nothing else is looked at.</param>
    /// <param name="versionsFolder">Another place to look for Debian's folders.</param>
    /// <param name="path">Another value of PATH.</param>
    /// <exception cref="StartupRefusedException">No server is installed, or it is too old.</exception>
    public static PostgresBinaries Find(string? configured, string versionsFolder = VersionsFolder, string? path = null)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return IsComplete(configured)
                ? new PostgresBinaries(Path.GetFullPath(configured))
                : throw new StartupRefusedException($"The setting Postgres:Binaries names {configured}, which does not hold initdb, postgres and pg_ctl.");
        }

        var newest = Newest(IsComplete, versionsFolder, path);
        return newest is not null
            ? new PostgresBinaries(newest)
            : throw new StartupRefusedException(
                $"PostgreSQL {OldestVersion} or newer is not installed: install it (on Debian: apt-get install postgresql), name the folder of its programs in Postgres:Binaries, or set ConnectionStrings:AidTracker and ConnectionStrings:Migrator to use a server elsewhere.");
    }

    /// <summary>The newest programs that back up and restore, which stand without a server where the database is on another machine.</summary>
    /// <inheritdoc cref="Find"/>
    public static PostgresBinaries FindClients(string? configured)
    {
        var folder = string.IsNullOrWhiteSpace(configured) ? Newest(HasClients, VersionsFolder, path: null) : HasClients(configured) ? Path.GetFullPath(configured) : null;
        return folder is not null
            ? new PostgresBinaries(folder)
            : throw new StartupRefusedException(
                $"pg_dump and pg_restore are not {(string.IsNullOrWhiteSpace(configured) ? "installed" : $"in {configured}")}: install PostgreSQL's client programs of the server's version or a newer one (on Debian: apt-get install postgresql-client), or name their folder in Postgres:Binaries.");
    }

    private static string? Newest(Predicate<string> isRight, string versionsFolder, string? path) =>
        Versions(versionsFolder)
            .Where(version => version.Major >= OldestVersion && isRight(version.Folder))
            .OrderByDescending(version => version.Major)
            .Select(version => version.Folder)
            .FirstOrDefault()
        // What is on the PATH is taken as it is: a server's version shows when the roles are made, and one older than 15 is rare there.
        ?? (path ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(folder => isRight(folder));

    private static IEnumerable<(int Major, string Folder)> Versions(string versionsFolder)
    {
        if (!Directory.Exists(versionsFolder))
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories(versionsFolder))
        {
            if (int.TryParse(Path.GetFileName(folder), out var major))
            {
                yield return (major, Path.Combine(folder, "bin"));
            }
        }
    }

    private static bool IsComplete(string folder)
    {
        var binaries = new PostgresBinaries(folder);
        return Path.IsPathRooted(folder) && File.Exists(binaries.Initdb) && File.Exists(binaries.Postgres) && File.Exists(binaries.PgCtl);
    }

    private static bool HasClients(string folder)
    {
        var binaries = new PostgresBinaries(folder);
        return Path.IsPathRooted(folder) && File.Exists(binaries.PgDump) && File.Exists(binaries.PgRestore);
    }
}
