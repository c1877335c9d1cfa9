using System.IO.Compression;
using System.Text.Json;
using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">1; another is of another version of this program.</param>
/// <param name="MadeAt">When it was begun.</param>
/// <param name="Head">The ledger's head then, <c>number:hash</c>; what was published while it was made may be in it too.</param>
internal sealed record BackupNote(int Format, DateTimeOffset MadeAt, string Head);

/// <summary>
/// A backup is one zip archive: the database as pg_dump writes it, and the two folders beside the database without which nobody could sign in by
/// an authenticator, and nobody could hold the ledger against its checkpoints.
/// </summary>
internal static class BackupFile
{
    public const int Format = 1;

    public const string Database = "database.dump";

    public const string Note = "backup.json";

    /// <summary>Folders of the data folder that are in a backup, with the files in them.</summary>
    public static IReadOnlyList<string> Folders { get; } = [DataFolder.TransparencyName, DataFolder.KeysName];

    private static readonly JsonSerializerOptions InWeb = new(JsonSerializerDefaults.Web);

    public static void WriteNote(ZipArchive archive, BackupNote note)
    {
        using var entry = archive.CreateEntry(Note).Open();
        JsonSerializer.Serialize(entry, note, InWeb);
    }

    /// <exception cref="StartupRefusedException">It is no backup, or one of another version.</exception>
    public static BackupNote ReadNote(ZipArchive archive, string file)
    {
        BackupNote? note = null;
        try
        {
            using var entry = archive.GetEntry(Note)?.Open();
            note = entry is null ? null : JsonSerializer.Deserialize<BackupNote>(entry, InWeb);
        }
        catch (JsonException)
        {
            // Said below.
        }

        return note switch
        {
            { Format: Format } when archive.GetEntry(Database) is not null => note,
            { Format: > Format } => throw new StartupRefusedException($"The backup {file} was made by a newer version of this program: restore it with that one."),
            _ => throw new StartupRefusedException($"The file {file} is not a backup of AidTracker: name one that the command backup made."),
        };
    }

    /// <summary>The files of a folder in the backup; what stands anywhere else in the archive is passed over.</summary>
    public static IEnumerable<ZipArchiveEntry> FilesOf(ZipArchive archive, string folder) =>
        archive.Entries.Where(entry => entry.Name.Length > 0 && entry.FullName == $"{folder}/{entry.Name}");
}
