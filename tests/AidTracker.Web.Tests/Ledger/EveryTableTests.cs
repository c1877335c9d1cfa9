using AidTracker.Web.Features.Transparency;
using Npgsql;

namespace AidTracker.Web.Tests.Ledger;

/// <summary>
/// The tables of the ledger as the catalogue has them, not as a list in a test does: one that a migration adds is asked about here
/// without anybody having to think of it.
/// </summary>
public sealed class EveryTableTests(RefusalTests.OnePackage ledger) : IClassFixture<RefusalTests.OnePackage>
{
    private const string MissingRight = "42501";

    /// <summary>Tables whose owner may change rows, beside those that are worked out of the others, and why.</summary>
    private static readonly (string Table, string Why)[] OwnersToChange =
    [
        ("amount_qualifier", ListOfMigrations),
        ("announcement_kind", ListOfMigrations),
        ("category", ListOfMigrations),
        ("currency", ListOfMigrations),
        ("initiative", ListOfMigrations),
        ("instrument", ListOfMigrations),
        ("party", ListOfMigrations),
        ("captured_text", "a text is taken down, and only that: WitnessRefusalTests"),
        ("covered_table", "says what is hashed, which a migration adds to"),
        ("schema_migration", "the migrations' own"),
    ];

    private const string ListOfMigrations = "a list that migrations change and publications add to; it is hashed, and a change by hand is an alarm";

    [Fact]
    public async Task The_applications_role_changes_no_column_of_any()
    {
        var allowed = new List<string>();
        var tables = 0;
        foreach (var (table, columns) in await ColumnsAsync())
        {
            tables++;
            foreach (var statement in columns.Select(column => $"update ledger.{table} set {column} = {column}").Concat(
            [
                $"delete from ledger.{table}", $"truncate ledger.{table} cascade", $"alter table ledger.{table} disable trigger all",
                $"alter table ledger.{table} rename to other", $"create trigger another before insert on ledger.{table} for each row execute function ledger.refuse_change()", $"drop table ledger.{table} cascade",
            ]))
            {
                if (await OutcomeAsync(statement) is var outcome and not MissingRight)
                {
                    allowed.Add($"{statement}: {outcome}");
                }
            }
        }

        Assert.True(tables > 40, $"Only {tables} tables were found.");
        Assert.True(allowed.Count == 0, string.Join('\n', allowed));
    }

    [Fact]
    public async Task What_is_published_stays_whoever_asks()
    {
        // What refuses stands before each row of an update and a delete, and before a truncate; SchemaTests has it that it fires always.
        var open = await ledger.Superuser.AskAsync<string[]>("""
            select coalesce(array_agg(c.relname::text order by c.relname), '{}')
            from pg_class c
            where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p')
              and (select coalesce(bit_or(t.tgtype::int), 0) & 56 from pg_trigger t join pg_proc f on f.oid = t.tgfoid where t.tgrelid = c.oid and f.proname = 'refuse_change') <> 56
            """);

        Assert.Equal(DerivedTables.Names.Concat(OwnersToChange.Select(each => each.Table)).Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    private async Task<string> OutcomeAsync(string statement)
    {
        try
        {
            await ledger.Application.RunAsync(statement + ";");
            return "it was done";
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    /// <summary>What is generated cannot be set by anybody.</summary>
    private async Task<IEnumerable<(string Table, string[] Columns)>> ColumnsAsync() => (await ledger.Superuser.AskAsync<string[]>("""
        select array_agg(c.relname || '|' || a.names order by c.relname)
        from pg_class c
        cross join lateral (select string_agg(quote_ident(attname), '|' order by attnum) as names from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' and attidentity <> 'a') a
        where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p')
        """)).Select(row => row.Split('|')).Select(parts => (parts[0], parts[1..]));
}
