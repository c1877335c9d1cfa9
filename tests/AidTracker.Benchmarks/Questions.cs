using System.Data.Common;
using System.Diagnostics;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Overview;
using AidTracker.Web.Features.Search;
using AidTracker.Web.Reading.Filters;
using AidTracker.Web.Reading.Lists;
using AidTracker.Web.Reading.Pivots;
using AidTracker.Web.Reading.Rows;
using AidTracker.Web.Reading.Sums;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace AidTracker.Benchmarks;

/// <summary>The questions of readers, each asked through the product and by hand, in turns, so that a noisy machine disturbs both alike.</summary>
internal static class Questions
{
    private const int Repeats = 15;

    /// <summary>What a tool without kept sums does for every total.</summary>
    private const string GroupByHand = "select p.donors, l.category, l.currency, sum(l.amount) from ledger.line_item_now l join ledger.package_now p using (package_id) where l.amount is not null group by 1, 2, 3";

    public static async Task MeasureAsync(string connectionString)
    {
        await using var database = Database.Open(connectionString);
        var options = new DbContextOptionsBuilder<LedgerContext>();
        options.UseLedger(database);
        var random = new Random(2026);
        var packages = (int)await AskAsync<long>(database, "select count(*) from ledger.package");
        var head = await AskAsync<long>(database, "select max(seq) from ledger.publication");
        var past = new AsOf(new DateOnly(2024, 6, 30), head * 2 / 3);
        var at = $"'{past.AnnouncedBy:yyyy-MM-dd}', {past.KnownAt}";

        var lists = await Database.ReadListsAsync(database);
        var pages = new List<(Func<Task> Sent, int Package)>();
        for (var i = 0; i < 103; i++)
        {
            var package = 1 + random.Next(packages);
            pages.Add((await PageQueriesAsync(database, $"generated-{package}"), package));
        }

        var (mine, other) = (0, 0);
        await CompareAsync("A package's page: its queries", 100, () => pages[mine++].Sent(), () => PageByHandAsync(database, pages[other++].Package));
        await CompareAsync("A package's page: the whole package, read and put together", 100,
            () => WithContextAsync(context => PackageLoading.LoadAsync(context, $"generated-{1 + random.Next(packages)}")),
            () => PageByHandAsync(database, 1 + random.Next(packages)));

        await CompareAsync("Totals by donor and category, now", Repeats,
            () => WithContextAsync(context => TotalsAsync(context, AsOf.Now)),
            () => ReadAsync(database, "select donors, category, currency, sum(amount) from ledger.total_read group by 1, 2, 3"));
        await CompareAsync("… beside a GROUP BY over the current lines", Repeats,
            () => WithContextAsync(context => TotalsAsync(context, AsOf.Now)),
            () => ReadAsync(database, GroupByHand));
        await CompareAsync("The explorer by donor and year, beside a GROUP BY over the current lines", Repeats,
            () => WithContextAsync(context => Pivot.LoadAsync(context, new LedgerFilter { Pivot = new PivotQuery() })),
            () => ReadAsync(database, "select p.donors, date_part('year', p.first_announced_on), l.currency, sum(l.amount) from ledger.line_item_now l join ledger.package_now p using (package_id) where l.amount is not null group by 1, 2, 3"));
        await CompareAsync("The same in euro", Repeats,
            () => WithContextAsync(context => Pivot.LoadAsync(context, new LedgerFilter { Pivot = new PivotQuery(), Currency = "EUR" })),
            () => ReadAsync(database, "select p.donors, date_part('year', p.first_announced_on), l.currency, sum(l.amount) from ledger.line_item_now l join ledger.package_now p using (package_id) where l.amount is not null group by 1, 2, 3"));
        await CompareAsync("Totals by donor and category, of the past on both clocks, beside a GROUP BY over the current lines", Repeats,
            () => WithContextAsync(context => TotalsAsync(context, past)),
            () => ReadAsync(database, GroupByHand));

        var filter = new LedgerFilter { AsOf = past, Donors = ["AE", "AT"], Categories = ["AMM"], From = new DateOnly(2023, 1, 1) };
        await CompareAsync("A list of 50 packages of two donors, a category and dates, of the past on both clocks", Repeats,
            () => WithContextAsync(context => context.Packages(filter).Take(50).ToListAsync()),
            () => ReadAsync(database, $"""
                select * from ledger.package_at p
                where donors && array['AE', 'AT'] and 'AMM' = any(categories)
                  and announced_from <= '{past.AnnouncedBy:yyyy-MM-dd}' and '{past.AnnouncedBy:yyyy-MM-dd}' < announced_to and known_from <= {past.KnownAt} and {past.KnownAt} < known_to
                  and exists (
                    select from ledger.announcement_at a
                    where a.package_id = p.package_id and not a.withdrawn and a.announced_on between '2023-01-01' and '{past.AnnouncedBy:yyyy-MM-dd}'
                      and a.publication <= {past.KnownAt} and {past.KnownAt} < a.known_to)
                order by first_announced_on desc, slug limit 50
                """));
        var current = filter with { AsOf = AsOf.Now };
        await CompareAsync("The same list, now", Repeats,
            () => WithContextAsync(context => context.Packages(current).Take(50).ToListAsync()),
            () => ReadAsync(database, """
                select * from ledger.package_now p
                where donors && array['AE', 'AT'] and 'AMM' = any(categories)
                  and exists (
                    select from ledger.announcement_at a
                    where a.package_id = p.package_id and not a.withdrawn and a.announced_on >= '2023-01-01' and a.known_to = 9223372036854775807)
                order by first_announced_on desc, slug limit 50
                """));
        await CompareAsync("The first 50 packages, now", Repeats,
            () => WithContextAsync(context => context.Packages(new LedgerFilter()).Take(50).ToListAsync()),
            () => ReadAsync(database, "select * from ledger.package_now order by first_announced_on desc, slug limit 50"));
        await CompareAsync("The overview's own figures, beside the sums by hand", Repeats,
            () => WithContextAsync(context => OverviewFigures.LoadAsync(context, lists, new LedgerFilter(), HeadlineFigures.Currency, new DateOnly(2026, 11, 22), CancellationToken.None)),
            () => ReadAsync(database, "select donors, category, currency, sum(amount) from ledger.total_read group by 1, 2, 3"));
        var last = (await WithListAsync(context => context.Packages(new LedgerFilter()).Skip(packages - 200).Take(1).ToListAsync()))[0];
        await CompareAsync("The last packages of all by “after”, beside the first 50 by the product", Repeats,
            () => WithContextAsync(context => context.PackagePageAsync(new LedgerFilter { After = ListCursor.Of(last, null) })),
            () => WithContextAsync(context => context.PackagePageAsync(new LedgerFilter())));
        await CompareAsync("The first 50 announcements, now", Repeats,
            () => WithContextAsync(context => context.Announcements(new LedgerFilter()).Take(50).ToListAsync()),
            () => ReadAsync(database, """
                select * from ledger.announcement_at a join ledger.package_now p using (package_id)
                where not a.withdrawn and a.known_to = 9223372036854775807
                order by a.announced_on desc, p.slug, a.number limit 50
                """));

        var searches = new (string What, string[] Questions)[]
        {
            ("Search for a rare word, a model", ["AB-17", "QX-250", "KM 3", "zz-399"]),
            ("Search for two words, a model of the goods", ["leopard AB-17", "155mm KM", "nasams launchers QX", "caesar howitzers"]),
            ("Search for the beginning of a word", ["bayr", "gepa", "leop", "stor"]),
            ("Search with a typing error", ["leoprad", "nasamss", "bayrakter", "howitser"]),
            ("Search for a word in a tenth of the lines", ["missiles", "tanks", "ammunition", "drones"]),
            ("Search for a word in every line", ["source", "as", "describes", "package"]),
        };
        foreach (var (what, questions) in searches)
        {
            var (asked, byLike) = (0, 0);
            await CompareAsync(what, 40,
                () => WithContextAsync(context => Searching.FindAsync(context, SearchQuestion.Read(questions[asked++ % questions.Length]).Question!, AsOf.Now, null, 1)),
                () => ReadAsync(database, $"select package_id, what, number, ts_rank(words, q) from ledger.search_document, to_tsquery('simple', '{string.Join(" & ", SearchText.Read(questions[byLike++ % questions.Length]).Select(word => word.Word + ":*"))}') q where what = 'line' and words @@ q order by 4 desc limit 5"));
        }

        await PublishAsync(database, packages, random);

        async Task<List<TEntity>> WithListAsync<TEntity>(Func<LedgerContext, Task<List<TEntity>>> ask)
        {
            await using var context = new LedgerContext(options.Options);
            return await ask(context);
        }

        Task WithContextAsync<T>(Func<LedgerContext, Task<T>> ask) => WithListAsync(async context => new List<T> { await ask(context) });
    }

