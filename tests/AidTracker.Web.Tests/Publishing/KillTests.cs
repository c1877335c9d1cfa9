using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Tests.Hosting;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace AidTracker.Web.Tests.Publishing;

/// <summary>
/// A client publishes while the application and its private PostgreSQL are killed under it, and sends again what was not
/// acknowledged. <c>tests/kill9.sh</c> runs it with 30 kills.
/// </summary>
public sealed class KillTests(ITestOutputHelper log)
{
    private const int Packages = 16;

    /// <summary>More than can be answered before the kill.</summary>
    private const int Ahead = 300;

    private readonly int seed = Setting("AIDTRACKER_SEED", Environment.TickCount);
    private readonly List<Sent> commands = [];
    private int acknowledged;

    [Fact]
    public async Task What_was_acknowledged_is_there_once_and_what_was_not_is_absent_or_there_once()
    {
        var kills = Setting("AIDTRACKER_KILLS", 5);
        var random = new Random(seed);
        log.WriteLine($"seed {seed}");
        using var scratch = await Scratch.WithLedgerAsync();
        var folder = "--DataFolder=" + scratch.Data;
        string[] serve = ["--urls", "http://127.0.0.1:0", folder];
        await using (var application = RunningApplication.Start(serve))
        {
            await application.Ready;
        }

        for (var kill = 1; kill <= kills; kill++)
        {
            // Two ways to die: the publishing process with a server of its own, or the site whose server it publishes to.
            await using var site = kill % 3 == 0 ? RunningApplication.Start(serve) : null;
            if (site is not null)
            {
                await site.Ready;
            }

            var before = acknowledged;
            var begun = DateTime.UtcNow;
            await using var publisher = RunningApplication.Start("publish", "-", folder);
            var fed = FeedAsync(publisher);
            if (kill % 5 != 0)
            {
                await Scratch.UntilAsync(() => publisher.Output.Length > 0 || publisher.Errors.Length > 0, "a command is answered");
            }

            // From its start on every fifth time, which is mostly too early for an answer.
            await Task.Delay(random.Next(1500));
            (site ?? publisher).Signal("KILL");
            if (site is not null)
            {
                await site.EndAsync();
            }

            var status = await publisher.EndAsync();
            await fed;
            Assert.True(status == (site is null ? 137 : 1), $"The publishing process ended with {status}: {publisher.Errors}");
            Hear(publisher.Output, begun);
            log.WriteLine($"kill {kill} of {(site is null ? "the publishing process" : "the site beside it")}: {acknowledged - before} acknowledged");
        }

        await using (var application = RunningApplication.Start(serve))
        {
            await application.Ready;
            await CheckAsync(Path.Combine(scratch.Data, "postgres", "socket"));
        }

        await using var verify = RunningApplication.Start("verify", folder);
        _ = verify.Ready.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        Assert.Equal((0, ""), (await verify.EndAsync(), verify.Errors));
        log.WriteLine(verify.Output);
    }

    /// <summary>Sends what is not acknowledged, under the ids that it had, and more; until nobody reads it.</summary>
    private async Task FeedAsync(RunningApplication publisher)
    {
        _ = publisher.Ready.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        while (commands.Count < acknowledged + Ahead)
        {
            commands.Add(new Sent(commands.Count));
        }

        try
        {
            foreach (var command in commands[acknowledged..])
            {
                await publisher.Input.WriteLineAsync(command.Line);
            }

            await publisher.Input.FlushAsync();
        }
        catch (IOException)
        {
            // It was killed.
        }
    }

