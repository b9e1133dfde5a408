namespace SlopTemporal.UnitTests.Network;

/// <summary>Tunnels through the proxy: what passes, and how they end.</summary>
public sealed class TunnelTests
{
    private const string Established = "HTTP/1.1 200 Connection established\r\n\r\n";
    private const string Host = "registry.example";

    [Fact]
    public async Task Bytes_pass_both_ways_and_an_end_of_one_direction_is_passed_on()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server);
        var hello = await ClientHello.ForAsync(Host);
        using var client = await bench.ConnectAsync();

        await client.SendAsync($"CONNECT {Host.ToUpperInvariant()}.:443 HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(Established, await client.ReadHeadAsync());
        await client.SendAsync(hello);
        Assert.Equal(hello.Length, (await client.ReadAsync(hello.Length)).Length);
        await client.SendAsync("more");
        client.EndWrites();

        Assert.Equal("more", await client.ReadAllAsync());
        Assert.Empty(bench.Refused);
        Assert.Equal([new(EgressBench.Out, 443)], bench.Connected);
    }

    [Fact]
    public async Task The_first_bytes_may_come_with_the_head_and_in_pieces()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server);
        var hello = await ClientHello.ForAsync(Host);
        using var client = await bench.ConnectAsync();
        client.Socket.NoDelay = true;

        await client.SendAsync([.. "CONNECT registry.example:443 HTTP/1.1\r\n\r\n"u8, .. hello[..3]]);
        Assert.Equal(Established, await client.ReadHeadAsync());
        await client.SendAsync(hello[3..40]);
        await client.SendAsync(hello[40..]);
        client.EndWrites();

        Assert.Equal(hello.Length, (await client.ReadAllAsync()).Length);
    }

    [Theory]
    [InlineData("other.example", "registry.example:443: the tunnel to host registry.example asked for server other.example")]
    [InlineData("192.0.2.1", "registry.example:443: the tunnel to host registry.example did not begin with TLS and a server name")]
    [InlineData(null, "registry.example:443: the tunnel to host registry.example did not begin with TLS and a server name")]
    public async Task A_tunnel_is_for_the_server_that_it_names(string? asked, string refused)
    {
        var received = 0;
        await using var server = new LoopServer(async connection => received += (await connection.ReadAllAsync()).Length);
        await using var bench = new EgressBench().With(Host, server);
        using var client = await bench.ConnectAsync();

        await client.SendAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");
        Assert.Equal(Established, await client.ReadHeadAsync());
        var plain = "GET / HTTP/1.1\r\nHost: other.example\r\n\r\n"u8.ToArray();
        await client.SendAsync(asked is null ? plain : await ClientHello.ForAsync(asked));

        Assert.Equal("", await client.ReadAllAsync());
        Assert.Equal([refused], bench.Refused);
        Assert.Equal(0, received);
    }

    [Fact]
    public async Task A_client_that_says_nothing_in_its_tunnel_is_not_waited_for()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server);
        using var client = await bench.ConnectAsync();

        await client.SendAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");
        await client.ReadHeadAsync();
        var end = client.ReadAllAsync();
        await PassingAsync(bench, TimeSpan.FromSeconds(1), end);

        Assert.Contains("did not begin with TLS", Assert.Single(bench.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tunnel_without_a_word_for_five_minutes_ends()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server);
        using var client = await OpenAsync(bench);

        var end = client.ReadAllAsync();
        for (var minute = 0; minute < 4; minute++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.False(end.IsCompleted);
        await PassingAsync(bench, TimeSpan.FromMinutes(1), end);
    }

    [Fact]
    public async Task The_end_of_the_command_ends_all_of_it()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server);
        using var tunnel = await OpenAsync(bench);
        using var waiting = await bench.ConnectAsync();

        await bench.EndAsync();

        Assert.Equal(("", ""), (await tunnel.ReadAllAsync(), await waiting.ReadAllAsync()));
        await Assert.ThrowsAnyAsync<Exception>(bench.ConnectAsync);
    }

    [Fact]
    public async Task A_server_that_is_cut_off_cuts_its_client_off_and_nobody_else()
    {
        var cut = new TaskCompletionSource();
        await using var server = new LoopServer(async connection =>
        {
            await connection.ReadAsync(1);
            await cut.Task;
            connection.Socket.LingerState = new(true, 0);
        });
        await using var bench = new EgressBench().With(Host, server);
        using var client = await bench.ConnectAsync();
        await client.SendAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");
        await client.ReadHeadAsync();
        await client.SendAsync(await ClientHello.ForAsync(Host));

        cut.SetResult();

        Assert.Equal("", await client.ReadAllAsync());
        Assert.StartsWith("HTTP/1.1 403 ", await bench.AskAsync("CONNECT other.example:443 HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sixty_fifth_connection_waits_until_one_ends()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server);
        var open = new List<Connection>();
        for (var i = 0; i < 64; i++)
        {
            open.Add(await OpenAsync(bench));
        }

        var late = bench.AskAsync("CONNECT other.example:443 HTTP/1.1\r\n\r\n");
        await open[0].SendAsync("x");
        await open[0].ReadAsync(1);
        Assert.False(late.IsCompleted);
        open[1].Dispose();

        Assert.StartsWith("HTTP/1.1 403 ", await late, StringComparison.Ordinal);
        open.ForEach(connection => connection.Dispose());
    }

    private static async Task<Connection> OpenAsync(EgressBench bench)
    {
        var hello = await ClientHello.ForAsync(Host);
        var client = await bench.ConnectAsync();
        await client.SendAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");
        await client.ReadHeadAsync();
        await client.SendAsync(hello);
        await client.ReadAsync(hello.Length);
        return client;
    }

    private static Task PassingAsync(EgressBench bench, TimeSpan step, Task end) => Eventually.HoldsAsync(() =>
    {
        bench.Clock.Advance(step);
        return end.IsCompleted;
    });
}
