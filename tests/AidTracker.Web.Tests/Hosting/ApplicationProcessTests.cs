using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

public sealed class ApplicationProcessTests
{
    private const string AnyPort = "--urls=http://127.0.0.1:0";

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_the_application_and_its_database_and_the_exit_status_is_zero(string signal)
    {
        using var scratch = await Scratch.WithLedgerAsync();
        await using var application = RunningApplication.Start("--DataFolder=" + scratch.Data, AnyPort);
        await application.Ready;
        application.Signal(signal);
        Assert.Equal(0, await application.EndAsync());
        Assert.Empty(PostgresProcesses.Of(scratch.Cluster));
        Assert.Equal("", application.Errors);
    }

    [Fact]
    public async Task Killed_and_started_again_it_has_everything_and_one_server()
    {
        using var scratch = await Scratch.WithLedgerAsync();
        await using (var first = RunningApplication.Start("--DataFolder=" + scratch.Data, AnyPort))
        {
            await first.Ready;
            Psql(scratch, "create table kept (n int); insert into kept values (7)");
            first.Signal("KILL");
            await first.EndAsync();
        }

        // At once, while the server of the first may still be stopping.
        await using var second = RunningApplication.Start("--DataFolder=" + scratch.Data, AnyPort);
        await second.Ready;
        Assert.Single(Scratch.Postmasters(scratch.Cluster));
        Assert.Equal("7", Psql(scratch, "select n from kept"));
    }

