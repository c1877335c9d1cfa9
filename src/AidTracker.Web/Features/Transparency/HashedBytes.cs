using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// The bytes that are hashed, as docs/transparency.md describes them: texts with their length in bytes before them. It shares
/// nothing with the functions in the database that write the journal.
/// </summary>
internal sealed class HashedBytes
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ArrayBufferWriter<byte> bytes = new(4096);

    public int Length => bytes.WrittenCount;

    public void Clear() => bytes.ResetWrittenCount();

    public byte[] Hash() => SHA256.HashData(bytes.WrittenSpan);

    public HashedBytes Add(string text)
    {
        var length = Utf8.GetByteCount(text);
        Prefix(length);
        Utf8.GetBytes(text, bytes.GetSpan(length));
        bytes.Advance(length);
        return this;
    }

    public HashedBytes Add(long number) => Add(number.ToString(CultureInfo.InvariantCulture));

    public HashedBytes Add(HashedBytes part)
    {
        Prefix(part.Length);
        return Append(part);
    }

    /// <summary>What another one holds, without its length.</summary>
    public HashedBytes Append(HashedBytes part)
    {
        bytes.Write(part.bytes.WrittenSpan);
        return this;
    }

    /// <summary>A row: its columns in the order of their names, each with its value, and those that are null left out.</summary>
    public void AddFields(CoveredTable table, ReadOnlySpan<object?> values)
    {
        var at = 0;
        foreach (var (name, canonical) in table.Fields)
        {
            var value = canonical == Canonical.Texts ? Elements((string?)values[at++], (string?[]?)values[at++]) : Text(canonical, (string?)values[at++]);
            if (value is not null)
            {
                Add(name).Add(value);
            }
        }
    }

    /// <summary>The canonical form of what PostgreSQL says of a value; null stays null.</summary>
    public static string? Text(Canonical canonical, string? said) => said is null ? null : canonical switch
    {
        Canonical.Numeric when said.Contains('.', StringComparison.Ordinal) => said.TrimEnd('0').TrimEnd('.'),
        // What is no instant of the common era is left as it is said, and fits no hash.
        Canonical.Instant when DateTimeOffset.TryParseExact(said, ["yyyy-MM-dd HH:mm:sszz", "yyyy-MM-dd HH:mm:ss.FFFFFFzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) =>
            Microseconds(instant),
        _ => said,
    };

    public static string Microseconds(DateTimeOffset instant) =>
        ((instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static string? Elements(string? bounds, string?[]? elements) => elements is null
        ? null
        : bounds + string.Concat(elements.Select(element => element is null ? "-" : $"{Utf8.GetByteCount(element).ToString(CultureInfo.InvariantCulture)}:{element}"));

    private void Prefix(int length)
    {
        var span = bytes.GetSpan(12);
        length.TryFormat(span, out var digits, provider: CultureInfo.InvariantCulture);
        span[digits] = (byte)':';
        bytes.Advance(digits + 1);
    }
}
