using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Hosting;

namespace AidTracker.Web.Tests;

/// <summary>The application as a process over a database of its own, and a client to it.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private readonly RunningApplication _application;

    private Running(DatabaseConnections connections, string[] choices)
    {
        Connections = connections;
        _application = RunningApplication.Start(["--urls", "http://127.0.0.1:0", .. OfDatabase, .. choices]);
    }

    public DatabaseConnections Connections { get; }

    /// <summary>The settings by which a command finds this site's folder and database.</summary>
    public string[] OfDatabase => [$"--DataFolder={_scratch.Data}", $"--ConnectionStrings:AidTracker={Connections.Application}", $"--ConnectionStrings:Migrator={Connections.Migrator}"];

    public HttpClient Client { get; private set; } = null!;

    public string Output => _application.Output;

    public static async Task<Running> StartAsync(bool demonstration, params string[] choices)
    {
        var running = new Running(await TestServer.CloneAsync(demonstration), choices);
        running.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = await running._application.Ready };
        return running;
    }

    /// <summary>For what is not disposed of because another test may come.</summary>
    public void EndWithThisProcess()
    {
        _application.EndWithThisProcess();
        _scratch.RemoveWithThisProcess();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        _scratch.Dispose();
    }
}

/// <summary>The application as a process, over a database of the test class's own where nothing else is said.</summary>
public abstract class RunningSite : IAsyncLifetime
{
    private Running _running = null!;

    internal DatabaseConnections Connections => _running.Connections;

    public Uri Address => Client.BaseAddress!;

    public HttpClient Client => _running.Client;

    protected abstract bool Demonstration { get; }

    /// <summary>The settings by which a command finds this site's folder and database.</summary>
    internal string[] OfDatabase => _running.OfDatabase;

    /// <summary>Settings of its own.</summary>
    protected virtual string[] Choices => [];

    public async Task InitializeAsync()
    {
        _running = await RunAsync();
        await StartedAsync();
    }

    /// <summary>What a site of its own puts on its ledger.</summary>
    protected virtual Task StartedAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync() => await _running.DisposeAsync();

    private protected virtual Task<Running> RunAsync() => Running.StartAsync(Demonstration, Choices);

    /// <returns>The body of an answer that has to be a success.</returns>
    public async Task<string> GetAsync(string address)
    {
        using var response = await Client.GetAsync(new Uri(address, UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{address} answered {(int)response.StatusCode}: {((int)response.StatusCode < 500 ? body : Failures())}");
        return body;
    }

    /// <summary>What the application said last, from its last failure on.</summary>
    private string Failures()
    {
        var said = _running.Output;
        return said[Math.Max(0, said.LastIndexOf(" ERR An unhandled", StringComparison.Ordinal))..];
    }
}

/// <summary>The site with the demonstration data, one a test run, for tests that only read: starting one costs seconds.</summary>
public sealed class DemonstrationSite : RunningSite
{
    private static readonly Lazy<Task<Running>> Shared = new(() => SharedAsync(demonstration: true));

    protected override bool Demonstration => true;

    internal static async Task<Running> SharedAsync(bool demonstration)
    {
        var running = await Running.StartAsync(demonstration);
        running.EndWithThisProcess();
        return running;
    }

    private protected override Task<Running> RunAsync() => Shared.Value;

    public override Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>The site with nothing on its ledger, one a test run, for tests that only read.</summary>
public sealed class EmptySite : RunningSite
{
    private static readonly Lazy<Task<Running>> Shared = new(() => DemonstrationSite.SharedAsync(demonstration: false));

    protected override bool Demonstration => false;

    private protected override Task<Running> RunAsync() => Shared.Value;

    public override Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>A site with the demonstration data that tests may change.</summary>
public sealed class OwnDemonstrationSite : RunningSite
{
    protected override bool Demonstration => true;
}

/// <summary>A site with nothing on its ledger, until tests put something there.</summary>
public sealed class OwnEmptySite : RunningSite
{
    protected override bool Demonstration => false;
}
