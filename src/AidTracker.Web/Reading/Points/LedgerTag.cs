using System.Globalization;

namespace AidTracker.Web.Reading.Points;

/// <summary>
/// The tag of everything that is read (<c>ETag</c>): it changes with the ledger, with the day (ages are counted in days) and with the
/// program, and with nothing else. An address with the same tag has the same answer.
/// </summary>
public static class LedgerTag
{
    private static readonly string Program = typeof(LedgerTag).Module.ModuleVersionId.ToString("N")[..8];

    /// <param name="today">UTC.</param>
    public static string Of(LedgerHead head, DateOnly today) =>
        string.Create(CultureInfo.InvariantCulture, $"W/\"{head.Seq}-{(head.Hash.Length >= 12 ? head.Hash[..12] : head.Hash)}-{today:yyyyMMdd}-{Program}\"");

    /// <summary>Of an answer of today.</summary>
    public static string Of(LedgerHead head, TimeProvider time) => Of(head, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));

    /// <summary>Whether the reader has what is tagged so.</summary>
    public static bool IsHeldBy(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Any(given => given is not null && given.Contains(tag, StringComparison.Ordinal));
}
