using System.Globalization;
using System.Text.RegularExpressions;
using AidTracker.Web.Features.Transparency;

namespace AidTracker.Web.Tests.Transparency;

public sealed partial class TamperTests(TamperedLedger ledger) : IClassFixture<TamperedLedger>
{
    private static readonly string[] Published = [.. CoveredTables.Ledger.Select(table => table.Name)];
    private static readonly string[] All = [.. Published, "journal", "list_change", .. CoveredTables.Lists.Select(table => table.Name)];

    private readonly Random random = new(20261122);

    [Fact]
    public async Task What_nobody_has_touched_fits()
    {
        var finding = await ledger.FindAsync(() => Task.CompletedTask, ledger.Kept);

        Assert.Null(finding?.Sentence);
        Assert.True(ledger.Kept.Checkpoints.Count > 100);
    }

    [Fact]
    public async Task Of_two_hundred_random_tampers_two_hundred_are_found()
    {
        var missed = new List<string>();
        var vague = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            var what = "";
            var finding = await ledger.FindAsync(
                async () => what = await ((i % 20) switch
                {
                    0 or 1 => DeleteTailAsync(),
                    2 or 3 => DeleteRowAsync(),
                    4 or 5 => InsertRowAsync(),
                    6 or 7 => SwapRowsAsync(),
                    8 or 9 or 10 => RewriteChainAsync(),
                    _ => ChangeFieldAsync(All[random.Next(All.Length)]),
                }),
                ledger.Kept);
            if (finding is null)
            {
                missed.Add(what);
            }
            else if (!NamesPublication().IsMatch(finding.Sentence))
            {
                vague.Add($"{what}: {finding.Sentence}");
            }
        }

