using System.Diagnostics;
using System.Globalization;

namespace AidTracker.Benchmarks;

/// <summary>
/// Every line item as a file, from an application that runs over a generated ledger, in turns with <c>psql \copy</c> of the same rows: time, first
/// byte, size, and how far the application's memory rose; and what a reader waits beside an export.
/// </summary>
internal static class Files
{
    private const int Repeats = 3;

    private const int Pages = 40;

    /// <summary>As many columns as <c>/line-items.csv</c> has without a currency, in its order.</summary>
    private const string ByHand = """
        select case when k.is_demonstration then 'demonstration' else 'ledger' end, k.slug, k.title, array_to_string(k.donors, ';'), array_to_string(k.recipients, ';'), l.line_number, l.role, l.category,
          array_to_string(l.also_covers, ';'), l.description, l.instrument, coalesce(l.initiative, k.initiative), l.supplier, l.quantity, l.unit, l.currency, l.amount,
          case when l.amount is not null then l.floor end, case when l.amount is not null then l.qualifier end, l.first_announced_on, l.last_announced_on,
          l.contracted, l.contracted_quantity, l.contracted_final, l.paid, l.paid_quantity, l.paid_final, l.delivered, l.delivered_quantity, l.delivered_final, l.undelivered,
          case when l.has_ceiling then l.amount end
        from ledger.line_item_now l join ledger.package_now k using (package_id)
        order by k.first_announced_on desc, k.slug, l.line_number > 0 desc, abs(l.line_number)
        """;

    /// <param name="application">Its address.</param>
    /// <param name="database">A connection as psql takes it: <c>host=… dbname=…</c>.</param>
    /// <param name="process">The application's process id.</param>
    public static async Task MeasureAsync(Uri application, string database, int process)
    {
        using var client = new HttpClient { BaseAddress = application, Timeout = Timeout.InfiniteTimeSpan };
        Console.WriteLine("file | seconds | psql \\copy, seconds | ratio | first byte, ms | MB | memory rose by, MB");
        foreach (var file in new[] { "/line-items.csv", "/line-items.csv?profile=excel", "/line-items.json", "/line-items.csv?currency=EUR", "/line-items.xlsx?donor=AD", "/dataset.zip" })
        {
            var sent = new List<Download>();
            var copied = new List<double>();
            for (var time = 0; time < Repeats; time++)
            {
                sent.Add(await DownloadAsync(client, file, process));
                copied.Add(await CopyAsync(database));
            }

            var (median, byHand) = (sent.OrderBy(each => each.Seconds).ElementAt(Repeats / 2), copied.Order().ElementAt(Repeats / 2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{file} | {median.Seconds:N1} | {byHand:N1} | {median.Seconds / byHand:N2} | {median.FirstByte:N0} | {median.Bytes / 1e6:N0} | {sent.Max(each => each.Rose) / 1e6:N0}"));
        }

        var three = Stopwatch.StartNew();
        var together = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DownloadAsync(client, "/line-items.csv", process)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"three times /line-items.csv at once | {three.Elapsed.TotalSeconds:N1} | memory rose by {together.Max(each => each.Rose) / 1e6:N0} MB"));

        // Pages that nobody asked for before, so that none is kept.
        await ReadPagesAsync(client, "title");
        var alone = await ReadPagesAsync(client, "donor");
        var export = DownloadAsync(client, "/line-items.csv", process);
        var beside = await ReadPagesAsync(client, "recipient");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a reader's page, p95 of {Pages}: alone {alone:N1} ms, beside an export {beside:N1} ms, ratio {beside / alone:N2}{(export.IsCompleted ? " (the export had ended)" : "")}"));
        await export;
    }

    /// <returns>What nineteen of twenty pages of packages took at most, in ms.</returns>
    private static async Task<double> ReadPagesAsync(HttpClient client, string sort)
    {
        List<double> times = [];
        foreach (var page in Enumerable.Range(2, Pages))
        {
            var watch = Stopwatch.StartNew();
            await client.GetByteArrayAsync(new Uri($"/packages?sort={sort}&page={page}", UriKind.Relative));
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Pages * 95 / 100);
    }

    private static async Task<Download> DownloadAsync(HttpClient client, string file, int process)
    {
        var before = Memory(process);
        var watch = Stopwatch.StartNew();
        using var response = await client.GetAsync(new Uri(file, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[256 * 1024];
        var (bytes, firstByte, most) = (0L, 0.0, before);
        while (await body.ReadAsync(buffer) is > 0 and var read)
        {
            firstByte = bytes == 0 ? watch.Elapsed.TotalMilliseconds : firstByte;
            // To look at it costs more than to read.
            most = (bytes >> 24) != ((bytes + read) >> 24) ? Math.Max(most, Memory(process)) : most;
            bytes += read;
        }

        return new Download(watch.Elapsed.TotalSeconds, firstByte, bytes, Math.Max(most, Memory(process)) - before);
    }

    private static async Task<double> CopyAsync(string database)
    {
        var watch = Stopwatch.StartNew();
        using var psql = Process.Start(new ProcessStartInfo("psql", [database, "--quiet", "--command", $"\\copy ({ByHand.ReplaceLineEndings(" ")}) to '/dev/null' with (format csv, header)"]))!;
        await psql.WaitForExitAsync();
        return psql.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("psql refused: its message stands above.");
    }

    /// <summary>What of a process is in memory, in bytes.</summary>
    private static long Memory(int process)
    {
        using var running = Process.GetProcessById(process);
        return running.WorkingSet64;
    }

    private sealed record Download(double Seconds, double FirstByte, long Bytes, long Rose);
}
