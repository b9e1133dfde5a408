using System.Net.Sockets;

namespace SlopTemporal.Local.Network;

/// <summary>Passes bytes on until both sides have ended, one of them is cut, or neither said anything for a while.</summary>
internal sealed class Relay(TimeProvider clock)
{
    private const int BufferBytes = 32 * 1024;

    private static readonly TimeSpan MostIdle = TimeSpan.FromMinutes(5);

    /// <param name="client">Who asked.</param>
    /// <param name="server">Who answers.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <param name="requestBytes">What the client may still send; null: as much as it likes, and its end is passed on.</param>
    public async Task RunAsync(Leg client, Leg server, CancellationToken cancellationToken, long? requestBytes = null)
    {
        using var idle = new CancellationTokenSource(MostIdle, clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        var up = PassAsync(client, server, requestBytes);
        var down = PassAsync(server, client, null);
        if (requestBytes is not null)
        {
            // The server's end is the end of the answer: whatever of the request it did not want is not waited for.
            await down;
            await ends.CancelAsync();
        }

        await Task.WhenAll(up, down);

        async Task PassAsync(Leg from, Leg to, long? most)
        {
            try
            {
                await CopyAsync(from, to, most ?? long.MaxValue, () => idle.CancelAfter(MostIdle), ends.Token);
                if (most is null)
                {
                    await to.EndWritesAsync();
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                await ends.CancelAsync();
            }
        }
    }

    private static async Task CopyAsync(Leg from, Leg to, long most, Action alive, CancellationToken cancellationToken)
    {
        var early = from.Early[..(int)Math.Min(from.Early.Length, most)];
        await to.Stream.WriteAsync(early, cancellationToken);
        var buffer = new byte[BufferBytes];
        for (var left = most - early.Length; left > 0;)
        {
            var read = await from.Stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (read == 0)
            {
                return;
            }

            alive();
            await to.Stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }
}
