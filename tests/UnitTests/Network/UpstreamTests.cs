using System.Net.Security;
using SlopTemporal.Local.Network;

namespace SlopTemporal.UnitTests.Network;

/// <summary>The way out through the machine's own proxy.</summary>
public sealed class UpstreamTests
{
    private const string Host = "registry.example";

    [Theory]
    [InlineData("", "")]
    [InlineData("us%40er:pa:ss@", "Proxy-Authorization: Basic dXNAZXI6cGE6c3M=\r\n")]
    public async Task A_tunnel_goes_through_it_with_its_credentials_and_no_name_is_looked_up_here(string user, string sent)
    {
        var heads = new List<string>();
        await using var proxy = new LoopServer(async connection =>
        {
            heads.Add(await connection.ReadHeadAsync());
            await connection.SendAsync("HTTP/1.1 200 OK\r\nX: y\r\n\r\n");
            await connection.Stream.CopyToAsync(connection.Stream, TestContext.Current.CancellationToken);
            connection.EndWrites();
        });
        await using var bench = Bench($"http://{user}127.0.0.1:{proxy.Port}");
        var hello = await ClientHello.ForAsync(Host);
        using var client = await bench.ConnectAsync();

        await client.SendAsync($"CONNECT {Host}:443 HTTP/1.1\r\nProxy-Authorization: Basic eDp5\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await client.SendAsync(hello);
        client.EndWrites();

        Assert.Equal(hello.Length, (await client.ReadAllAsync()).Length);
        Assert.Equal([$"CONNECT {Host}:443 HTTP/1.1\r\nHost: {Host}:443\r\n{sent}\r\n"], heads);
        Assert.Empty(bench.Asked);
    }

    [Fact]
    public async Task A_plain_request_keeps_its_address_there()
    {
        var heads = new List<string>();
        await using var proxy = LoopServer.Answering("HTTP/1.1 204 No Content\r\n\r\n", heads);
        await using var bench = Bench($"http://user:pass@127.0.0.1:{proxy.Port}");

        Assert.Equal("HTTP/1.1 204 No Content\r\n\r\n", await bench.AskAsync($"GET http://{Host}/x HTTP/1.1\r\nHost: y\r\n\r\n"));
        Assert.Equal(
            [
                $"GET http://{Host}/x HTTP/1.1\r\nHost: {Host}\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\nConnection: close\r\n\r\n",
            ],
            heads);
    }

    [Theory]
    [InlineData("HTTP/1.1 403 secret reason\r\n\r\n", "refuses it (403)")]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "wants credentials (407)")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", "did not answer as a proxy does")]
    [InlineData("", "did not answer as a proxy does")]
    public async Task What_it_refuses_is_told_as_its_refusal_and_without_its_credentials(string answer, string fault)
    {
        await using var proxy = LoopServer.Answering(answer, []);
        await using var bench = Bench($"http://user:planted@127.0.0.1:{proxy.Port}");

        var text = await bench.AskAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");

        var sentence = $"the upstream proxy of this machine {fault}, so host {Host} is not reached";
        Assert.StartsWith($"HTTP/1.1 502 {sentence}\r\n", text, StringComparison.Ordinal);
        Assert.Equal([$"{Host}:443: {sentence}"], bench.Refused);
        Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_spoken_to_by_TLS_has_to_prove_who_it_is()
    {
        using var certificate = CurlTests.Certificate();
        var received = 0;
        await using var proxy = new LoopServer(async connection =>
        {
            await using var tls = new SslStream(connection.Stream);
            await tls.AuthenticateAsServerAsync(certificate);
            received = await tls.ReadAsync(new byte[1]);
        });
        await using var bench = Bench($"https://user:planted@127.0.0.1:{proxy.Port}");

        Assert.StartsWith(
            "HTTP/1.1 502 the upstream proxy of this machine has no certificate that counts, so host registry.example is not reached\r\n",
            await bench.AskAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n"),
            StringComparison.Ordinal);
        Assert.Equal(0, received);
    }

    [Fact]
    public async Task The_list_holds_before_it_is_asked()
    {
        await using var proxy = LoopServer.Answering("HTTP/1.1 200 OK\r\n\r\n", []);
        await using var bench = Bench($"http://127.0.0.1:{proxy.Port}");

        Assert.StartsWith("HTTP/1.1 403 ", await bench.AskAsync("CONNECT evil.example:443 HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await bench.AskAsync("CONNECT 10.0.0.1:443 HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(bench.Connected);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("*", false)]
    [InlineData("example", false)]
    [InlineData(".example", false)]
    [InlineData("*.example", false)]
    [InlineData("other.test, Registry.Example", false)]
    [InlineData("registry.example:443", false)]
    [InlineData("registry.example:8443", true)]
    [InlineData("xample", true)]
    [InlineData("sub.registry.example", true)]
    public void Hosts_that_are_reached_without_it_are_named_as_curl_reads_them(string direct, bool used)
    {
        var upstream = Of(("HTTPS_PROXY", "http://proxy:3128"), ("NO_PROXY", direct));

        Assert.Equal(used, upstream.For(new(Host, 443), tunnel: true) is not null);
    }

    [Fact]
    public void The_variables_are_read_in_both_cases_and_each_for_its_kind()
    {
        var upstream = Of(("https_proxy", "proxy.example:1"), ("HTTP_PROXY", "https://[::1]"), ("ALL_PROXY", "socks5://user:planted@x"));

        Assert.Equal(("proxy.example:1", false), (upstream.Https!.Place.ToString(), upstream.Https.Tls));
        Assert.Equal(("[::1]:443", true), (upstream.Http!.Place.ToString(), upstream.Http.Tls));
        Assert.Equal(["ALL_PROXY does not name a proxy with http:// or https://: commands with network go past it."], upstream.Problems);
        Assert.Equal("proxy:1080 (all_proxy)", Of(("all_proxy", "http://u:planted@proxy")).Http!.ToString());
    }

    private static UpstreamProxies Of(params (string Name, string Value)[] variables) =>
        UpstreamProxies.From(name => variables.FirstOrDefault(variable => variable.Name == name).Value);

    private static EgressBench Bench(string proxy)
    {
        var bench = new EgressBench { Upstream = Of(("HTTPS_PROXY", proxy), ("http_proxy", proxy)) }.With(Host, null);
        bench.Names.Clear();
        return bench;
    }
}
