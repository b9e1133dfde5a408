using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SlopTemporal.Local.Server;

/// <summary>The two addresses of a Web UI: the one that people open, and the one of the server's own, which nobody can guess.</summary>
public static class WebUiPlaces
{
    /// <summary>Path below the address that people open, at which the worker decodes payloads for the Web UI.</summary>
    public const string Codec = "/slop-codec";

    private const int DefaultPort = 8233;
    private const int AnyPort = 0;

    /// <summary>Listens where people open it: at the port of before, else at the usual one, else at any that is free.</summary>
    /// <param name="before">The URL of before; null: there was none.</param>
    public static Socket Listen(string? before)
    {
        int[] wanted = [.. LocalPorts.PortOf(before) is { } port ? new[] { port } : [], DefaultPort];
        return wanted.Where(LocalPorts.IsFree).Select(TryListen).FirstOrDefault(socket => socket is not null) ?? ListenAt(AnyPort);
    }

    /// <summary>An address for the server's own: one of 16 million where the system has so many on loopback, and any port.</summary>
    internal static IPEndPoint Hidden()
    {
        try
        {
            return OperatingSystem.IsLinux() ? FreeAt(RandomLoopback()) : FreeAt(IPAddress.Loopback);
        }
        catch (SocketException)
        {
            // Some containers have the one address only.
            return FreeAt(IPAddress.Loopback);
        }
    }

    private static IPAddress RandomLoopback()
    {
        var address = new byte[] { 127, 0, 0, 0 };
        do
        {
            RandomNumberGenerator.Fill(address.AsSpan(1));
        }
        while (address.AsSpan(1) is [0, 0, 0] or [0, 0, 1] or [255, 255, 255]);
        return new(address);
    }

    private static IPEndPoint FreeAt(IPAddress address)
    {
        using var listener = new TcpListener(address, AnyPort);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private static Socket? TryListen(int port)
    {
        try
        {
            return ListenAt(port);
        }
        catch (SocketException)
        {
            // Somebody took it in between.
            return null;
        }
    }

    private static Socket ListenAt(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