    /// <summary>What publishing takes, alone.</summary>
    public static async Task MeasurePublicationsAsync(string connectionString)
    {
        await using var database = Database.Open(connectionString);
        await PublishAsync(database, (int)await AskAsync<long>(database, "select count(*) from ledger.package"), new Random(2027));
    }

    private static Task<List<string>> TotalsAsync(LedgerContext context, AsOf asOf) => context.TotalsAt(asOf)
        .GroupBy(row => new { row.Donors, row.Category, row.Currency })
        .Select(group => new { group.Key.Donors, group.Key.Category, group.Key.Currency, Amount = group.Sum(row => row.Amount) })
        .Select(row => row.Currency)
        .ToListAsync();

    /// <summary>The statements that the product sends for a page, sent again without what it makes of their answers.</summary>
    private static async Task<Func<Task>> PageQueriesAsync(NpgsqlDataSource database, string slug)
    {
        var options = new DbContextOptionsBuilder<LedgerContext>();
        var sent = new SentCommands();
        options.UseLedger(database).AddInterceptors(sent);
        await using (var context = new LedgerContext(options.Options))
        {
            await PackageLoading.LoadAsync(context, slug);
        }

        return async () =>
        {
            await using var connection = await database.OpenConnectionAsync();
            foreach (var (sql, parameters) in sent.Commands)
            {
                await using var command = new NpgsqlCommand(sql, connection);
                foreach (var (name, value) in parameters)
                {
                    command.Parameters.AddWithValue(name, value);
                }

                await using var reader = await command.ExecuteReaderAsync();
                await DrainAsync(reader);
            }
        };
    }

