using System.Text;

namespace SlopTemporal.Local.Network;

/// <summary>One connection of a command: a tunnel, or one plain request.</summary>
internal sealed class EgressConnection(EgressOptions options, RefusedHosts refused, Leg client)
{
    private static readonly TimeSpan MostHead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MostLinger = TimeSpan.FromSeconds(2);

    private readonly Dialer _dialer = new(options);
    private readonly Relay _relay = new(options.Clock);

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        var (head, fault) = await WithinAsync(limited => HttpHead.ReadAsync(client.Stream, limited), (null, null), cancellationToken);
        if (head is null)
        {
            if (fault is not null)
            {
                await RefuseAsync(null, Refusal.Unreadable(fault), cancellationToken);
            }

            return;
        }

        var (request, problem) = ProxyRequest.Read(head);
        if (request is null)
        {
            await RefuseAsync(null, Refusal.Unreadable(problem!), cancellationToken);
            return;
        }

        var dialing = await _dialer.DialAsync(request.Target, request.Tunnel, cancellationToken);
        if (dialing.Leg is not { } server)
        {
            await RefuseAsync(request.Target, dialing.Refusal!, cancellationToken);
            return;
        }

        await using (server)
        {
            var asked = client with { Early = head.Rest };
            await (request.Tunnel
                ? TunnelAsync(asked, server, request.Target, cancellationToken)
                : PassAsync(asked, server, request, dialing.Via, cancellationToken));
        }
    }

    private async Task TunnelAsync(Leg asked, Leg server, HostPort target, CancellationToken cancellationToken)
    {
        await client.Stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancellationToken);
        var (first, name) = await WithinAsync(
            limited => ServerName.ReadAsync(client.Stream, asked.Early, limited), ([], null), cancellationToken);
        if (name != target.Host)
        {
            // The client believes that it talks to the host: nothing can be told to it.
            refused.Add(target, name is null ? Refusal.NoTls(target) : Refusal.OtherServerName(target, name));
            return;
        }

        await _relay.RunAsync(asked with { Early = first }, server, cancellationToken);
    }

    private async Task PassAsync(Leg asked, Leg server, ProxyRequest request, UpstreamProxy? via, CancellationToken cancellationToken)
    {
        await server.Stream.WriteAsync(Encoding.Latin1.GetBytes(request.HeadFor(via)), cancellationToken);
        await _relay.RunAsync(asked, server, cancellationToken, request.BodyBytes);
    }

    private async Task RefuseAsync(HostPort? target, Refusal refusal, CancellationToken cancellationToken)
    {
        if (target is not null)
        {
            refused.Add(target, refusal);
        }

        var body = refusal.Sentence + "\n";
        await client.Stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {(int)refusal.Status} {refusal.Sentence}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n"
                + $"Connection: close\r\n\r\n{body}"),
            cancellationToken);
        await client.EndWritesAsync();

        // A connection that is closed with bytes unread takes the answer with it.
        var rest = new byte[4096];
        await WithinAsync(
            async limited =>
            {
                while (await client.Stream.ReadAsync(rest, limited) > 0)
                {
                    // Read and forgotten.
                }

                return true;
            },
            false,
            cancellationToken,
            MostLinger);
    }

    /// <returns><paramref name="late"/> where it took too long.</returns>
    private async Task<T> WithinAsync<T>(
        Func<CancellationToken, Task<T>> act, T late, CancellationToken cancellationToken, TimeSpan? most = null)
    {
        using var limit = new CancellationTokenSource(most ?? MostHead, options.Clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await act(ends.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return late;
        }
    }
}