    /// <summary>An answer that the kill cut short is none.</summary>
    private void Hear(string output, DateTime begun)
    {
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.EndsWith('}')))
        {
            var answer = JsonDocument.Parse(line).RootElement;
            var command = commands[acknowledged++];
            Assert.True(answer.GetProperty("outcome").GetString() == "published" && answer.GetProperty("id").GetGuid() == command.Id, line);
            (command.Seq, command.AskedAt) = (answer.GetProperty("seq").GetInt64(), begun);
        }
    }

    private async Task CheckAsync(string socket)
    {
        var superuser = new NpgsqlConnectionStringBuilder { Host = socket, Database = "aidtracker", Username = "postgres", Pooling = false }.ConnectionString;
        await using var services = LedgerServices.Over(superuser);
        await using var context = await services.GetRequiredService<IDbContextFactory<LedgerContext>>().CreateDbContextAsync();
        var publications = await context.Publications.ToDictionaryAsync(publication => publication.CommandId);
        var summaries = (await context.AnnouncementRows.Select(row => row.Summary).ToListAsync()).CountBy(summary => summary).ToDictionary();
        var unasked = 0;
        foreach (var command in commands)
        {
            var times = summaries.GetValueOrDefault(command.Summary);
            Assert.Equal(publications.ContainsKey(command.Id) ? 1 : 0, times);
            if (command.Seq is { } seq)
            {
                Assert.Equal(seq, publications[command.Id].Seq);
                unasked += publications[command.Id].LoadedAt < command.AskedAt ? 1 : 0;
            }
        }

        Assert.Equal(commands.Count(command => publications.ContainsKey(command.Id)), publications.Count);
        Assert.True(acknowledged > 0);
        var present = commands.Where(command => publications.ContainsKey(command.Id)).ToList();
        foreach (var packages in present.GroupBy(command => command.Slug))
        {
            var standing = (await PackageLoading.LoadAsync(context, packages.Key))!.Standing;
            Assert.Equal(packages.Sum(command => command.Brings), standing.Committed);
            Assert.Equal(standing.Committed, standing.Itemised + standing.NotYetItemised + standing.Overlap);
        }

        await using var sql = await SqlLedger.ConnectAsync(superuser);
        await sql.RunAsync("select ledger.check_package(id) from ledger.package");
        log.WriteLine($"{commands.Count} commands sent, {acknowledged} acknowledged and on record once (of these {unasked} committed before the kill and acknowledged after it); "
            + $"of {commands.Count - acknowledged} not acknowledged {present.Count - acknowledged} on record once, the rest absent; {Packages} packages balance");
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>One command: opens a package, or puts money on it, or breaks some of it down.</summary>
    private sealed class Sent(int index)
    {
        public Guid Id { get; } = Guid.NewGuid();

        public string Slug { get; } = $"killed-{index % Packages}";

        public string Summary { get; } = $"Command {index}";

        /// <summary>What it adds to its package.</summary>
        public decimal Brings => Revision == 0 ? 1000 : Revision % 2 == 1 ? 2.5m : 0;

        /// <summary>The publication's number; null while it is not acknowledged.</summary>
        public long? Seq { get; set; }

        /// <summary>When the process was started that acknowledged it.</summary>
        public DateTime AskedAt { get; set; }

        public string Line => JsonSerializer.Serialize(new Dictionary<string, object?>(Opens())
        {
            ["id"] = Id, ["editor"] = "Client", ["slug"] = Slug, ["seenRevision"] = Revision,
            ["lines"] = Brings > 0 ? null : new[] { new { key = "goods", category = "AMM", description = $"Goods of {Summary}" } },
            ["announcements"] = new[] { new { kind = Revision == 0 ? "Announced" : Brings > 0 ? "ToppedUp" : "Itemised", on = "2025-01-01", summary = Summary, entries = Entries() } },
        });

        private int Revision => index / Packages;

        private Dictionary<string, object?> Opens() => Revision > 0 ? [] : new Dictionary<string, object?>
        {
            ["donors"] = new[] { "CA" }, ["recipients"] = new[] { "UA" }, ["currency"] = "CAD", ["title"] = "Published under fire",
        };

        private object[] Entries() => Brings > 0
            ? [new { line = "open", amount = Brings }]
            : [new { line = "goods", amount = 0.75m }, new { line = "open", amount = -0.75m }];
    }
}
