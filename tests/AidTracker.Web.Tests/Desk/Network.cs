using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AidTracker.Web.Tests.Desk;

/// <summary>The way between a browser and the application, which can be cut: what was open ends, and nothing new gets through.</summary>
internal sealed class Network : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _open = [];
    private volatile bool _isCut;
    private volatile int _port;

    /// <param name="site">Of the application.</param>
    public Network(Uri site)
    {
        LeadTo(site);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>What is opened from now on comes to an application that was started again.</summary>
    public void LeadTo(Uri site) => _port = site.Port;

    public void Cut()
    {
        _isCut = true;
        while (_open.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    public void Mend() => _isCut = false;

    public void Dispose()
    {
        _listener.Stop();
        Cut();
    }

    private async Task AcceptAsync()
    {
        while (await AcceptOneAsync() is { } browser)
        {
            _ = CarryAsync(browser);
        }
    }

    private async Task<TcpClient?> AcceptOneAsync()
    {
        try
        {
            return await _listener.AcceptTcpClientAsync();
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var here = browser;
        using var there = new TcpClient();
        try
        {
            if (_isCut)
            {
                return;
            }

            await there.ConnectAsync(IPAddress.Loopback, _port);
            _open.Add(here);
            _open.Add(there);
            await Task.WhenAny(here.GetStream().CopyToAsync(there.GetStream()), there.GetStream().CopyToAsync(here.GetStream()));
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or ended by either side.
        }
    }
}
