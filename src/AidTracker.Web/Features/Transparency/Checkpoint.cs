using System.Globalization;
using System.Security.Cryptography;

namespace AidTracker.Web.Features.Transparency;

/// <summary>A signed statement, kept outside the database, of what the head of the journal was.</summary>
/// <param name="Seq">The newest publication.</param>
/// <param name="Hash">The hash of its journal row, 64 hexadecimal digits.</param>
/// <param name="At">When the statement was made.</param>
/// <param name="Rows">How many rows the journal had.</param>
/// <param name="Lists">The hash of the newest change of a reference list.</param>
/// <param name="KeyId">The first 16 hexadecimal digits of the SHA-256 of the public key.</param>
/// <param name="Signature">ECDSA P-256 over SHA-256 of <see cref="SignedText"/>, DER in base64.</param>
public sealed record Checkpoint(long Seq, string Hash, DateTimeOffset At, long Rows, string Lists, string KeyId, string Signature)
{
    private const string Form = "aidtracker-checkpoint-1";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The part of the line that is signed: everything before the last space.</summary>
    public string SignedText => string.Create(CultureInfo.InvariantCulture, $"{Form} {Seq} {Hash} {At.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)} {Rows} {Lists} {KeyId}");

    /// <summary>The checkpoint as a line, without its end.</summary>
    public override string ToString() => $"{SignedText} {Signature}";

    /// <summary>Reads a line; null where it is not a checkpoint in exactly the form in which it would be written.</summary>
    public static Checkpoint? Parse(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == 8
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            && DateTimeOffset.TryParseExact(parts[3], TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && long.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            && new Checkpoint(seq, parts[2], at, rows, parts[5], parts[6], parts[7]) is var read
            && read.ToString() == line
                ? read
                : null;
    }

    /// <summary>Whether the key's owner signed it.</summary>
    public bool IsSignedBy(ECDsa key)
    {
        try
        {
            return key.VerifyData(System.Text.Encoding.UTF8.GetBytes(SignedText), Convert.FromBase64String(Signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
