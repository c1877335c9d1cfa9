using System.Buffers;
using System.Buffers.Binary;
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

    /// <summary>A text in UTF-8.</summary>
    public HashedBytes Add(ReadOnlySpan<byte> text)
    {
        Prefix(text.Length);
        bytes.Write(text);
        return this;
    }

    public HashedBytes Add(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        return Add(digits[..length]);
    }

    public HashedBytes Add(HashedBytes part) => Add(part.bytes.WrittenSpan);

    /// <summary>What another one holds, without its length.</summary>
    public HashedBytes Append(HashedBytes part)
    {
        bytes.Write(part.bytes.WrittenSpan);
        return this;
    }

    /// <summary>A row: its columns in the order of their names, each with its value, and those that are null left out.</summary>
    /// <param name="record">The table's fields in their order, as <see cref="CoveredTable.Record"/> has them.</param>
    public void AddFields(CoveredTable table, ReadOnlySpan<byte> record)
    {
        var fields = new SentRecord(record);
        for (var i = 0; i < table.Fields.Count; i++)
        {
            if (!fields.Next(out var value))
            {
                continue;
            }

            bytes.Write(table.Names[i].Span);
            switch (table.Fields[i].Canonical)
            {
                case Canonical.Numeric when value.Contains((byte)'.'):
                    Add(value.TrimEnd((byte)'0').TrimEnd((byte)'.'));
                    break;
                case Canonical.Instant when SentRecord.Microseconds(value) is { } instant:
                    Add(instant);
                    break;
                case Canonical.Texts:
                    Add(Elements(value));
                    break;
                default:
                    Add(value);
                    break;
            }
        }
    }

    /// <summary>
    /// An array as PostgreSQL sends it: how many dimensions, two numbers of no interest, for each dimension its length and its lower
    /// bound, and each element's length in bytes (−1 for null) and bytes.
    /// </summary>
    private static HashedBytes Elements(ReadOnlySpan<byte> array)
    {
        var elements = new HashedBytes();
        var dimensions = Number(array, 0);
        var rest = array[(3 * sizeof(int))..];
        for (; dimensions > 0; dimensions--)
        {
            var (length, lower) = (Number(rest, 0), Number(rest, 1));
            elements.bytes.Write(Utf8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{lower}:{lower + length - 1}]")));
            rest = rest[(2 * sizeof(int))..];
        }

        while (!rest.IsEmpty)
        {
            var length = Number(rest, 0);
            rest = rest[sizeof(int)..];
            if (length < 0)
            {
                elements.bytes.Write("-"u8);
            }
            else
            {
                elements.Add(rest[..length]);
                rest = rest[length..];
            }
        }

        return elements;
    }

    private static int Number(ReadOnlySpan<byte> numbers, int index) => BinaryPrimitives.ReadInt32BigEndian(numbers[(index * sizeof(int))..]);

    private void Prefix(int length)
    {
        var span = bytes.GetSpan(12);
        length.TryFormat(span, out var digits, provider: CultureInfo.InvariantCulture);
        span[digits] = (byte)':';
        bytes.Advance(digits + 1);
    }
}
