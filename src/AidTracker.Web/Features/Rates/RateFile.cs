using System.IO.Compression;
using System.Text;

namespace AidTracker.Web.Features.Rates;

/// <summary>A file of rates as the European Central Bank publishes them: the table, the table in a zip, or XML. It is read whole or not at all.</summary>
internal static class RateFile
{
    /// <summary>In bytes, packed and unpacked; the whole history of 27 years has about two million.</summary>
    public const int SizeLimit = 32 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file from disk, no further than to <see cref="SizeLimit"/>.</summary>
    /// <exception cref="RatesRefusedException">It cannot be read, or is too large.</exception>
    public static async Task<byte[]> BytesOfAsync(string path, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await BoundedAsync(file, cancel);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RatesRefusedException($"The file {Hosting.LogText.Printable(path, 200)} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <exception cref="RatesRefusedException">The sentence says what is wrong with it, and where.</exception>
    public static async Task<RateTable> ReadAsync(byte[] file, IReadOnlySet<string> currencies, DateOnly today, CancellationToken cancel)
    {
        var text = file.AsSpan().StartsWith("PK"u8) ? await UnpackedAsync(file, cancel) : file;
        var table = new RateTable(currencies, today);
        if (text.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("<"u8) || text.AsSpan().StartsWith("\uFEFF<"u8))
        {
            EcbXml.Read(text, table);
        }
        else
        {
            EcbCsv.Read(Decoded(text), table);
        }

        return table;
    }

    private static string Decoded(byte[] text)
    {
        try
        {
            return Utf8.GetString(text).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException malformed)
        {
            throw new RatesRefusedException("The file is not a text in UTF-8, and not a zip or XML either.", malformed);
        }
    }

    private static async Task<byte[]> UnpackedAsync(byte[] file, CancellationToken cancel)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            if (zip.Entries is not [var entry])
            {
                throw new RatesRefusedException($"The zip has {zip.Entries.Count} files in it: exactly one is expected, the table of rates.");
            }

            await using var packed = await entry.OpenAsync(cancel);
            var text = await BoundedAsync(packed, cancel);
            return text.Length == entry.Length && Crc32(text) == entry.Crc32
                ? text
                : throw new RatesRefusedException("The zip is damaged: what is in it does not have the length and checksum that it names.");
        }
        catch (InvalidDataException damaged)
        {
            throw new RatesRefusedException("The zip is damaged or was cut off.", damaged);
        }
    }

    private static async Task<byte[]> BoundedAsync(Stream stream, CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[128 * 1024];
        while (await stream.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > SizeLimit)
            {
                throw new RatesRefusedException($"The file has more than {SizeLimit} bytes.");
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The checksum of a zip; the framework does not compare it when it unpacks.</summary>
    private static uint Crc32(byte[] bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var each in bytes)
        {
            checksum ^= each;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum >> 1) ^ ((checksum & 1) * 0xEDB88320);
            }
        }

        return ~checksum;
    }
}
