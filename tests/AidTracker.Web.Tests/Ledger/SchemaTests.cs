using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Transparency;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Ledger;

/// <summary>The model, the migrations and the domain's tables agree with the database itself.</summary>
public sealed class SchemaTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    [Fact]
    public async Task Every_column_of_the_model_is_in_the_schema_with_its_type_and_nullability()
    {
        await using var context = ledger.Context();
        var columns = await ColumnsAsync();

        // What a function answers stands in no table.
        foreach (var entity in context.Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null || entity.GetViewName() is not null))
        {
            var isTable = entity.GetTableName() is not null;
            var table = entity.GetTableName() ?? entity.GetViewName()!;
            foreach (var property in entity.GetFlattenedProperties())
            {
                var name = property.GetColumnName();
                Assert.True(columns.TryGetValue((table, name), out var column), $"{table}.{name} is in the model and not in the schema.");
                Assert.Equal(($"{table}.{name}", Plain(property.GetColumnType())), ($"{table}.{name}", column.Type));
                if (isTable)
                {
                    Assert.True(column.Nullable == IsNullable(property), $"{table}.{name} is nullable in one of model and schema only.");
                }
            }
        }
    }

    [Fact]
    public async Task Every_column_of_a_table_is_in_the_model_or_made_by_the_database()
    {
        await using var context = ledger.Context();
        var modelled = context.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetFlattenedProperties().Select(property => (entity.GetTableName() ?? entity.GetViewName()!, property.GetColumnName()))).ToHashSet();

        var unknown = (await ColumnsAsync()).Where(column => !column.Value.Generated && !modelled.Contains(column.Key)).Select(column => column.Key.Table).Distinct().Order();

        // The rules of the database about kinds and qualifiers, its seals and its journal, rates, and the migrations' own list.
        Assert.Equal(["amount_qualifier", "announcement_kind", "carried_rate", "covered_table", "euro_rate", "exchange_rate", "journal", "known_rate", "list_change", "list_entry", "live_announcement", "publication_seal", "rate_publication", "schema_migration", "snapshot", "unrecorded_list"], unknown.Where(table => !DerivedTables.Names.Contains(table) && !WorksOutWhatIsKept(table)));
    }

    private static bool WorksOutWhatIsKept(string view) =>
        view is "last_version" or "counting_day" or "line_item_group" || view.EndsWith("_read", StringComparison.Ordinal) || view.EndsWith("_state", StringComparison.Ordinal)
        || view.EndsWith("_span", StringComparison.Ordinal) || view.EndsWith("_worked_out", StringComparison.Ordinal) || view.EndsWith("_to_keep", StringComparison.Ordinal);

    [Fact]
    public async Task The_kinds_rules_are_the_same_in_the_domain_and_in_the_database()
    {
        var rules = await RowsAsync("select concat_ws(' ', code, net, open_line, named_lines, overlap_line, states_headline, states_progress) from ledger.announcement_kind order by 1");

        Assert.Equal(
            KindRules.All.Select(rule => $"{rule.Kind} {rule.Net} {rule.Open} {rule.Named} {rule.Overlap} {(rule.StatesHeadline ? "t" : "f")} {(rule.StatesProgress ? "t" : "f")}").Order(StringComparer.Ordinal),
            rules.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_qualifiers_are_the_same_in_the_domain_and_in_the_database()
    {
        var rows = await RowsAsync("select concat_ws(' ', code, of_entries, leaves_open) from ledger.amount_qualifier order by position");

        Assert.Equal(
            Enum.GetValues<AmountQualifier>().Select(qualifier => $"{qualifier.Code()} {(qualifier == AmountQualifier.Undisclosed ? "f" : "t")} {(qualifier.LeavesOpen() ? "t" : "f")}"),
            rows);
    }

    [Fact]
    public async Task Every_rule_of_the_database_that_an_editor_can_meet_has_a_sentence()
    {
        var keys = await RowsAsync("select conname from pg_constraint where connamespace = 'ledger'::regnamespace and contype = 'f' and conname like '%\\_fkey' and (conname like '%party%' or conname like '%currency%' or conname like '%category%' or conname like '%instrument%' or conname like '%initiative%' or conname like '%supplier%')");

        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            var said = Refusals.Of(new PostgresException("insert or update violates", "ERROR", "ERROR", "23503", constraintName: key));
            Assert.NotEqual("insert or update violates", said!.Message);
        });
    }

    [Fact]
    public async Task Instances_that_migrate_an_empty_database_at_once_wait_for_one_another()
    {
        var connections = await TestServer.CreateUnmigratedAsync();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Database.MigrateAsync(connections.Migrator, NullLogger.Instance)));

        await using var database = NpgsqlDataSource.Create(connections.Application);
        Assert.True(await Database.IsMigratedAsync(database));
    }

    [Fact]
    public async Task Every_trigger_of_the_ledger_fires_always()
    {
        var others = await RowsAsync("select t.tgname || ' on ' || c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'ledger'::regnamespace and not t.tgisinternal and t.tgenabled <> 'A'");

        Assert.Empty(others);
    }

    private static string Plain(string type) => type switch
    {
        "timestamp with time zone" => "timestamptz",
        "boolean" => "bool",
        "integer" => "int4",
        "bigint" => "int8",
        "text[]" => "_text",
        "date[]" => "_date",
        "numeric[]" => "_numeric",
        _ => type,
    };

    /// <summary>A required part of money that is not there is a null column all the same.</summary>
    private static bool IsNullable(IReadOnlyProperty property) =>
        property.IsNullable || Containers(property).Any(complex => complex.IsNullable);

    private static IEnumerable<IReadOnlyComplexProperty> Containers(IReadOnlyProperty property)
    {
        for (var type = property.DeclaringType as IReadOnlyComplexType; type is not null; type = type.ComplexProperty.DeclaringType as IReadOnlyComplexType)
        {
            yield return type.ComplexProperty;
        }
    }

    private async Task<Dictionary<(string Table, string Name), (string Type, bool Nullable, bool Generated)>> ColumnsAsync() =>
        (await RowsAsync("select concat_ws('|', table_name, column_name, udt_name, is_nullable, is_generated) from information_schema.columns where table_schema = 'ledger'"))
        .Select(row => row.Split('|'))
        .ToDictionary(row => (row[0], row[1]), row => (row[2], row[3] == "YES", row[4] == "ALWAYS"));

    private async Task<List<string>> RowsAsync(string sql)
    {
        // As a superuser: information_schema shows a role only what it has rights on.
        await using var connection = new NpgsqlConnection(await TestServer.SuperuserAsync(ledger.Connections));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
