using System.Globalization;

namespace SlopTemporal.UnitTests.Network;

/// <summary>Plain requests through the proxy.</summary>
public sealed class PlainRequestTests
{
    private const string Host = "registry.example";
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwell";

    [Fact]
    public async Task What_is_between_neighbours_stays_there_and_the_host_is_that_of_the_address()
    {
        var heads = new List<string>();
        await using var server = LoopServer.Answering(Answer, heads);
        await using var bench = new EgressBench().With(Host, server);

        var answer = await bench.AskAsync(
            "GET http://Registry.example.:80/a%2fb?c=d HTTP/1.1\r\nHost: evil.example\r\nAccept: */*\r\nProxy-Authorization: Basic eDp5\r\n"
            + "Proxy-Connection: keep-alive\r\nConnection: keep-alive, X-Own\r\nX-Own: 1\r\nTE: trailers\r\nUpgrade: h2c\r\nHost: two\r\n"
            + "\r\n");

        Assert.Equal(Answer, answer);
        Assert.Equal(
            ["GET /a%2fb?c=d HTTP/1.1\r\nHost: registry.example\r\nAccept: */*\r\nConnection: close\r\n\r\n"], heads);
    }

    [Theory]
    [InlineData("http://registry.example", "/")]
    [InlineData("http://registry.example?x", "/?x")]
    [InlineData("HTTP://registry.example:8081/x", "/x", ":8081")]
    public async Task An_address_becomes_a_path(string address, string path, string port = "")
    {
        var heads = new List<string>();
        await using var server = LoopServer.Answering(Answer, heads);
        await using var bench = new EgressBench().With(Host, server);
        bench.With(Host, server, port.Length == 0 ? null : int.Parse(port[1..], CultureInfo.InvariantCulture));

        Assert.Equal(Answer, await bench.AskAsync($"GET {address} HTTP/1.1\r\n\r\n"));
        Assert.Equal([$"GET {path} HTTP/1.1\r\nHost: registry.example{port}\r\nConnection: close\r\n\r\n"], heads);
    }

    [Fact]
    public async Task The_body_is_passed_on_to_its_last_byte_and_nothing_behind_it()
    {
        var bodies = new List<string>();
        await using var server = new LoopServer(async connection =>
        {
            await connection.ReadHeadAsync();
            bodies.Add(await connection.ReadAsync(5));
            await connection.SendAsync(Answer);
            connection.EndWrites();
            bodies.Add(await connection.ReadAllAsync());
        });
        await using var bench = new EgressBench().With(Host, server);
        using var client = await bench.ConnectAsync();

        await client.SendAsync($"POST http://{Host}/ HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe");
        await client.SendAsync("lloGET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK", await client.ReadAllAsync(), StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => bodies.Count == 2);
        Assert.Equal(["hello", ""], bodies);
    }

    [Fact]
    public async Task A_refusal_is_the_answer_itself()
    {
        await using var bench = new EgressBench().With(Host, null);

        var text = await bench.AskAsync("GET http://evil.example/ HTTP/1.1\r\n\r\n");

        Assert.Equal(
            "HTTP/1.1 403 host evil.example is not on the list; setting network_allow\r\nContent-Type: text/plain\r\nContent-Length: 60\r\n"
            + "Connection: close\r\n\r\nhost evil.example is not on the list; setting network_allow\n",
            text);
    }
}
