namespace AidTracker.Web.Hosting;

/// <summary>
/// Holds a file for this process alone until disposed. The operating system releases it when the process ends, however it
/// ends, so a lock is never stale.
/// </summary>
internal sealed class ExclusiveLock : IDisposable
{
    /// <summary>Linux's EWOULDBLOCK, which .NET puts into HResult: somebody else holds the file.</summary>
    private const int WouldBlock = 11;

    private readonly FileStream _file;

    private ExclusiveLock(FileStream file) => _file = file;

    /// <summary>Whether some process holds the file now.</summary>
    public static bool IsHeld(string file)
    {
        try
        {
            using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    public static ExclusiveLock Take(string file, string folder)
    {
        try
        {
            return new ExclusiveLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            throw new StartupRefusedException(
                $"Another AidTracker is running on the data folder {folder}: stop it, or give this one another folder with --DataFolder=DIR.", held);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException(
                $"The data folder {folder} cannot be written by user {Environment.UserName} ({denied.Message}): run as the user it belongs to, or choose another with --DataFolder=DIR.", denied);
        }
    }

    public void Dispose() => _file.Dispose();
}
