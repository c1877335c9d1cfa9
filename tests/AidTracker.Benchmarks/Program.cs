using System.Diagnostics;
using System.Globalization;
using AidTracker.Benchmarks;
using AidTracker.Web.Data;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// Generates a large ledger and measures the product's queries on it, each beside a query written by hand for the same question
// in the same run: `dotnet run -c Release --project tests/AidTracker.Benchmarks [-- packages]`, or with the application's connection
// string to a ledger that was generated before (`100000 FOLDER` keeps one; `served` and both connection strings: the pages alone).
// `publications` and the application's connection string: what publishing takes alone.
// `files ADDRESS DATABASE PROCESS`: the files of an application that runs over one. docs/benchmarks.md has what came out.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Served.Bare, var file, var port])
{
    await Served.ServeBareAsync(file, port);
    return;
}

if (args is ["served", var asApplication, var asMigrator])
{
    await Served.MeasureAsync(new DatabaseConnections(asApplication, asMigrator));
    return;
}

if (args is ["publications", var publisher])
{
    await Questions.MeasurePublicationsAsync(publisher);
    return;
}

if (args is [var connection] && connection.Contains('=', StringComparison.Ordinal))
{
    await Questions.MeasureAsync(connection);
    return;
}

if (args is ["files", var application, var database, var process])
{
    await Files.MeasureAsync(new Uri(application), database, int.Parse(process, CultureInfo.InvariantCulture));
    return;
}

var packages = args is [var asked, ..] ? int.Parse(asked, CultureInfo.InvariantCulture) : 100_000;
// With a folder the ledger stays there, and its server runs until Ctrl-C, for the calls above.
var kept = args is [_, var named] ? named : null;
var folder = kept ?? Path.Combine("/tmp", $"aidtracker-benchmark-{Environment.ProcessId}");
Directory.CreateDirectory(folder);
try
{
    await using var postgres = await PrivatePostgres.StartAsync(Path.Combine(folder, "data"), NullLogger.Instance, CancellationToken.None);
    await Database.MigrateAsync(postgres.Connections.Migrator, NullLogger.Instance);
    await using var owner = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.Superuser) { Database = PrivatePostgres.DatabaseName, Pooling = false, CommandTimeout = 0 }.ConnectionString);
    await owner.OpenAsync();

    await StepAsync($"Generating {packages:N0} packages", GeneratedLedger.Script(packages));
    await StepAsync("Making what is kept for readers", "select ledger.rebuild_kept()");
    await StepAsync("Making what is searched", "select ledger.rebuild_search()");
    await StepAsync("Vacuum", "vacuum analyze");
    Console.WriteLine(await GeneratedLedger.SizeAsync(owner));
    if (kept is not null)
    {
        Console.WriteLine($"Kept in {kept} and served until Ctrl-C:\n  application {postgres.Connections.Application}\n  migrator    {postgres.Connections.Migrator}");
        var stop = new TaskCompletionSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.TrySetResult();
        };
        await stop.Task;
        return;
    }

    await Questions.MeasureAsync(postgres.Connections.Application);
    await Served.MeasureAsync(postgres.Connections);

    async Task StepAsync(string what, string sql)
    {
        var watch = Stopwatch.StartNew();
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync();
        Console.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:N1} s");
    }
}
finally
{
    if (kept is null)
    {
        Directory.Delete(folder, recursive: true);
    }
}
