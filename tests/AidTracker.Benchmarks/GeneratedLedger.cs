using System.Globalization;
using Npgsql;

namespace AidTracker.Benchmarks;

/// <summary>A ledger of any size, the same at each run; <c>generate.sql</c> says what it looks like.</summary>
internal static class GeneratedLedger
{
    /// <summary>SQL for a superuser, on an empty ledger.</summary>
    public static string Script(int packages)
    {
        using var file = typeof(GeneratedLedger).Assembly.GetManifestResourceStream("generate.sql")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Replace("{packages}", packages.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>How large it became, in words.</summary>
    public static async Task<string> SizeAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("""
            select format('%s packages, %s named lines, %s versions of announcements (%s of them corrections), %s entries, %s progress values; kept: %s states of lines, %s of packages, %s groups; %s in all, of which %s is kept for readers',
              (select count(*) from ledger.package), (select count(*) from ledger.line_item where number > 0),
              (select count(*) from ledger.announcement), (select count(*) from ledger.announcement where version > 1),
              (select count(*) from ledger.entry), (select count(*) from ledger.progress),
              (select count(*) from ledger.line_item_at), (select count(*) from ledger.package_at), (select count(*) from ledger.total_now),
              pg_size_pretty(pg_database_size(current_database())),
              pg_size_pretty((select sum(pg_total_relation_size(c)) from unnest(array['ledger.announcement_at', 'ledger.line_item_at', 'ledger.package_at',
                'ledger.line_item_now', 'ledger.package_now', 'ledger.witness_now', 'ledger.total_now', 'ledger.total_group']::regclass[]) c)::bigint))
            """, connection) { CommandTimeout = 0 };
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
