using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AidTracker.Web.Data;
using AidTracker.Web.Hosting;
using AidTracker.Web.Reading.Filters;
using AidTracker.Web.Reading.Lists;
using AidTracker.Web.Reading.Points;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AidTracker.Benchmarks;

/// <summary>
/// Pages as a reader gets them: the application in a process of its own over the ledger that was generated, and beside it, in a process
/// too, an endpoint that does nothing but return the same bytes. Load comes from <c>wrk</c> (Debian's package of that name).
/// </summary>
internal static partial class Served
{
    /// <summary>The argument with which this program is the bare endpoint: a file to return, and a port.</summary>
    public const string Bare = "bare";

    private const string KeptList = "/api/v1/line-items?donor=AE&category=AMM&limit=50";

    private const int Asked = 60;
    private const int Rounds = 5;

    public static async Task MeasureAsync(DatabaseConnections connections)
    {
        var folder = Path.Combine("/tmp", $"aidtracker-served-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        using var application = Start(
            Path.Combine(AppContext.BaseDirectory, "AidTracker.Web.dll"), "--urls", "http://127.0.0.1:5897", $"--DataFolder={folder}",
            $"--ConnectionStrings:AidTracker={connections.Application}", $"--ConnectionStrings:Migrator={connections.Migrator}");
        try
        {
            var site = new Uri("http://127.0.0.1:5897");
            using var client = new HttpClient { BaseAddress = site, Timeout = TimeSpan.FromMinutes(5) };
            await AnswersAsync(client, "/health/ready");
            await MeasurePagesAsync(client, connections.Application);
            await MeasureListsAsync(client, connections.Application);
            await MeasureKeptAsync(client, folder, "/packages");
            await MeasureKeptAsync(client, folder, KeptList);
        }
        finally
        {
            application.Kill(entireProcessTree: true);
            await application.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Returns a file's bytes, as a page, until it is stopped.</summary>
    public static async Task ServeBareAsync(string file, string port)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        });
        await app.RunAsync($"http://127.0.0.1:{port}");
    }

    /// <summary>Pages that nobody asked for before: each address once.</summary>
    private static async Task MeasurePagesAsync(HttpClient client, string connection)
    {
        await using var database = Database.Open(connection);
        await using var context = Open(database);
        await TellAsync("A page of packages with three filters and its facets", client, (await DonorsAsync(database)).Select((donor, i) => $"/packages?donor={donor}&category={(i % 2 == 0 ? "AMM" : "ADS")}&from=2023-0{1 + i % 9}-01"));

        var matching = await context.PackageRows.CountAsync();
        var far = await context.Packages(new LedgerFilter()).Skip(matching - 50 * (Asked + 5)).Take(50 * (Asked + 3)).ToListAsync();
        await TellAsync("A page of all packages, one of the first", client, Enumerable.Range(2, Asked + 3).Select(page => $"/packages?page={page}"));
        await TellAsync("A page of all packages, one of the last", client, far.Where((_, i) => i % 50 == 0).Select(row => "/packages" + (new LedgerFilter { After = ListCursor.Of(row, null) }).ToQuery()));
        await TellAsync("A package's page", client, far.Where((_, i) => i % 50 == 1).Select(row => $"/packages/{row.Slug}"));
        await TellAsync("The overview at a day", client, Enumerable.Range(1, Asked + 3).Select(day => $"/?announcedBy={new DateOnly(2025, 1, 1).AddDays(day):yyyy-MM-dd}"), 10);
    }

    /// <summary>A list of the API, fifty lines of a donor and a category in the list's order, beside the same asked of the database by hand, in turns.</summary>
    private static async Task MeasureListsAsync(HttpClient client, string connection)
    {
        await using var database = Database.Open(connection);
        List<double> served = [], byHand = [];
        foreach (var (donor, i) in (await DonorsAsync(database)).Select((donor, i) => (donor, i)))
        {
            Func<Task> ask = async () => await client.GetByteArrayAsync(new Uri($"/api/v1/line-items?donor={donor}&category=ADS&limit=50", UriKind.Relative));
            Func<Task> byHandAsync = () => Questions.ReadAsync(database, $"""
                select * from ledger.package_now p join ledger.line_item_now l using (package_id)
                where p.donors && array['{donor}'] and p.categories && array['ADS'] and (l.category = 'ADS' or l.also_covers && array['ADS'])
                order by p.first_announced_on desc, p.slug, l.line_number > 0 desc, abs(l.line_number) limit 51
                """);
            // Who comes second finds in memory what the first has read.
            foreach (var (times, what) in i % 2 == 0 ? new[] { (served, ask), (byHand, byHandAsync) } : [(byHand, byHandAsync), (served, ask)])
            {
                var watch = Stopwatch.StartNew();
                await what();
                if (i >= 3)
                {
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }
        }

        served.Sort();
        byHand.Sort();
        Console.WriteLine($"A list of the API, 50 lines of a donor and a category, uncached: median {served[served.Count / 2]:N1} ms, p95 {served[served.Count * 95 / 100]:N1} ms; by hand {byHand[byHand.Count / 2]:N1} ms; ratio of medians {served[served.Count / 2] / byHand[byHand.Count / 2]:N2} ({served.Count} donors)");
    }

    private static async Task<List<string>> DonorsAsync(NpgsqlDataSource database)
    {
        await using var context = Open(database);
        return await context.PackageRows.Select(row => row.Donors[0]).Distinct().OrderBy(code => code).Take(Asked + 3).ToListAsync();
    }

    private static LedgerContext Open(NpgsqlDataSource database)
    {
        var options = new DbContextOptionsBuilder<LedgerContext>();
        options.UseLedger(database);
        return new LedgerContext(options.Options);
    }

    private static async Task TellAsync(string what, HttpClient client, IEnumerable<string> addresses, int most = Asked)
    {
        List<double> times = [];
        foreach (var (address, i) in addresses.Take(most + 3).Select((address, i) => (address, i)))
        {
            var watch = Stopwatch.StartNew();
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            answer.EnsureSuccessStatusCode();
            if (i >= 3)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine($"{what}, uncached: median {times[times.Count / 2]:N1} ms, p95 {times[times.Count * 95 / 100]:N1} ms ({times.Count} addresses)");
    }

    /// <summary>A page or a list that is kept, one that the reader has, and the bare endpoint, in turns.</summary>
    private static async Task MeasureKeptAsync(HttpClient client, string folder, string address)
    {
        using var page = await client.GetAsync(new Uri(address, UriKind.Relative));
        var file = Path.Combine(folder, "answer");
        await File.WriteAllBytesAsync(file, await page.Content.ReadAsByteArrayAsync());
        var tag = page.Headers.ETag!.ToString();
        using var bare = Start(typeof(Served).Assembly.Location, Bare, file, "5898");
        try
        {
            using var other = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:5898") };
            await AnswersAsync(other, "/");
            List<(double, double)> kept = [], held = [], nothing = [];
            // What runs often is compiled anew, with more care; a reader on a busy day meets it so.
            await LoadAsync("http://127.0.0.1:5897" + address, 16);
            await LoadAsync("http://127.0.0.1:5897" + address, 16);
            await LoadAsync("http://127.0.0.1:5897" + address, 16);
            await LoadAsync("http://127.0.0.1:5898/", 16);
            await LoadAsync("http://127.0.0.1:5898/", 16);
            for (var round = 0; round < Rounds; round++)
            {
                kept.Add(await LoadAsync("http://127.0.0.1:5897" + address, 16));
                nothing.Add(await LoadAsync("http://127.0.0.1:5898/", 16));
                held.Add(await LoadAsync("http://127.0.0.1:5897" + address, 1, "-H", "If-None-Match: " + tag));
            }

            var ratio = Middle(kept.Select((each, i) => each.Item1 / nothing[i].Item1));
            Console.WriteLine($"{address}, kept, {new FileInfo(file).Length:N0} bytes, 16 clients: {Middle(kept.Select(each => each.Item1)):N0} requests/s; a bare endpoint with the same bytes {Middle(nothing.Select(each => each.Item1)):N0}; ratio {ratio:N2}");
            Console.WriteLine($"{address}, which the reader has (304), one client: {Middle(held.Select(each => each.Item2)):N3} ms from request to answer, at the client");
        }
        finally
        {
            bare.Kill(entireProcessTree: true);
            await bare.WaitForExitAsync();
        }
    }

    /// <returns>Requests a second, and the mean time of one in ms.</returns>
    private static async Task<(double PerSecond, double Milliseconds)> LoadAsync(string address, int clients, params string[] more)
    {
        var start = new ProcessStartInfo("wrk", ["-t1", $"-c{clients}", "-d4s", .. more, address]) { RedirectStandardOutput = true };
        using var load = Process.Start(start)!;
        var said = await load.StandardOutput.ReadToEndAsync();
        var perSecond = double.Parse(RequestsASecond().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        return (perSecond, 1000.0 * clients / perSecond);
    }

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        // What it says is not wanted; unread it would fill the pipe and stop.
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task AnswersAsync(HttpClient client, string address)
    {
        for (var waited = 0; ; waited++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (waited < 600)
            {
                await Task.Delay(100);
            }
        }
    }

    [GeneratedRegex(@"Requests/sec:\s*([0-9.]+)")]
    private static partial Regex RequestsASecond();
}
