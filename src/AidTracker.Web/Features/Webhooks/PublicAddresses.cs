using System.Net;
using System.Net.Sockets;

namespace AidTracker.Web.Features.Webhooks;

/// <summary>
/// Connects to addresses of the public internet only: a name may lead to this machine or to the network behind it, today or from tomorrow
/// on, so what is looked at is the address that is connected to.
/// </summary>
internal static class PublicAddresses
{
    /// <summary>Networks that are nobody's on the internet: of one's own, of this machine, of the link, of groups, for documentation, for translation to any of them.</summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !NotPublic.Any(network => network.Contains(plain));
    }

    /// <exception cref="NotPublicException">The name leads to no public address.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = (await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel)).Where(IsPublic).ToArray();
        if (addresses.Length == 0)
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name that leads to this machine or a network of one's own.</summary>
internal sealed class NotPublicException() : IOException("It leads to no address of the public internet, and Webhooks:AllowPrivate is not set.");
