using System.Data;
using System.Security.Cryptography;
using AidTracker.Web.Hosting;
using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// Keeps the checkpoints of this instance: a file beside the database and not in it, one signed line after each publication.
/// Whoever rewrites the ledger together with its journal cannot rewrite the copies that readers keep of this file.
/// </summary>
public sealed partial class Checkpoints(NpgsqlDataSource database, DirectoryInfo folder, ILogger<Checkpoints> logger) : IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1);
    private ECDsa? key;

    /// <summary>The file of checkpoints, one a line.</summary>
    public string File => Path.Combine(folder.FullName, "checkpoints.txt");

    /// <summary>The file of the public key.</summary>
    public string PublicKeyFile => Path.Combine(folder.FullName, "key.pem");

    private string PrivateKeyFile => Path.Combine(folder.FullName, "private-key.pem");

    /// <summary>
    /// Adds a checkpoint of the head, unless the newest is of it already. What is published stays published if it fails: the
    /// failure is logged, and the next publication or start makes up for it, because a checkpoint stands for all before it.
    /// </summary>
    public async Task AppendAsync()
    {
        // Not the caller's to cancel: the publication is committed.
        await oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            using var held = await HoldAsync();
            key ??= ReadOrMakeKey();
            await AppendHeldAsync(key);
        }
        catch (Exception failure)
        {
            // Whatever it is, the publication stands and must not be reported as failed.
            Failed(logger, File, failure);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        key?.Dispose();
        oneAtATime.Dispose();
    }

    private async Task AppendHeldAsync(ECDsa signer)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var head = await LedgerHead.ReadAsync(connection);
        if (head.Seq == 0)
        {
            return;
        }

        await using var ask = new NpgsqlCommand("select count(*), (select encode(hash, 'hex') from ledger.list_change order by number desc limit 1) from ledger.journal", connection);
        await using var answer = await ask.ExecuteReaderAsync();
        await answer.ReadAsync();
        var (rows, lists) = (answer.GetInt64(0), answer.GetString(1));

        await using var file = new FileStream(File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        var newest = await NewestAsync(file);
        if (newest is not null && (newest.Seq, newest.Hash, newest.Lists) == (head.Seq, head.Hash, lists))
        {
            return;
        }

        if (newest is not null && newest.Seq >= head.Seq && newest.Hash != head.Hash)
        {
            AnotherLedger(logger, newest.Seq, head.ToString(), File);
        }

        var at = DateTimeOffset.UtcNow;
        var checkpoint = new Checkpoint(head.Seq, head.Hash, at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)), rows, lists, CheckpointKeys.IdOf(signer), "");
        var signature = signer.SignData(System.Text.Encoding.UTF8.GetBytes(checkpoint.SignedText), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{checkpoint with { Signature = Convert.ToBase64String(signature) }}\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>The last whole line; what a crash left of another after it is taken away.</summary>
    private static async Task<Checkpoint?> NewestAsync(FileStream file)
    {
        // Far more than a line.
        const int Tail = 4096;
        var from = Math.Max(0, file.Length - Tail);
        file.Seek(from, SeekOrigin.Begin);
        var bytes = new byte[file.Length - from];
        await file.ReadExactlyAsync(bytes);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end < bytes.Length)
        {
            file.SetLength(from + end);
        }

        return Checkpoint.Parse(System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, end)).TrimEnd('\n').Split('\n')[^1]);
    }

    /// <summary>Another process may work on the same folder.</summary>
    private async Task<IDisposable> HoldAsync()
    {
        folder.Create();
        for (var tries = 0; ; tries++)
        {
            try
            {
                return ExclusiveLock.Take(Path.Combine(folder.FullName, "lock"), folder.FullName);
            }
            catch (StartupRefusedException) when (tries < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    private ECDsa ReadOrMakeKey()
    {
        var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (System.IO.File.Exists(PrivateKeyFile))
        {
            signer.ImportFromPem(System.IO.File.ReadAllText(PrivateKeyFile));
        }
        else
        {
            // Beside its place and moved there whole; nobody else's to read from the first byte on.
            var fresh = PrivateKeyFile + ".new";
            System.IO.File.Delete(fresh);
            using (var file = DataFolder.NewClosedFile(fresh))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(signer.ExportPkcs8PrivateKeyPem() + "\n"));
                file.Flush(flushToDisk: true);
            }

            System.IO.File.Move(fresh, PrivateKeyFile);
        }

        // Written anew at each start, so that the one that is served is always the one that signs.
        System.IO.File.WriteAllText(PublicKeyFile, signer.ExportSubjectPublicKeyInfoPem() + "\n");
        return signer;
    }

    [LoggerMessage(LogLevel.Error, "No checkpoint could be added to {File}; the next publication or start makes up for it.")]
    private static partial void Failed(ILogger logger, string file, Exception failure);

    [LoggerMessage(LogLevel.Error, "The newest checkpoint is of publication {Seq}, and the ledger's head is {Head}: the ledger is not the one that {File} was kept of, or was changed. Run the verification.")]
    private static partial void AnotherLedger(ILogger logger, long seq, string head, string file);
}
