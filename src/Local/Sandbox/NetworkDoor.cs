using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Local.Sandbox;

/// <summary>
/// A command's one way to the network: a listener in its own network that the door hands out once, so that nothing but our proxy answers
/// what the command asks for.
/// </summary>
internal sealed class NetworkDoor : IDisposable
{
    private readonly Socket _ours;

    private NetworkDoor(SafeFileHandle ours, SafeFileHandle theirs)
    {
        Theirs = theirs;
        _ours = new(new SafeSocketHandle(ours.DangerousGetHandle(), ownsHandle: true));
        ours.SetHandleAsInvalid();
    }

    /// <summary>The end that the door gets.</summary>
    public SafeHandle Theirs { get; }

    /// <summary>For the door.</summary>
    public IReadOnlyList<string> Arguments => ["--listen", $"{Theirs.DangerousGetHandle()}:{SandboxPlaces.ProxyPort}"];

    public static NetworkDoor Open()
    {
        var (ours, theirs) = PosixSockets.Pair();
        return new(ours, theirs);
    }

    /// <summary>The listener; null: the command ended before it was handed out, or what was handed out is no such listener.</summary>
    public async Task<Socket?> TakeListenerAsync(CancellationToken cancellationToken)
    {
        await _ours.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        if (PosixSockets.ReceiveDescriptor(_ours.SafeHandle) is not { } descriptor)
        {
            return null;
        }

        var listener = new Socket(new SafeSocketHandle(descriptor.DangerousGetHandle(), ownsHandle: true));
        descriptor.SetHandleAsInvalid();
        if (!IsOurs(listener))
        {
            listener.Dispose();
            return null;
        }

        await _ours.SendAsync(new byte[] { 1 }, cancellationToken);
        return listener;
    }

    public void Dispose()
    {
        _ours.Dispose();
        Theirs.Dispose();
    }

    // It comes from a place that runs what others wrote, even if it is our own program that hands it out there.
    private static bool IsOurs(Socket socket) =>
        socket is { AddressFamily: AddressFamily.InterNetwork, SocketType: SocketType.Stream }
        && socket.LocalEndPoint is IPEndPoint { Port: SandboxPlaces.ProxyPort } end
        && IPAddress.IsLoopback(end.Address)
        && (int?)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection) == 1;
}
