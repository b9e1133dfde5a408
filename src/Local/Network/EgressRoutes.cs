using System.Net;
using System.Net.Sockets;

namespace SlopTemporal.Local.Network;

/// <summary>How the proxy finds and reaches hosts; a test puts its own servers here.</summary>
/// <param name="ResolveAsync">The addresses of a name; throws <see cref="SocketException"/>.</param>
/// <param name="ConnectAsync">A connection to exactly this address; throws <see cref="SocketException"/>.</param>
public sealed record EgressRoutes(
    Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync, Func<IPEndPoint, CancellationToken, Task<Socket>> ConnectAsync)
{
    /// <summary>Those of the system.</summary>
    public static EgressRoutes System { get; } = new(Dns.GetHostAddressesAsync, OpenAsync);

    private static async Task<Socket> OpenAsync(IPEndPoint place, CancellationToken cancellationToken)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
