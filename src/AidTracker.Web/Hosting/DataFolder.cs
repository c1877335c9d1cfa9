namespace AidTracker.Web.Hosting;

/// <summary>The folder that holds everything of one installation: the private database, the logs, the keys of cookies and the checkpoints.</summary>
internal static class DataFolder
{
    public const string KeysName = "keys";

    public const string TransparencyName = "transparency";

    /// <summary>Makes the folder unless it is there, and returns its path without symbolic links.</summary>
    /// <exception cref="StartupRefusedException">The folder cannot be made or written.</exception>
    public static async Task<string> PrepareAsync(string folder, CancellationToken stop)
    {
        folder = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException(
                $"The data folder {folder} cannot be made by user {Environment.UserName}: choose another with --DataFolder=DIR.", refused);
        }

        // The operating system tells a process's folder without links, and .NET resolves only the last part of a path.
        var real = await PostgresAccount.AsSelfAsync(["readlink", "--canonicalize-existing", "--", folder], stop);
        return real.ExitCode == 0 ? real.Output.TrimEnd('\n') : folder;
    }

    /// <summary>The folder for the keys that protect cookies and forms: nobody else's to read.</summary>
    public static DirectoryInfo Keys(string folder) => Closed(Path.Combine(folder, KeysName));

    /// <summary>The folder for checkpoints and the key that signs them.</summary>
    public static DirectoryInfo Transparency(string folder) => Closed(Path.Combine(folder, TransparencyName));

    /// <summary>A new file that nobody else may read from its first byte on.</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    public static FileStream NewClosedFile(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }

    private static DirectoryInfo Closed(string folder)
    {
        var closed = Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        return closed;
    }
}
