using System.Net;
using AidTracker.Web.Features.Rates;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Hosting;
using AidTracker.Web.Tests.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Rates;

/// <summary>Rates as an operator loads them: by a command of their own, or on a schedule.</summary>
public sealed class RatesCommandTests
{
    private const string Table = "Date,USD,CAD,\n2026-05-06,1.1,1.5,\n";

    [Fact]
    public async Task The_command_publishes_on_the_running_applications_database_and_says_so()
    {
        using var scratch = new Scratch();
        var file = Path.Combine(scratch.Folder, "eurofxref-hist.csv");
        await File.WriteAllTextAsync(file, Table);
        string[] folder = ["--DataFolder=" + scratch.Data];
        Assert.Equal((1, "", $"There is no database in the data folder {scratch.Data}: name the right one with --DataFolder=DIR.\n"), await RunAsync([file, .. folder]));

        await using (var application = RunningApplication.Start("--urls", "http://127.0.0.1:0", folder[0]))
        {
            await application.Ready;
            Assert.Equal(
                (0, "Publication 1 holds 2 of the 2 rates that were read: the others were known, and stay as they are.\n",
                    "Read 2 rates (currencies: 2, days: 1).\nWritten 2 of 2 rates that are new.\nSealing the publication.\n"),
                await RunAsync([file, .. folder, "--editor", "Ana"]));
            Assert.StartsWith("aidtracker-checkpoint-1 1 ", Assert.Single(await File.ReadAllLinesAsync(Path.Combine(scratch.Data, "transparency", "checkpoints.txt"))), StringComparison.Ordinal);
        }

        // And on the database in the folder when none runs.
        Assert.Equal((0, "Nothing is published: of 2 rates that were read, none is new.\n", "Read 2 rates (currencies: 2, days: 1).\n"), await RunAsync([file, .. folder]));
        await File.WriteAllTextAsync(file, Table + "2026-05-05,1.1,");
        Assert.Equal((1, "", "Line 3, column 3: the line ends after column 3, and the first line has 4: the file was cut off, or is not the European Central Bank's. Nothing is published; the rates stay as they are.\n"), await RunAsync([file, .. folder]));
    }

    [Theory]
    [InlineData("rates needs a file before anything else", "--editor", "Ana")]
    [InlineData("rates does not know edtor: it takes --editor", "rates.csv", "--edtor", "Ana")]
    [InlineData("The file /nowhere/rates.csv cannot be read: ", "/nowhere/rates.csv", "--DataFolder=/tmp")]
    public async Task What_cannot_be_meant_is_refused_in_a_sentence(string sentence, params string[] arguments)
    {
        var (status, output, errors) = await RunAsync(arguments);

        Assert.Equal((1, ""), (status, output));
        Assert.StartsWith(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fetch_publishes_what_is_new_and_its_failures_change_nothing()
    {
        var connections = await TestServer.CloneAsync(demonstration: false);
        await using var database = NpgsqlDataSource.Create(connections.Application);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var bank = builder.Build();
        bank.Run(http => http.Request.Path.Value switch
        {
            "/rates.csv" => http.Response.WriteAsync(Table),
            "/half.csv" => http.Response.WriteAsync(Table[..^8]),
            "/endless.csv" => EndlessAsync(http),
            "/moved.csv" => Task.Run(() => http.Response.Redirect("/rates.csv")),
            _ => Task.Run(() => http.Response.StatusCode = (int)HttpStatusCode.InternalServerError),
        });
        await bank.StartAsync();
        var address = new Uri(bank.Urls.Single());
        using var http = FetchRates.Client();
        async Task<bool> FetchAsync(string path)
        {
            using var fetch = new FetchRates(new PublishRates(database, TimeProvider.System), new RateSchedule(new Uri(address, path), TimeSpan.FromHours(24)), http, TimeProvider.System, NullLogger<FetchRates>.Instance);
            return await fetch.OnceAsync(CancellationToken.None);
        }

        Assert.All([await FetchAsync("/half.csv"), await FetchAsync("/endless.csv"), await FetchAsync("/moved.csv"), await FetchAsync("/broken.csv")], Assert.False);
        await using var sql = await SqlLedger.ConnectAsync(connections.Application);
        Assert.Equal(0, await sql.AskAsync<long>("select count(*) from ledger.publication"));

        Assert.True(await FetchAsync("/rates.csv"));
        Assert.True(await FetchAsync("/rates.csv"));
        Assert.Equal($"{FetchRates.Editor}: European Central Bank, euro foreign exchange reference rates ({new Uri(address, "/rates.csv")})",
            await sql.AskAsync<string>("select string_agg(editor || ': ' || source, ';') from ledger.publication join ledger.rate_publication on publication_seq = seq"));
        await bank.StopAsync();
    }

    private static async Task EndlessAsync(HttpContext http)
    {
        var line = new byte[1024 * 1024];
        for (var sent = 0L; sent <= 2L * RateFile.SizeLimit && !http.RequestAborted.IsCancellationRequested; sent += line.Length)
        {
            await http.Response.Body.WriteAsync(line);
        }
    }

    private static Task<(int Status, string Output, string Errors)> RunAsync(string[] arguments) => RunningApplication.RunAsync(["rates", .. arguments]);
}