        Assert.Empty(missed);
        Assert.Empty(vague);
    }

    [Fact]
    public async Task Every_field_of_every_covered_table_is_covered_and_its_publication_named()
    {
        var wrong = new List<string>();
        foreach (var table in CoveredTables.Ledger)
        {
            // Moved to another key or publication, a row is missed in one place and found in another.
            foreach (var (column, _) in table.Fields.Where(field => !table.Key.Contains(field.Name) && field.Name != "publication_seq"))
            {
                var (seq, what) = (0L, "");
                var finding = await ledger.FindAsync(
                    async () =>
                    {
                        var row = await RowAsync(table.Name);
                        seq = await ledger.AskAsync<long>(table.By switch
                        {
                            BelongsBy.Announcement => $"select a.publication_seq from ledger.{table.Name} t join ledger.announcement a on (a.package_id, a.number, a.version) = (t.package_id, t.announcement_number, t.announcement_version) where t.ctid = '{row}'",
                            BelongsBy.Package => $"select k.publication_seq from ledger.{table.Name} t join ledger.package k on k.id = t.package_id where t.ctid = '{row}'",
                            _ => $"select {(table.By == BelongsBy.Seq ? "seq" : "publication_seq")} from ledger.{table.Name} where ctid = '{row}'",
                        });
                        what = await ChangeFieldAsync(table.Name, column, row);
                    },
                    ledger.Kept);
                var holds = seq == ledger.Kept.Checkpoints[^1].Seq ? "exchange rates: " : "package ";
                if (finding?.Publication != seq || !finding.Sentence.Contains($"ublication {seq} ({holds}", StringComparison.Ordinal))
                {
                    wrong.Add($"{what} of publication {seq}: {finding?.Sentence ?? "not found"}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_chain_rewritten_whole_fits_itself_and_not_the_checkpoints()
    {
        var alone = await ledger.FindAsync(RewriteChainAsync, Witnesses.None);
        var witnessed = await ledger.FindAsync(RewriteChainAsync, ledger.Kept);

        Assert.Null(alone?.Sentence);
        Assert.Contains("checkpoint", witnessed!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_missed_by_the_checkpoints()
    {
        var last = ledger.Kept.Checkpoints[^1].Seq;
        var finding = await ledger.FindAsync(() => DeleteFromAsync(last), ledger.Kept);

        Assert.Equal($"Publication {last} is missing: the ledger ends with publication {last - 1}, and the checkpoint of 1970-01-01 00:00:00 UTC is of publication {last}.", finding!.Sentence);
    }

    [Theory]
    [InlineData("package_now", "committed = committed + 1")]
    [InlineData("line_item_now", "description = 'something else'")]
    [InlineData("witness_now", "value_quoted = value_quoted + 1")]
    [InlineData("line_item_at", "known_to = known_to - 1")]
    [InlineData("package_at", "title = 'something else'")]
    [InlineData("announcement_at", "net = net + 1")]
    [InlineData("search_document", "heading = 'something else'")]
    [InlineData("search_word", "known_from = known_from + 1", "where word = 'canada'")]
    [InlineData("rate_on", "per_euro = per_euro + 1", "where currency = 'CAD'")]
    public async Task What_readers_are_shown_has_to_be_what_the_ledger_adds_up_to(string table, string change, string of = "where package_id = 7")
    {
        var finding = await ledger.FindAsync(async () => await ledger.RunAsync($"update ledger.{table} set {change} where ctid = '{await RowAsync(table, of)}'"), ledger.Kept);

        Assert.Equal(table, finding?.Table);
    }

    [Fact]
    public async Task A_record_of_a_change_of_lists_that_no_checkpoint_knows_is_found()
    {
        var finding = await ledger.FindAsync(() => ledger.RunAsync("update ledger.category set name = 'Else' where code = 'AMM'; select ledger.record_lists('forged')"), ledger.Kept);

        Assert.Equal("list_change", finding?.Table);
    }

    private async Task<string> ChangeFieldAsync(string table, string? column = null, string? row = null)
    {
        row ??= await RowAsync(table);
        var columns = (await ledger.AskAsync<string[]>($"select array_agg(attname || ' ' || atttypid::regtype order by attname) from pg_attribute where attrelid = 'ledger.{table}'::regclass and attnum > 0 and not attisdropped"))!
            .Select(said => said.Split(' ', 2)).Where(parts => column is null || parts[0] == column).ToList();
        var (name, type) = columns[random.Next(columns.Count)] is [var first, var second] ? (first, second) : default;
        var nullNow = await ledger.AskAsync<bool>($"select {name} is null from ledger.{table} where ctid = '{row}'");
        var to = type switch
        {
            "text" when nullNow => Pick("'x'", "''"),
            "text" => Pick($"{name} || 'x'", $"{name} || ' '", $"'' || substr({name}, 2)", "null"),
            "numeric" when nullNow => Pick("0", "0.01"),
            "numeric" => Pick($"{name} + 0.01", $"-1 - {name}", $"{name} * 10 + 1", "null", "'NaN'"),
            "bigint" or "integer" when nullNow => "1",
            "bigint" or "integer" => Pick($"{name} + 1", $"{name} + 1000", "null"),
            "boolean" => nullNow ? "true" : Pick($"not {name}", "null"),
            "date" => nullNow ? "date '2025-01-01'" : Pick($"{name} + 1", "null", "'infinity'"),
            "uuid" => "gen_random_uuid()",
            "bytea" => Pick($"sha256(coalesce({name}, ''))", "null"),
            "text[]" => Pick($"{name} || '{{X}}'", $"{name} || array[null]", "null", "array[['A', 'B'], ['C', 'D']]"),
            "timestamp with time zone" => Pick($"{name} + interval '1 microsecond'", $"{name} - interval '1 year'", "'infinity'"),
            _ => throw new InvalidOperationException($"{table}.{name} is {type}: say how to change it."),
        };
        return await DoAsync($"update ledger.{table} set {name} = {to} where ctid = '{row}'");
    }

    private async Task<string> DeleteTailAsync() => await DeleteFromAsync(ledger.Kept.Checkpoints.Count + 1 - random.Next(1, 20));

    private async Task<string> DeleteFromAsync(long seq)
    {
        foreach (var table in CoveredTables.Ledger.OrderBy(table => table.By != BelongsBy.Announcement && table.By != BelongsBy.Package))
        {
            await ledger.RunAsync(table.By switch
            {
                BelongsBy.Announcement => $"delete from ledger.{table.Name} t using ledger.announcement a where (a.package_id, a.number, a.version) = (t.package_id, t.announcement_number, t.announcement_version) and a.publication_seq >= {seq}",
                BelongsBy.Package => $"delete from ledger.{table.Name} t using ledger.package k where k.id = t.package_id and k.publication_seq >= {seq}",
                _ => $"delete from ledger.{table.Name} where {(table.By == BelongsBy.Seq ? "seq" : "publication_seq")} >= {seq}",
            });
        }

        await ledger.RunAsync("select ledger.rebuild_kept(); select ledger.rebuild_search()");
        return await DoAsync($"delete from ledger.journal where seq >= {seq}");
    }

    private async Task<string> DeleteRowAsync()
    {
        var table = All[random.Next(All.Length)];
        return await DoAsync($"delete from ledger.{table} where ctid = '{await RowAsync(table)}'");
    }

    private async Task<string> InsertRowAsync()
    {
        // A copy of a row with another key, or the same.
        var table = CoveredTables.Ledger[random.Next(Published.Length)];
        var key = table.Key[^1];
        return await DoAsync($"""
            with copy as (select * from ledger.{table.Name} where ctid = '{await RowAsync(table.Name)}')
            insert into ledger.{table.Name} ({string.Join(", ", table.Fields.Select(field => field.Name))})
            select {string.Join(", ", table.Fields.Select(field => field.Name == key ? key == "code" ? $"{key} || '{new string('X', random.Next(3))}'" : $"{key} + {random.Next(3)}" : field.Name))} from copy
            """);
    }

    private async Task<string> SwapRowsAsync()
    {
        var (table, column) = Pairs[random.Next(Pairs.Length)];
        var one = await RowAsync(table);
        var other = await ledger.AskAsync<string>($"select ctid::text from ledger.{table} where {column} is distinct from (select {column} from ledger.{table} where ctid = '{one}') order by ctid limit 1");
        return await DoAsync($"update ledger.{table} t set {column} = o.{column} from ledger.{table} o where (t.ctid, o.ctid) in (('{one}'::tid, '{other}'::tid), ('{other}'::tid, '{one}'::tid))");
    }

    private static readonly (string Table, string Column)[] Pairs =
        [("entry", "amount"), ("entry", "line_number"), ("announcement", "announced_on"), ("package", "slug"), ("package_donor", "party"), ("publication", "recorded_at"), ("journal", "hash"), ("line_item_description", "category"), ("announcement_source", "url")];

    /// <summary>Changes a row and then writes the whole journal anew from what the ledger says now, readers' tables included.</summary>
    private async Task<string> RewriteChainAsync()
    {
        var table = new[] { "entry", "announcement", "announcement_source", "package_description", "line_item_description" }[random.Next(5)];
        var column = table switch { "entry" => "note", "announcement" => "summary", "announcement_source" => "publisher", "package_description" => "title", _ => "description" };
        var row = await RowAsync(table);
        await ledger.RunAsync($"update ledger.{table} set {column} = coalesce({column}, '') || '!' where ctid = '{row}'");
        return await DoAsync("""
            delete from ledger.journal;
            do $$
            declare seq bigint;
            begin
              for seq in select p.seq from ledger.publication p order by p.seq loop perform ledger.append_journal(seq); end loop;
            end $$;
            select ledger.rebuild_kept();
            select ledger.rebuild_search();
            """) + $" after a change of {table}.{column} at {row}";
    }

    private async Task<string> RowAsync(string table, string where = "")
    {
        var rows = await ledger.AskAsync<long>($"select count(*) from ledger.{table} {where}");
        return (await ledger.AskAsync<string>($"select ctid::text from ledger.{table} {where} order by ctid offset {random.NextInt64(rows).ToString(CultureInfo.InvariantCulture)} limit 1"))!;
    }

    private async Task<string> DoAsync(string sql)
    {
        Assert.NotEqual(0, await ledger.RunAsync(sql));
        return sql;
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    [GeneratedRegex("[Pp]ublication -?[0-9]+|belongs to no publication")]
    private static partial Regex NamesPublication();
}