    [Fact]
    public async Task Killed_and_not_started_again_it_leaves_no_server_and_a_file_in_the_middle_is_broken_off()
    {
        using var scratch = await Scratch.WithLedgerAsync();
        await using var application = RunningApplication.Start("--DataFolder=" + scratch.Data, AnyPort);
        using var client = new HttpClient { BaseAddress = await application.Ready };
        await PutMoreOnTheLedgerThanIsSentToWhoDoesNotReadAsync(scratch);
        using var file = await client.GetAsync("/line-items.csv", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        await using var body = await file.Content.ReadAsStreamAsync();
        Assert.Equal(1, await body.ReadAsync(new byte[1]));

        application.Signal("KILL");
        await application.EndAsync();

        var broken = await Record.ExceptionAsync(() => body.CopyToAsync(Stream.Null));
        Assert.True(broken is IOException or HttpRequestException, "The file ended as if it were whole.");
        await Scratch.UntilAsync(() => PostgresProcesses.Of(scratch.Cluster).Count == 0, "the server has stopped");
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence_and_no_database_is_started()
    {
        using var scratch = new Scratch();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await RefusesAsync($"Something else already serves {url}: stop it, or choose another address with --urls http://127.0.0.1:PORT.\n", "--DataFolder=" + scratch.Data, "--urls=" + url);
        Assert.False(Directory.Exists(scratch.Data));
    }

    [Theory]
    [InlineData("--Demo=perhaps", "Demo is perhaps, which is neither true nor false.\n")]
    [InlineData("--urls=5080", "--urls has 5080, which is not an address like http://127.0.0.1:5080.\n")]
    [InlineData("--Postgres:Binaries=/nowhere", "The setting Postgres:Binaries names /nowhere, which does not hold initdb, postgres and pg_ctl.\n")]
    [InlineData("--ConnectionStrings:Migrator=Host=db", "ConnectionStrings:Migrator is set and ConnectionStrings:AidTracker is not: set both to use your own PostgreSQL, or neither for a private one.\n")]
    public async Task A_setting_that_cannot_be_meant_is_one_sentence(string argument, string sentence)
    {
        using var scratch = new Scratch();
        await RefusesAsync(sentence, "--DataFolder=" + scratch.Data, AnyPort, argument);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_one_sentence()
    {
        using var scratch = new Scratch();
        await using var application = RunningApplication.Start(
            "--DataFolder=" + scratch.Data, AnyPort,
            $"--ConnectionStrings:AidTracker=Host={scratch.Folder};Username=u;Database=d", $"--ConnectionStrings:Migrator=Host={scratch.Folder};Username=u;Database=d");
        Assert.Equal(1, await application.EndAsync());
        Assert.StartsWith("The database of ConnectionStrings:AidTracker does not answer: ", application.Errors, StringComparison.Ordinal);
        Assert.Equal(1, application.Errors.Count(character => character == '\n'));
        Assert.Contains("did not start", File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(scratch.Data, "logs")))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_about_its_health_and_names_each_request_by_an_id_of_its_own()
    {
        using var scratch = await Scratch.WithLedgerAsync();
        await using var application = RunningApplication.Start("--DataFolder=" + scratch.Data, AnyPort);
        using var client = new HttpClient { BaseAddress = await application.Ready };
        client.DefaultRequestHeaders.Add("X-Request-Id", "mine");

        Assert.Equal("{\"status\":\"live\"}", await client.GetStringAsync("/health/live"));
        Assert.Equal("{\"status\":\"ready\"}", await client.GetStringAsync("/health/ready"));

        using var missing = await client.GetAsync("/no-such-page?q=%0aforged");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("nosniff", Assert.Single(missing.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(missing.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        var id = Assert.Single(missing.Headers.GetValues("X-Request-Id"));
        Assert.Matches("^[a-z0-9]{10}$", id);

        application.Signal("TERM");
        await application.EndAsync();
        var line = Assert.Single(LogLines(scratch), line => line.GetProperty("Properties").TryGetProperty("Request", out var request) && request.GetString() == id);
        Assert.Equal("GET", line.GetProperty("Properties").GetProperty("Method").GetString());
        Assert.Equal("/no-such-page?q=%0aforged", line.GetProperty("Properties").GetProperty("Target").GetString());
        Assert.Equal(404, line.GetProperty("Properties").GetProperty("Status").GetInt32());
    }

    [Fact]
    public async Task A_killed_database_server_comes_back_under_the_running_application()
    {
        using var scratch = await Scratch.WithLedgerAsync();
        await using var application = RunningApplication.Start("--DataFolder=" + scratch.Data, AnyPort);
        using var client = new HttpClient { BaseAddress = await application.Ready };
        Psql(scratch, "create table kept (n int); insert into kept values (7)");
        var killed = Assert.Single(Scratch.Postmasters(scratch.Cluster));
        Scratch.Run("kill", "-KILL", killed.ToString(CultureInfo.InvariantCulture));
        await Scratch.UntilAsync(() => application.Output.Contains("is back", StringComparison.Ordinal), "the server is back");

        using var live = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.NotEqual(killed, Assert.Single(Scratch.Postmasters(scratch.Cluster)));
        Assert.Equal("7", Psql(scratch, "select n from kept"));

        // The pool may hand out one connection to the server that is gone.
        using var first = await client.GetAsync("/health/ready");
        using var second = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task With_the_operators_own_database_gone_it_lives_and_is_not_ready()
    {
        using var scratch = new Scratch();
        using var elsewhere = new Scratch();
        var postgres = await PrivatePostgres.StartAsync(elsewhere.Data, NullLogger.Instance, CancellationToken.None);
        await using var application = RunningApplication.Start(
            "--DataFolder=" + scratch.Data, AnyPort,
            "--ConnectionStrings:AidTracker=" + postgres.Connections.Application, "--ConnectionStrings:Migrator=" + postgres.Connections.Migrator);
        using var client = new HttpClient { BaseAddress = await application.Ready };
        Assert.Equal("{\"status\":\"ready\"}", await client.GetStringAsync("/health/ready"));
        Assert.False(Directory.Exists(Path.Combine(scratch.Data, "postgres")));

        await postgres.DisposeAsync();
        using var ready = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("""{"status":"not ready","reason":"the database does not answer"}""", await ready.Content.ReadAsStringAsync());
        using var live = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    /// <summary>When the tests run as root. Otherwise every other test here shows the same.</summary>
    [Fact]
    public async Task Runs_as_an_ordinary_user_too()
    {
        using var scratch = new Scratch();
        string[] asNobody = [];
        if (Environment.IsPrivilegedProcess)
        {
            asNobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"];
            Scratch.Run("install", "-d", "-o", "nobody", "-g", "nogroup", scratch.Data);
        }

        // A copy, because the clone may be below a closed folder, and without the development manifest, which names root's packages.
        var copy = Path.Combine(scratch.Folder, "application");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(file => !file.EndsWith(".staticwebassets.runtime.json", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        await using var application = RunningApplication.Start(
            [.. asNobody, "dotnet", Path.Combine(copy, "AidTracker.Web.dll"), "--DataFolder=" + scratch.Data, AnyPort], scratch.Folder);
        using var client = new HttpClient { BaseAddress = await application.Ready };
        Assert.Equal("{\"status\":\"ready\"}", await client.GetStringAsync("/health/ready"));
        Assert.Equal(Scratch.Run("stat", "-c", "%u", scratch.Data), Scratch.Run("stat", "-c", "%u", scratch.Cluster));
        application.Signal("TERM");
        Assert.Equal(0, await application.EndAsync());
        Assert.Empty(PostgresProcesses.Of(scratch.Cluster));
    }

    private static async Task RefusesAsync(string sentence, params string[] arguments)
    {
        await using var application = RunningApplication.Start(arguments);
        Assert.Equal(1, await application.EndAsync());
        Assert.Equal(sentence, application.Errors);
    }

    /// <summary>One line whose description is far longer than what the system takes between two processes, in spite of the ledger's rules.</summary>
    private static async Task PutMoreOnTheLedgerThanIsSentToWhoDoesNotReadAsync(Scratch scratch)
    {
        await using var sql = await SqlLedger.ConnectAsync($"Host={scratch.Data}/postgres/socket;Database={PrivatePostgres.DatabaseName};Username=postgres;Pooling=false");
        await sql.RunAsync(SqlLedger.Opened);
        await sql.RunAsync("set session_replication_role = replica; update ledger.line_item_now set description = repeat('x', 32000000) where line_number = 1;");
    }

    private static string Psql(Scratch scratch, string sql)
    {
        using var connection = new Npgsql.NpgsqlConnection($"Host={scratch.Data}/postgres/socket;Database={PrivatePostgres.DatabaseName};Username=aidtracker_migrator;Pooling=false");
        connection.Open();
        using var command = new Npgsql.NpgsqlCommand(sql, connection);
        return command.ExecuteScalar()?.ToString() ?? "";
    }

    private static IEnumerable<JsonElement> LogLines(Scratch scratch) =>
        Directory.EnumerateFiles(Path.Combine(scratch.Data, "logs")).SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement);
}
