using System.Net.Sockets;

namespace SlopTemporal.Local.Network;

/// <summary>
/// The one way out of a command that has the network: a proxy for HTTP/1.1 that reaches only what is on a list. One instance serves one
/// command.
/// </summary>
public sealed class EgressProxy(EgressOptions options)
{
    private const int MostConnections = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly RefusedHosts _refused = new();

    /// <summary>What was refused so far: each place once, at most 20.</summary>
    public IReadOnlyList<RefusedHost> Refused => _refused.All;

    /// <summary>Serves until it is cancelled; then all connections end, and it returns.</summary>
    /// <param name="listener">A listening socket of the command's network; it is closed at the end.</param>
    /// <param name="cancellationToken">The end of the command.</param>
    public async Task ServeAsync(Socket listener, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(MostConnections);
        var served = new List<Task>();
        try
        {
            while (true)
            {
                await places.WaitAsync(cancellationToken);
                served.RemoveAll(task => task.IsCompleted);
                if (await AcceptAsync(listener, cancellationToken) is { } socket)
                {
                    served.Add(ServeOneAsync(socket, places, cancellationToken));
                }
                else
                {
                    places.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The command has ended.
        }
        finally
        {
            listener.Dispose();
            await Task.WhenAll(served);
        }
    }

    private async Task<Socket?> AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        try
        {
            return await listener.AcceptAsync(cancellationToken);
        }
        catch (SocketException)
        {
            // Somebody who left before he was served; or no descriptor is free, which passes.
            await Task.Delay(Pause, options.Clock, cancellationToken);
            return null;
        }
    }

    private async Task ServeOneAsync(Socket socket, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        try
        {
            socket.NoDelay = true;
            await using var client = Leg.Of(socket);
            await new EgressConnection(options, _refused, client).ServeAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A cut connection, or the end: nobody is left who could be told.
        }
        finally
        {
            places.Release();
        }
    }
}
