using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Hosting;

namespace AidTracker.Web.Tests;

/// <summary>The application as a process over a database of the test class's own, and a client to it.</summary>
public abstract class RunningSite : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private RunningApplication? _application;

    internal DatabaseConnections Connections { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    protected abstract bool Demonstration { get; }

    /// <summary>The settings by which a command finds this site's folder and database.</summary>
    internal string[] OfDatabase => [$"--DataFolder={_scratch.Data}", $"--ConnectionStrings:AidTracker={Connections.Application}", $"--ConnectionStrings:Migrator={Connections.Migrator}"];

    /// <summary>Settings of its own.</summary>
    protected virtual string[] Choices => [];

    public async Task InitializeAsync()
    {
        Connections = await TestServer.CloneAsync(Demonstration);
        _application = RunningApplication.Start(
            ["--urls", "http://127.0.0.1:0", .. OfDatabase, .. Choices]);
        Address = await _application.Ready;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        await StartedAsync();
    }

    /// <summary>What a site of its own puts on its ledger.</summary>
    protected virtual Task StartedAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _application!.DisposeAsync();
        _scratch.Dispose();
    }

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
        var said = _application!.Output;
        return said[Math.Max(0, said.LastIndexOf(" ERR An unhandled", StringComparison.Ordinal))..];
    }
}

/// <summary>A site with the demonstration data.</summary>
public sealed class DemonstrationSite : RunningSite
{
    protected override bool Demonstration => true;
}

/// <summary>A site with nothing on its ledger.</summary>
public sealed class EmptySite : RunningSite
{
    protected override bool Demonstration => false;
}
