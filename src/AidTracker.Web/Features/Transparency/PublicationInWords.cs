using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>The package and the announcements of a publication, or the rates that it holds, as far as the ledger still tells.</summary>
internal static class PublicationInWords
{
    public static async Task<string> OfAsync(NpgsqlConnection connection, long seq, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            (select 'package ' || coalesce(k.slug, r.package_id::text, '?') || coalesce(': ' || (
              select string_agg(format('announcement %s version %s', a.number, a.version), ', ' order by a.number, a.version)
              from ledger.announcement a where a.package_id = r.package_id and a.publication_seq = $1), '') as said
            from ledger.package_revision r left join ledger.package k on k.id = r.package_id
            where r.publication_seq = $1)
            union all
            select format('exchange rates: %s of %s to %s', count(*), min(day), max(day))
            from ledger.exchange_rate where publication_seq = $1 having count(*) > 0
            order by said limit 5
            """, connection) { Parameters = { new() { Value = seq } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var held = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            held.Add(reader.GetString(0));
        }

        return held.Count == 0 ? "" : $" ({string.Join("; ", held)})";
    }
}
