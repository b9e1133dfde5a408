using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SlopTemporal.Local.Server;

/// <summary>Ports on loopback, and who listens there.</summary>
internal static class LocalPorts
{
    private const int AnyPort = 0;

    /// <summary>The one used before, else the preferred one, else any: the first that is free.</summary>
    public static int Choose(string? before, int preferred, int taken)
    {
        int[] wanted = [.. PortOf(before) is { } previous ? new[] { previous } : [], preferred];
        var chosen = wanted.Where(port => port != taken && IsFree(port)).Append(AnyPort).First();
        return chosen != AnyPort ? chosen : AnyFree(taken);
    }

    public static async Task<bool> AnswersAsync(string address, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(address), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is SocketException or FormatException)
        {
            return false;
        }
    }

    public static int? PortOf(string? address)
    {
        var text = address is null ? default : address.AsSpan(address.LastIndexOf(':') + 1);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    // On any address: beside a foreign listener, ours would get only some of the callers.
    public static bool IsFree(int port)
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        return Array.TrueForAll(listeners, listener => listener.Port != port);
    }

    public static int AnyFree(int taken)
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, AnyPort);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (port != taken)
            {
                return port;
            }
        }
    }
}
