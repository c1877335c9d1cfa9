using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AidTracker.Web.Hosting;

/// <summary>The addresses that the application serves.</summary>
internal static class Listening
{
    /// <summary>Where it serves when nobody says otherwise: this machine only.</summary>
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>Checks the addresses asked for, and sets the default where there are none.</summary>
    /// <exception cref="StartupRefusedException">An address is malformed, or something else serves there.</exception>
    public static void Choose(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var urls = configuration["urls"];
        if (string.IsNullOrWhiteSpace(urls))
        {
            // ASPNETCORE_HTTP_PORTS and Kestrel's own section are left to Kestrel.
            if (!string.IsNullOrWhiteSpace(configuration["http_ports"])
                || !string.IsNullOrWhiteSpace(configuration["https_ports"])
                || configuration.GetSection("Kestrel:Endpoints").Exists())
            {
                return;
            }

            urls = Default;
            builder.WebHost.UseUrls(urls);
        }

        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Check(url);
        }
    }

    /// <summary>Starts the application, and says in a sentence when an address turns out not to be available.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new StartupRefusedException($"Something else already serves one of {app.Configuration["urls"]}: stop it, or choose another address with --urls.", failure);
        }
        catch (SocketException failure)
        {
            throw new StartupRefusedException($"{app.Configuration["urls"]} cannot be served: {failure.Message}.", failure);
        }
    }

    /// <summary>The addresses in use, with the true port where 0 was asked for.</summary>
    public static string Addresses(WebApplication app) =>
        string.Join(", ", app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []);

    /// <summary>One of them, as somebody at this machine can open it.</summary>
    public static string OneAddress(WebApplication app) =>
        Addresses(app).Split(',')[0].Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal);

    private static void Check(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException malformed)
        {
            throw new StartupRefusedException(NotAnAddress(url), malformed);
        }

        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return;
        }

        if (address.Scheme is not ("http" or "https") || address.Port is < 0 or > 65535)
        {
            throw new StartupRefusedException(NotAnAddress(url));
        }

        // Known before PostgreSQL is started for nothing. Port 0 asks for any free one.
        if (address.Port != 0)
        {
            TryToBind(url, address);
        }
    }

    private static void TryToBind(string url, BindingAddress address)
    {
        var ip = address.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(address.Host.Trim('[', ']'), out var parsed) ? parsed
            : IPAddress.Any;
        try
        {
            using var listener = new TcpListener(ip, address.Port);
            listener.Start();
        }
        catch (SocketException failure)
        {
            throw new StartupRefusedException(
                failure.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"Something else already serves {url}: stop it, or choose another address with --urls http://127.0.0.1:PORT."
                    : $"{url} cannot be served: {failure.Message}.",
                failure);
        }
    }

    private static string NotAnAddress(string url) =>
        $"--urls has {LogText.Printable(url, 200)}, which is not an address like {Default}.";
}
