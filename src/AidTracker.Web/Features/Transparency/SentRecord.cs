using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// A row as PostgreSQL's <c>record_send</c> gives it, field by field: the number of fields, then for each its type, its length
/// in bytes (−1 for null) and that many bytes; all numbers are big-endian. It is read where it lies: a text for each field of
/// each row of a ledger would cost more than all hashing.
/// </summary>
internal ref struct SentRecord(ReadOnlySpan<byte> bytes)
{
    /// <summary>Microseconds from 1970-01-01 to 2000-01-01, from which PostgreSQL counts.</summary>
    private const long Epoch = 946_684_800_000_000;

    private ReadOnlySpan<byte> rest = bytes[sizeof(int)..];

    /// <summary>Steps to the next field; there has to be one.</summary>
    /// <returns>False where it is null.</returns>
    public bool Next(out ReadOnlySpan<byte> value)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(int)..]);
        rest = rest[(2 * sizeof(int))..];
        value = rest[..Math.Max(0, length)];
        rest = rest[value.Length..];
        return length >= 0;
    }

    /// <summary>A field of a record as the bytes that were sent; null where it is null.</summary>
    /// <param name="index">From 0.</param>
    public static byte[]? Field(ReadOnlySpan<byte> record, int index)
    {
        var fields = new SentRecord(record);
        for (; index > 0; index--)
        {
            fields.Next(out _);
        }

        return fields.Next(out var value) ? value.ToArray() : null;
    }

    /// <summary>For a person: a text as it is, an instant as ISO 8601.</summary>
    public static string? Text(Canonical canonical, byte[]? value) => value is null ? null
        : canonical != Canonical.Instant ? Encoding.UTF8.GetString(value)
        : Microseconds(value) is { } at and > -62_135_596_800_000_000 and < 253_402_300_800_000_000
            ? DateTimeOffset.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)
            : "a time out of bounds";

    /// <summary>An instant as microseconds since 1970-01-01T00:00:00Z; null for an infinite one.</summary>
    public static long? Microseconds(ReadOnlySpan<byte> instant) =>
        BinaryPrimitives.ReadInt64BigEndian(instant) is var since and not (long.MaxValue or long.MinValue) ? since + Epoch : null;
}