    /// <summary>What the page needs, by the shortest statements that say it, one after the other.</summary>
    private static async Task PageByHandAsync(NpgsqlDataSource database, int package)
    {
        await using var connection = await database.OpenConnectionAsync();
        await DrainAsync("select * from ledger.package where slug = $1", $"generated-{package}");
        foreach (var table in new[] { "package_donor", "package_recipient", "package_description", "line_item", "line_item_description", "announcement", "entry", "progress", "announcement_source", "citation" })
        {
            await DrainAsync($"select * from ledger.{table} where package_id = $1", (long)package);
        }

        await DrainAsync("select * from ledger.package_revision r join ledger.publication p on p.seq = r.publication_seq where r.package_id = $1", (long)package);

        async Task DrainAsync(string sql, object value)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
            await using var reader = await command.ExecuteReaderAsync();
            await Questions.DrainAsync(reader);
        }
    }

    /// <summary>
    /// A further announcement on packages that have some, as the application's role: the statements, and the commit with all its checks. On a day
    /// whose rates are on record, which moves what the package comes to in euro, and on one without, which takes it out of the euro.
    /// </summary>
    private static async Task PublishAsync(NpgsqlDataSource database, int packages, Random random)
    {
        await using var connection = await database.OpenConnectionAsync();
        foreach (var (day, rates) in new[] { ("2026-04-01", "rates on record"), ("2026-06-01", "no rates yet") })
        {
            var (times, flushes) = (new List<double>(), new List<double>());
            foreach (var package in Enumerable.Range(0, 110).Select(_ => 1 + random.Next(packages)).Distinct())
            {
                // A ledger may be measured more than once.
                var number = 1 + await AskAsync<int>(database, $"select max(number) from ledger.announcement where package_id = {package}");
                await using var command = new NpgsqlCommand($"""
                    begin;
                    insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'Benchmark', 'Desk');
                    insert into ledger.package_revision (package_id, number, publication_seq)
                      select {package}, max(number) + 1, (select max(seq) from ledger.publication) from ledger.package_revision where package_id = {package};
                    insert into ledger.announcement (package_id, number, version, publication_seq, kind, announced_on, date_precision, summary, withdrawn, headline_qualifier)
                      values ({package}, {number}, 1, (select max(seq) from ledger.publication), 'ToppedUp', '{day}', 'Day', 'More.', false, 'exact');
                    insert into ledger.entry (package_id, announcement_number, announcement_version, position, line_number, amount, currency, qualifier, stated_by_donor)
                      select {package}, {number}, 1, 1, 0, 1000000, currency, 'exact', false from ledger.package where id = {package};
                    insert into ledger.announcement_source (package_id, announcement_number, announcement_version, position, publisher, title, url, published_on, grade, followed)
                      values ({package}, {number}, 1, 1, 'A ministry', 'A release', 'https://example.org/', '{day}', 'A', true);
                    commit
                    """, connection);
                var watch = Stopwatch.StartNew();
                await command.ExecuteNonQueryAsync();
                times.Add(watch.Elapsed.TotalMilliseconds);

                // What any commit waits for: a transaction that has to be flushed and writes nothing else.
                await using var nothing = new NpgsqlCommand("select pg_logical_emit_message(true, 'benchmark', '')", connection);
                watch.Restart();
                await nothing.ExecuteNonQueryAsync();
                flushes.Add(watch.Elapsed.TotalMilliseconds);
            }

            // The first ones plan for the session.
            var (first, planned) = (times[0], times[10..]);
            Console.WriteLine($"One publication, begin to commit, {rates}: {Median(planned):N1} ms, p95 {planned[planned.Count * 95 / 100]:N1} ms (the first: {first:N0} ms); a commit of nothing: {Median(flushes):N1} ms");
        }

        // How fast the machine is just now.
        var plain = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            await ReadAsync(database, GroupByHand);
            plain.Add(watch.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine($"The plain GROUP BY over the current lines, right after: {Median(plain):N0} ms");
    }

    private static async Task CompareAsync(string question, int repeats, Func<Task> product, Func<Task> byHand)
    {
        List<double> ours = [], theirs = [];
        for (var i = -3; i < repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            await product();
            var ourTime = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            await byHand();
            if (i >= 0)
            {
                ours.Add(ourTime);
                theirs.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        var (median, other) = (Median(ours), Median(theirs));
        Console.WriteLine($"{question}: {median:N1} ms; by hand {other:N1} ms; ratio {median / other:N2}");
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static async Task<T> AskAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal static async Task ReadAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        await DrainAsync(reader);
    }

    private static async Task DrainAsync(NpgsqlDataReader reader)
    {
        var row = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(row);
        }
    }
}

/// <summary>Keeps what is sent to the database.</summary>
internal sealed class SentCommands : DbCommandInterceptor
{
    public List<(string Sql, List<(string Name, object Value)> Parameters)> Commands { get; } = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Commands.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value!))]));
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
