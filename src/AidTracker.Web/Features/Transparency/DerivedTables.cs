using Npgsql;

namespace AidTracker.Web.Features.Transparency;

/// <summary>
/// The tables that readers ask, which publications keep up to date: whether they are what the views work out of the ledger.
/// What is worked out of a table stands after it, so that the first finding is where it went wrong.
/// </summary>
internal static class DerivedTables
{
    private const string OfPackage = "(select 'package ' || slug from ledger.package where id = differs.package_id)";

    /// <summary>Of each the view that defines it, its key, and SQL for what a row is about, in words.</summary>
    private static readonly (string Table, string View, string Key, string About)[] All =
    [
        ("announcement_at", "announcement_state", "package_id, number, version", OfPackage),
        ("line_item_at", "line_item_to_keep", "package_id, line_number, announced_from, known_from", OfPackage),
        ("package_at", "package_to_keep", "package_id, announced_from, known_from", OfPackage),
        ("package_now", "package_read", "package_id", OfPackage),
        ("line_item_now", "line_item_read", "package_id, line_number", OfPackage),
        ("witness_now", "witness_read", "package_id", OfPackage),
        ("total_now", "total_to_keep", "group_id", "'a sum'"),
        ("moved_now", "moved_to_keep", "month, currency, counting", "'a sum'"),
        ("instrument_now", "instrument_to_keep", "currency, role, instrument, counting", "'a sum'"),
        ("category_now", "category_to_keep", "currency, role, category, counting", "'a sum'"),
        ("package_sum_now", "package_sum_state", "package_id, counting", OfPackage),
        ("donors_now", "donors_to_keep", "array_to_string(donors, ' ')", "'a sum'"),
        ("coverage_now", "coverage_to_keep", "currency", "'a sum'"),
        ("rate_on", "rate_read", "currency, day, known_from", "'a rate of exchange'"),
        ("unrated_now", "unrated_to_keep", "currency", "'a sum'"),
        ("moved_euro_now", "moved_euro_to_keep", "month, currency, counting", "'a sum'"),
        ("share_euro_now", "share_euro_to_keep", "by, key, role, counting", "'a sum'"),
        ("search_document", "search_document_state", "package_id, what, number, version, position, known_from", OfPackage),
        ("search_word", "search_word_state", "word", "'a word'"),
    ];

    /// <summary>By name; nothing else of the database is worked out.</summary>
    public static IEnumerable<string> Names => All.Select(kept => kept.Table).Append("total_group");

    /// <returns>The first row that is kept and not worked out, or worked out and not kept.</returns>
    public static async Task<Finding?> CheckAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var (table, view, key, about) in All)
        {
            await using var command = new NpgsqlCommand($"""
                with worked_out as materialized (select * from ledger.{view})
                select concat_ws(', ', {key}), {about}
                from ((select * from ledger.{table} except all select * from worked_out)
                  union all (select * from worked_out except all select * from ledger.{table})) differs
                order by {key} limit 1
                """, connection) { CommandTimeout = 0 };
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (await reader.ReadAsync(cancel))
            {
                var row = reader.GetString(0);
                return new Finding(table, $"{key} {row}", null,
                    $"The row of {table} with {key} {row} ({(reader.IsDBNull(1) ? "package ?" : reader.GetString(1))}) is not what the ledger adds up to: readers are shown something else than what is published.");
            }
        }

        return null;
    }
}
