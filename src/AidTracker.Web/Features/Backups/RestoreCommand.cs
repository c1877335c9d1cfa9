using System.Globalization;
using System.IO.Compression;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Features.Backups;

/// <summary><c>restore FILE</c>: puts a backup into an empty database and a folder without keys, and verifies the ledger against the backup's checkpoints.</summary>
internal static class RestoreCommand
{
    private const string Usage = "restore needs a file that the command backup made, before anything else: restore FILE.";

    /// <exception cref="StartupRefusedException">Nothing was restored, or what was does not fit; the sentence says which.</exception>
    public static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not [var file, .. var choices] || file.StartsWith('-'))
        {
            throw new StartupRefusedException(Usage);
        }

        var command = OperatorCommand.Read("restore", choices);
        file = Path.GetFullPath(file);
        using var archive = Open(file);
        var note = BackupFile.ReadNote(archive, file);
        RequireNoKeys(command.Folder);

        var programs = PostgresBinaries.FindClients(command.PostgresBinaries);
        await using var database = await command.OpenUnusedAsync(stop);
        await RequireEmptyAsync(database.Connections.Migrator, stop);
        await using (var dump = archive.GetEntry(BackupFile.Database)!.Open())
        {
            await DatabaseCopy.ReadAsync(programs, database.Connections.Migrator, dump, stop);
        }

        await DataFolder.PrepareAsync(command.Folder, stop);
        Extract(archive, DataFolder.Transparency(command.Folder));
        Extract(archive, DataFolder.Keys(command.Folder));

        // The backup may be older than this program.
        await Database.MigrateAsync(database.Connections.Migrator, NullLogger.Instance, stop);
        var witnesses = Verifications.Ours(Path.Combine(command.Transparency, "checkpoints.txt"), Path.Combine(command.Transparency, "key.pem"));
        var verification = await Verifier.RunAsync(database.Source, witnesses with { AreOurs = false }, stop);
        var madeAt = Witnesses.Time(note.MadeAt);
        await new AuditTrail(database.Source).WriteAsync(AuditKind.Restored, http: null, person: null, name: Environment.UserName, $"from the backup of {madeAt}");
        if (verification.Finding is { } finding)
        {
            throw new StartupRefusedException($"The backup of {madeAt} is restored, and its ledger does not fit: {finding.Sentence}");
        }

        Console.WriteLine($"Restored from the backup of {madeAt}. {VerifyCommand.Summary(verification)}");
    }

    private static ZipArchive Open(string file)
    {
        try
        {
            return new ZipArchive(new FileStream(file, FileMode.Open, FileAccess.Read), ZipArchiveMode.Read);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StartupRefusedException($"The backup {file} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Keys and checkpoints that are there witness something else, perhaps what the backup lacks.</summary>
    private static void RequireNoKeys(string folder)
    {
        foreach (var name in BackupFile.Folders.Where(name => Directory.Exists(Path.Combine(folder, name)) && Directory.EnumerateFileSystemEntries(Path.Combine(folder, name)).Any()))
        {
            throw new StartupRefusedException(
                $"The folder {Path.Combine(folder, name)} holds something already, and a restore replaces nothing: choose a new folder with --DataFolder=DIR, and keep the old one, whose checkpoints may know of more than the backup.");
        }
    }

    private static async Task RequireEmptyAsync(string migrator, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(migrator);
        await using var tables = source.CreateCommand("select exists (select from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace in (select oid from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')))");
        if (await tables.ExecuteScalarAsync(stop) is true)
        {
            throw new StartupRefusedException("The database is not empty, and a restore replaces nothing: restore into a new data folder, or into a new database that deploy/roles.sql was run in and no application was started on.");
        }

        // It is empty, and stands in the backup with its rights.
        await using var schema = source.CreateCommand("drop schema if exists ledger");
        await schema.ExecuteNonQueryAsync(stop);
    }

    private static void Extract(ZipArchive archive, DirectoryInfo folder)
    {
        foreach (var entry in BackupFile.FilesOf(archive, folder.Name))
        {
            using var file = DataFolder.NewClosedFile(Path.Combine(folder.FullName, entry.Name));
            using var read = entry.Open();
            read.CopyTo(file);
            file.Flush(flushToDisk: true);
        }
    }
}
