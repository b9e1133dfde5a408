using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Local.Network;

namespace SlopTemporal.UnitTests.Network;

/// <summary>
/// A proxy on loopback, with names, addresses and a clock of its own: what looks like the internet are servers of the test.
/// </summary>
internal sealed class EgressBench : IAsyncDisposable
{
    /// <summary>An address that is open; <see cref="Machines"/> says which server has it.</summary>
    public static readonly IPAddress Out = IPAddress.Parse("203.0.113.7");

    private readonly CancellationTokenSource _end = new();
    private readonly List<IPEndPoint> _connected = [];
    private readonly List<string> _asked = [];
    private Task? _serving;
    private int _port;

    public FakeTimeProvider Clock { get; } = new();

    /// <summary>What a name leads to: one answer after the other, the last one again and again.</summary>
    public Dictionary<string, Queue<IPAddress[]>> Names { get; } = [];

    /// <summary>Where an address is in truth. Null: nobody answers there.</summary>
    public Dictionary<IPAddress, int?> Machines { get; } = [];

    /// <summary>Addresses and names that nothing is heard from.</summary>
    public HashSet<string> Silent { get; } = [];

    public AllowedHosts Hosts { get; set; } = AllowedHosts.None;

    public UpstreamProxies Upstream { get; set; } = UpstreamProxies.None;

    public EgressProxy? Proxy { get; private set; }

    public int Port => _port == 0 ? Start() : _port;

    public IReadOnlyList<IPEndPoint> Connected => Seen(_connected);

    /// <summary>The names that were looked up.</summary>
    public IReadOnlyList<string> Asked => Seen(_asked);

    public IReadOnlyList<string> Refused => [.. Proxy!.Refused.Select(host => $"{host.Place}: {host.Reason}")];

    /// <summary>A host on the list that has the open address and is this server.</summary>
    public EgressBench With(string host, LoopServer? server, int? port = null)
    {
        Hosts = new([.. Hosts.All, new(host, port, "test")]);
        Names[host] = new([[Out]]);
        Machines[Out] = server?.Port;
        return this;
    }

    public EgressBench Named(string host, params string[] addresses)
    {
        Names[host] = new([Array.ConvertAll(addresses, IPAddress.Parse)]);
        return this;
    }

    public async Task<Connection> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        return new(socket);
    }

    /// <summary>All that the proxy answers to it, until it closes the connection.</summary>
    public async Task<string> AskAsync(string head)
    {
        using var connection = await ConnectAsync();
        await connection.SendAsync(head);
        return await connection.ReadAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    /// <summary>The end of the command.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await (_serving ?? Task.CompletedTask);
    }

    private int Start()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        _port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        Proxy = new(new() { Hosts = Hosts, Upstream = Upstream, Routes = new(ResolveAsync, OpenAsync), Clock = Clock });
        _serving = Proxy.ServeAsync(listener, _end.Token);
        return _port;
    }

    private async Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        lock (_asked)
        {
            _asked.Add(name);
        }

        await HearAsync(name, cancellationToken);
        lock (_asked)
        {
            return Names.TryGetValue(name, out var answers)
                ? answers.Count > 1 ? answers.Dequeue() : answers.Peek()
                : throw new SocketException((int)SocketError.HostNotFound);
        }
    }

    private async Task<Socket> OpenAsync(IPEndPoint place, CancellationToken cancellationToken)
    {
        lock (_asked)
        {
            _connected.Add(place);
        }

        await HearAsync(place.Address.ToString(), cancellationToken);
        var port = IPAddress.IsLoopback(place.Address) ? place.Port : Machines[place.Address];
        return port is { } known
            ? await EgressRoutes.System.ConnectAsync(new(IPAddress.Loopback, known), cancellationToken)
            : throw new SocketException((int)SocketError.ConnectionRefused);
    }

    private List<T> Seen<T>(List<T> list)
    {
        lock (_asked)
        {
            return [.. list];
        }
    }

    private Task HearAsync(string place, CancellationToken cancellationToken) =>
        Silent.Contains(place) ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
}

/// <summary>One end of a connection, as text.</summary>
internal sealed class Connection(Socket socket) : IDisposable
{
    public Socket Socket => socket;

    public NetworkStream Stream { get; } = new(socket, ownsSocket: true);

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public Task SendAsync(byte[] bytes) => Stream.WriteAsync(bytes, TestContext.Current.CancellationToken).AsTask();

    public void EndWrites() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Up to the end; a cut connection is an end too.</summary>
    public async Task<string> ReadAllAsync()
    {
        var all = new MemoryStream();
        try
        {
            await Stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // What came before counts.
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    /// <summary>Exactly so many bytes.</summary>
    public async Task<string> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(bytes);
    }

    public async Task<string> ReadHeadAsync()
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            text.Append(await ReadAsync(1));
        }

        return text.ToString();
    }

    public void Dispose() => Stream.Dispose();
}

/// <summary>A server on loopback that does the same for each connection.</summary>
internal sealed class LoopServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Task> _served = [];
    private readonly Task _accepting;

    public LoopServer(Func<Connection, Task> serveAsync)
    {
        _listener.Start(512);
        _accepting = AcceptAsync(serveAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A server that answers the bytes it gets with themselves, and its end with an end.</summary>
    public static LoopServer Echo() => new(async connection =>
    {
        await connection.Stream.CopyToAsync(connection.Stream);
        connection.EndWrites();
    });

    /// <summary>Answers each head with a text and ends; the heads are kept.</summary>
    public static LoopServer Answering(string answer, List<string> heads) => new(async connection =>
    {
        heads.Add(await connection.ReadHeadAsync());
        await connection.SendAsync(answer);
    });

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_served);
    }

    private async Task AcceptAsync(Func<Connection, Task> serveAsync)
    {
        try
        {
            while (true)
            {
                _served.Add(ServeAsync(await _listener.AcceptSocketAsync(), serveAsync));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private static async Task ServeAsync(Socket socket, Func<Connection, Task> serveAsync)
    {
        try
        {
            using var connection = new Connection(socket);
            await serveAsync(connection);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The other side went.
        }
    }
}
