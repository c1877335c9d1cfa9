using System.Security.Cryptography;
using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Transparency;

/// <summary>Public keys that checkpoints may be signed with, by their ids: one an instance.</summary>
internal sealed class CheckpointKeys : IDisposable
{
    private readonly Dictionary<string, ECDsa> keys = [];

    /// <summary>The id of a key: the first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    /// <summary>Reads a file of PEM public keys, one after the other.</summary>
    /// <exception cref="StartupRefusedException">It cannot be read, or holds no key.</exception>
    public static CheckpointKeys Read(string file)
    {
        var text = ReadText(file, "key").AsSpan();
        var read = new CheckpointKeys();
        try
        {
            while (PemEncoding.TryFind(text, out var fields))
            {
                var key = ECDsa.Create();
                key.ImportFromPem(text[fields.Location]);
                read.keys[IdOf(key)] = key;
                text = text[fields.Location.End..];
            }
        }
        catch (Exception malformed) when (malformed is CryptographicException or ArgumentException)
        {
            throw new StartupRefusedException($"The file {file} holds something else than PEM public keys of checkpoints.", malformed);
        }

        return read.keys.Count > 0 ? read : throw new StartupRefusedException($"The file {file} holds no PEM public key.");
    }

    /// <summary>Reads a file of checkpoints, all of which have to be signed by one of these keys.</summary>
    /// <exception cref="StartupRefusedException">It cannot be read, or has a line that is not a checkpoint or not signed so.</exception>
    public IReadOnlyList<Checkpoint> ReadCheckpoints(string file)
    {
        var lines = ReadText(file, "checkpoint").TrimEnd('\n').Split('\n');
        var checkpoints = new List<Checkpoint>(lines.Length);
        for (var i = 0; i < lines.Length && lines is not [""]; i++)
        {
            var checkpoint = Checkpoint.Parse(lines[i]) ?? throw new StartupRefusedException($"Line {i + 1} of {file} is not a checkpoint.");
            if (!keys.TryGetValue(checkpoint.KeyId, out var key))
            {
                throw new StartupRefusedException(
                    $"The checkpoint of publication {checkpoint.Seq} in {file} is signed with the key {checkpoint.KeyId}, and that is not the key given ({string.Join(", ", keys.Keys)}): it proves nothing.");
            }

            checkpoints.Add(checkpoint.IsSignedBy(key)
                ? checkpoint
                : throw new StartupRefusedException($"The signature of the checkpoint of publication {checkpoint.Seq} in {file} is not the key's: the line was changed after it was signed."));
        }

        return checkpoints;
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }

    private static string ReadText(string file, string what)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The {what} file {file} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
