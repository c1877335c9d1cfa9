using System.Globalization;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Reading.Points;

/// <summary>The newest publication that is visible, and the hash of its journal row, which stands for everything before it.</summary>
/// <param name="Seq">Its sequence number; 0 where nothing is published.</param>
/// <param name="Hash">64 hexadecimal digits; zeros where nothing is published.</param>
/// <param name="RecordedAt">When it was recorded; null where nothing is published.</param>
public sealed record LedgerHead(long Seq, string Hash, DateTimeOffset? RecordedAt)
{
    /// <summary>The header that names the head on everything that leaves the ledger.</summary>
    public const string HeaderName = "X-Ledger-Head";

    public static LedgerHead Empty { get; } = new(0, new string('0', 64), null);

    /// <summary>Reads the head in the connection's transaction, where it has one.</summary>
    public static async Task<LedgerHead> ReadAsync(NpgsqlConnection connection, CancellationToken cancel = default)
    {
        // The verification asks this of ledgers too that somebody has put nulls and infinities into.
        await using var command = new NpgsqlCommand("""
            select seq, coalesce(encode(hash, 'hex'), ''), case when isfinite(recorded_at) then recorded_at end
            from ledger.journal where seq is not null order by seq desc limit 1
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new LedgerHead(reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2))
            : Empty;
    }

    /// <summary>The heads of all publications, in no order.</summary>
    /// <remarks>The columns are named as the properties are: what EF asks of a type that is not in its model is not renamed.</remarks>
    public static IQueryable<LedgerHead> All(LedgerContext context) =>
        context.Database.SqlQuery<LedgerHead>($"""select seq as "Seq", encode(hash, 'hex') as "Hash", recorded_at as "RecordedAt" from ledger.journal""");

    /// <summary>The head as it was at a publication; that one's own row of the journal.</summary>
    /// <param name="known">A publication's number; a larger one means the newest.</param>
    public static async Task<LedgerHead> AtAsync(LedgerContext context, long known, CancellationToken cancel) =>
        await All(context).Where(head => head.Seq <= known).OrderByDescending(head => head.Seq).FirstOrDefaultAsync(cancel) ?? Empty;

    /// <summary>As it stands in the header: <c>sequence:hash</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}:{Hash}");
}
