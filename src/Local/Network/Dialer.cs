using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace SlopTemporal.Local.Network;

/// <summary>What became of a wish to reach a host.</summary>
/// <param name="Leg">Null: it is refused.</param>
/// <param name="Via">The proxy that the leg ends at; null: it is the host itself.</param>
internal sealed record Dialing(Leg? Leg, Refusal? Refusal = null, UpstreamProxy? Via = null);

/// <summary>Decides who may be reached, and reaches it.</summary>
internal sealed class Dialer(EgressOptions options)
{
    private static readonly TimeSpan MostPerAddress = TimeSpan.FromSeconds(10);

    /// <param name="target">Who is asked for.</param>
    /// <param name="tunnel">True: the leg ends at the target. False: with a proxy in between, it is spoken to as a proxy.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Dialing> DialAsync(HostPort target, bool tunnel, CancellationToken cancellationToken)
    {
        // Before anything is looked up: a name is itself a message to whoever answers for it.
        if (HostNames.IsAddress(target.Host))
        {
            return new(null, Refusal.Literal(target));
        }

        return options.Hosts.Admits(target) switch
        {
            Admission.NotOnTheList => new(null, Refusal.NotOnTheList(target)),
            Admission.OtherPort => new(null, Refusal.OtherPort(target)),
            _ => options.Upstream.For(target, tunnel) is { } proxy
                ? await DialProxyAsync(proxy, target, tunnel, cancellationToken)
                : await DialHostAsync(target, cancellationToken),
        };
    }

    private async Task<Dialing> DialHostAsync(HostPort target, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await WithinAsync(limited => options.Routes.ResolveAsync(target.Host, limited), cancellationToken);
        }
        catch (SocketException e)
        {
            var unknown = e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData;
            return new(null, unknown ? Refusal.NotFound(target) : Refusal.NotLookedUp(target));
        }

        // These very addresses are connected to: asked again, the name may have another one.
        var open = addresses.Where(AddressRules.IsPublic).ToList();
        return addresses.Length == 0 ? new(null, Refusal.NotFound(target))
            : open.Count == 0 ? new(null, Refusal.Inside(target))
            : await ConnectAsync(open, target.Port, cancellationToken) is { } socket ? new(Leg.Of(socket))
            : new(null, Refusal.NotAnswered(target));
    }

    private async Task<Dialing> DialProxyAsync(UpstreamProxy proxy, HostPort target, bool tunnel, CancellationToken cancellationToken)
    {
        Leg? leg = null;
        try
        {
            var host = proxy.Place.Host.Trim('[', ']');
            var addresses = IPAddress.TryParse(host, out var literal)
                ? [literal]
                : await WithinAsync(limited => options.Routes.ResolveAsync(host, limited), cancellationToken);
            if (await ConnectAsync(addresses, proxy.Place.Port, cancellationToken) is not { } socket)
            {
                return new(null, Refusal.Upstream(target, "does not answer"));
            }

            leg = Leg.Of(socket);
            leg = proxy.Tls ? await SecureAsync(leg, host, cancellationToken) : leg;
            var (opened, refused) = tunnel ? await OpenTunnelAsync(leg, proxy, target, cancellationToken) : (leg, null);
            leg = opened ?? leg;
            if (refused is null)
            {
                var reached = leg;
                leg = null;
                return new(reached, Via: proxy);
            }

            return new(null, Refusal.Upstream(target, refused));
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            var fault = e is AuthenticationException ? "has no certificate that counts" : "cannot be reached";
            return new(null, Refusal.Upstream(target, fault));
        }
        finally
        {
            if (leg is not null)
            {
                await leg.DisposeAsync();
            }
        }
    }

    private async Task<(Leg? Leg, string? Fault)> OpenTunnelAsync(
        Leg leg, UpstreamProxy proxy, HostPort target, CancellationToken cancellationToken)
    {
        var secret = proxy.Authorization is { } value ? $"Proxy-Authorization: {value}\r\n" : "";
        var request = $"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{secret}\r\n";
        await leg.Stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        var (head, _) = await WithinAsync(limited => HttpHead.ReadAsync(leg.Stream, limited), cancellationToken);
        var words = head?.First.Split(' ') ?? [];
        return words is not [['H', 'T', 'T', 'P', '/', '1', '.', ..], { Length: 3 } status, ..] ? (null, "did not answer as a proxy does")
            : status[0] == '2' ? (leg with { Early = head!.Rest }, null)
            : status == "407" ? (null, "wants credentials (407)")
            : (null, status.All(char.IsAsciiDigit) ? $"refuses it ({status})" : "did not answer as a proxy does");
    }

    private async Task<Leg> SecureAsync(Leg leg, string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(leg.Stream);
        await WithinAsync(
            async limited =>
            {
                await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, limited);
                return true;
            },
            cancellationToken);
        return new(secure, secure.ShutdownAsync);
    }

    private async Task<Socket?> ConnectAsync(IEnumerable<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
        {
            try
            {
                return await WithinAsync(limited => options.Routes.ConnectAsync(new(address, port), limited), cancellationToken);
            }
            catch (SocketException)
            {
                // The next one may answer.
            }
        }

        return null;
    }

    /// <summary>A wait that is too long is a connection that failed.</summary>
    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(MostPerAddress, options.Clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await act(ends.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut, e.Message);
        }
    }
}
