using System.Net;
using System.Net.Sockets;

namespace SlopTemporal.Tests;

/// <summary>Ports on loopback that no two tests of this run get, below those that the system gives to outgoing connections.</summary>
internal static class FreePort
{
    private const int First = 12_000;
    private const int Last = 32_000;

    // Other runs of these tests on the same machine start elsewhere.
    private static int _next = Random.Shared.Next(First, Last);

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % (Last - First));
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
