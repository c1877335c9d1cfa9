using System.Globalization;
using System.IO.Compression;
using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Backups;

/// <summary><c>backup FILE</c>: everything that a restore needs, in one file that only its owner may read; while the application runs or not.</summary>
internal static class BackupCommand
{
    private const string Usage = "backup needs a file before anything else, which is not there yet: backup FILE.";

    /// <exception cref="StartupRefusedException">No backup was made; the sentence says why.</exception>
    public static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not [var file, .. var choices] || file.StartsWith('-'))
        {
            throw new StartupRefusedException(Usage);
        }

        var command = OperatorCommand.Read("backup", choices);
        file = Path.GetFullPath(file);
        if (File.Exists(file))
        {
            throw new StartupRefusedException($"The file {file} is there already, and a backup replaces nothing: choose another name.");
        }

        var programs = PostgresBinaries.FindClients(command.PostgresBinaries);
        await using var database = await command.OpenAsync(stop);
        LedgerHead head;
        await using (var connection = await database.Source.OpenConnectionAsync(stop))
        {
            head = await LedgerHead.ReadAsync(connection, stop);
        }

        var part = file + ".part";
        try
        {
            await using (var written = Open(part))
            {
                await WriteAsync(written, command.Folder, new BackupNote(BackupFile.Format, DateTimeOffset.UtcNow, head.ToString()), to => DatabaseCopy.WriteAsync(programs, database.Connections.Migrator, to, stop), stop);
                written.Flush(flushToDisk: true);
            }

            File.Move(part, file);
        }
        catch
        {
            File.Delete(part);
            throw;
        }

        await new AuditTrail(database.Source).WriteAsync(AuditKind.BackedUp, http: null, person: null, name: Environment.UserName, $"to {Path.GetFileName(file)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Backed up to {file}: {new FileInfo(file).Length} bytes, the ledger's head {head}. It holds secrets: keep it as you keep keys."));
    }

    private static async Task WriteAsync(Stream to, string dataFolder, BackupNote note, Func<Stream, Task> dumpAsync, CancellationToken stop)
    {
        await using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        BackupFile.WriteNote(archive, note);
        // Checkpoints before the database, so that none is of a publication that the backup lacks; keys after it, so that none is missing that something in it was encrypted with.
        await AddFolderAsync(archive, dataFolder, DataFolder.TransparencyName, stop);
        await using (var dump = archive.CreateEntry(BackupFile.Database, CompressionLevel.NoCompression).Open())
        {
            await dumpAsync(dump);
        }

        await AddFolderAsync(archive, dataFolder, DataFolder.KeysName, stop);
    }

    private static async Task AddFolderAsync(ZipArchive archive, string dataFolder, string folder, CancellationToken stop)
    {
        var from = new DirectoryInfo(Path.Combine(dataFolder, folder));
        if (!from.Exists)
        {
            return;
        }

        // What is empty only marks who is at work there.
        foreach (var file in from.EnumerateFiles().Where(file => file.Length > 0).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            await using var read = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await using var entry = archive.CreateEntry($"{folder}/{file.Name}").Open();
            await read.CopyToAsync(entry, stop);
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return DataFolder.NewClosedFile(file);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The file {file} cannot be written: {refused.Message}", refused);
        }
    }
}
