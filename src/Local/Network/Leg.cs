using System.Net.Sockets;

namespace SlopTemporal.Local.Network;

/// <summary>One side of a tunnel.</summary>
/// <param name="Stream">Its bytes, in both directions; it owns what is below.</param>
/// <param name="EndWritesAsync">Tells the other end that nothing more comes from here, and goes on reading.</param>
internal sealed record Leg(Stream Stream, Func<Task> EndWritesAsync) : IAsyncDisposable
{
    /// <summary>Bytes of it that were read already.</summary>
    public ReadOnlyMemory<byte> Early { get; init; }

    public static Leg Of(Socket socket) => new(new NetworkStream(socket, ownsSocket: true), () =>
    {
        socket.Shutdown(SocketShutdown.Send);
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
