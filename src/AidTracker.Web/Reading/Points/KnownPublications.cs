using System.Globalization;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Points;

/// <summary>Turns what an address says of the second clock into a publication's number.</summary>
public sealed class KnownPublications(IDbContextFactory<LedgerContext> contexts)
{
    private static readonly string[] InstantForms =
        ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <param name="asked">A publication's number, an instant with its offset, or a day (its end, UTC).</param>
    /// <returns>The head as it was at the last publication that counts, or the sentence why there is none.</returns>
    public async Task<(LedgerHead? Head, string? Error)> FindAsync(string asked, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (asked.All(char.IsAsciiDigit))
        {
            // Numbers may have gaps, so the newest tells whether one is on record.
            var isNumber = long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var seq);
            var found = await LedgerHead.All(context).Where(head => head.Seq <= seq).OrderByDescending(head => head.Seq)
                .Select(head => new { Head = head, Newest = context.Publications.Max(each => each.Seq) })
                .FirstOrDefaultAsync(cancel);
            var newest = found?.Newest ?? (isNumber && seq == 0 ? 0 : (await LastAsync(LedgerHead.All(context), cancel)).Seq);
            return isNumber && seq <= newest
                ? (found?.Head ?? LedgerHead.Empty, null)
                : (null, $"Publication {(asked.Length <= 20 ? asked : asked[..20] + "…")} is not on record: the last one is {newest}.");
        }

        return Instant(asked) is { } instant
            ? (await LastAsync(LedgerHead.All(context).Where(head => head.RecordedAt <= instant), cancel), null)
            : (null, "“knownAt” is a day such as 2025-08-25 (its end, UTC), an instant such as 2025-08-25T12:00:00Z, or the number of a publication.");
    }

    private static DateTimeOffset? Instant(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            // PostgreSQL keeps microseconds.
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MaxValue).AddTicks(-9), TimeSpan.Zero);
        }

        return DateTimeOffset.TryParseExact(text.Replace(' ', '+'), InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : null;
    }

    private static async Task<LedgerHead> LastAsync(IQueryable<LedgerHead> heads, CancellationToken cancel) =>
        await heads.OrderByDescending(head => head.Seq).FirstOrDefaultAsync(cancel) ?? LedgerHead.Empty;
}
