using System.IO.Compression;

namespace AidTracker.Web.Features.Export;

/// <summary>
/// A zip archive that is sent as it grows. It is written into memory and sent from there, because the archive ends its parts without
/// waiting, which a response does not allow. Disposed of before <see cref="EndAsync"/> it sends nothing more, so that a part never looks
/// like the whole.
/// </summary>
/// <param name="head">Its parts bear the ledger's time, so that the same data is the same bytes.</param>
internal sealed class SentArchive(Stream output, LedgerHead head, CompressionLevel level) : IDisposable
{
    /// <summary>The first time that an archive can say; where nothing is published.</summary>
    private static readonly DateTimeOffset First = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Last = new(2107, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly Gathered gathered = new();
    private ZipArchive? archive;

    /// <summary>A part of the archive, to be disposed of before the next begins.</summary>
    public Stream Begin(string name)
    {
        archive ??= new ZipArchive(gathered, ZipArchiveMode.Create, leaveOpen: true);
        var entry = archive.CreateEntry(name, level);
        entry.LastWriteTime = head.RecordedAt?.ToUniversalTime() is { } at && at > First && at < Last ? at : First;
        return entry.Open();
    }

    public async Task SendAsync(CancellationToken cancel)
    {
        await output.WriteAsync(gathered.GetBuffer().AsMemory(0, (int)gathered.Length), cancel);
        gathered.SetLength(0);
    }

    public async Task EndAsync(CancellationToken cancel)
    {
        archive!.Dispose();
        await SendAsync(cancel);
        await output.FlushAsync(cancel);
    }

    public void Dispose()
    {
        archive?.Dispose();
        gathered.Dispose();
    }

    /// <summary>Written from its beginning to its end, as an archive that is sent has to be.</summary>
    private sealed class Gathered : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
