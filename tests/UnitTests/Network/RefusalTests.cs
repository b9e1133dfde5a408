using System.Net;

namespace SlopTemporal.UnitTests.Network;

/// <summary>What the proxy refuses, and how it says so.</summary>
public sealed class RefusalTests
{
    private const string Host = "registry.example";

    [Theory]
    [InlineData("registry.evil.com:443", "403 host registry.evil.com is not on the list; setting network_allow")]
    [InlineData("sub.registry.example:443", "403 host sub.registry.example is not on the list; setting network_allow")]
    [InlineData("registry.example:22", "403 port 22 of host registry.example is not on the list; setting network_allow")]
    [InlineData("1.1.1.1:443", "403 1.1.1.1 is a literal address; only names of hosts are allowed")]
    [InlineData("[2606:4700::1111]:443", "403 [2606:4700::1111] is a literal address; only names of hosts are allowed")]
    [InlineData("2130706433:443", "403 2130706433 is a literal address; only names of hosts are allowed")]
    [InlineData("0x7f.1:443", "403 0x7f.1 is a literal address; only names of hosts are allowed")]
    [InlineData("inside.example:443", "403 host inside.example has a loopback or private address")]
    [InlineData("nowhere.example:443", "403 host nowhere.example was not found")]
    [InlineData("silent.example:443", "502 host silent.example did not answer")]
    public async Task A_refusal_names_the_host_and_the_reason(string target, string answer)
    {
        await using var bench = Bench();

        var text = await bench.AskAsync($"CONNECT {target} HTTP/1.1\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {answer}\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{answer[4..]}\n", text, StringComparison.Ordinal);
        Assert.Equal([$"{target}: {answer[4..]}"], bench.Refused);
    }

    [Theory]
    [InlineData("CONNECT registry.example:443:8443 HTTP/1.1")]
    [InlineData("CONNECT registry.example HTTP/1.1")]
    [InlineData("CONNECT user@registry.example:443 HTTP/1.1")]
    [InlineData("CONNECT registry.example\0.evil.com:443 HTTP/1.1")]
    [InlineData("CONNECT registry.example/@evil.com:443 HTTP/1.1")]
    [InlineData("CONNECT registry.example:0443 0 HTTP/1.1")]
    [InlineData("CONNECT registry.example:99999 HTTP/1.1")]
    [InlineData("CONNECT reg\u00efstry.example:443 HTTP/1.1")]
    [InlineData("GET http://user:pass@registry.example/ HTTP/1.1")]
    [InlineData("GET http://registry.example\\@evil.com/ HTTP/1.1")]
    [InlineData("GET http://registry.example#@evil.com/ HTTP/1.1")]
    [InlineData("GET https://registry.example/ HTTP/1.1")]
    [InlineData("GET / HTTP/1.1\r\nHost: registry.example")]
    [InlineData("GET http://registry.example/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2")]
    [InlineData("POST http://registry.example/ HTTP/1.1\r\nTransfer-Encoding: chunked")]
    [InlineData("GET http://registry.example/ HTTP/1.1\r\n folded: line")]
    [InlineData("GET http://registry.example/ HTTP/1.1\r\nA: b\nHost: evil.com")]
    public async Task A_head_that_could_mean_two_things_is_refused(string head)
    {
        await using var bench = Bench();

        var text = await bench.AskAsync(head + "\r\n\r\n");

        Assert.Matches("^HTTP/1.1 40[03] ", text);
        Assert.DoesNotContain("evil", text.Split("\r\n")[0], StringComparison.Ordinal);
        Assert.Empty(bench.Connected);
        Assert.Empty(bench.Asked);
    }

    [Fact]
    public async Task A_name_that_is_not_on_the_list_is_not_looked_up()
    {
        await using var bench = Bench();

        await bench.AskAsync("CONNECT secret.evil.com:443 HTTP/1.1\r\n\r\n");

        Assert.Empty(bench.Asked);
    }

    [Theory]
    [InlineData("127.0.0.1", "10.0.0.1")]
    [InlineData("::1", "::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1", "2002:7f00:1::")]
    [InlineData("fd00::1", "169.254.169.254")]
    [InlineData("100.64.0.1", "0.0.0.0")]
    public async Task A_host_on_the_list_is_not_reached_at_an_inner_address(params string[] addresses)
    {
        await using var bench = new EgressBench().With(Host, null).Named(Host, addresses);

        var text = await bench.AskAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 host registry.example has a loopback or private address\r\n", text, StringComparison.Ordinal);
        Assert.Empty(bench.Connected);
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_used_whatever_the_name_says_next()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server);
        bench.Names[Host] = new([[EgressBench.Out], [IPAddress.Loopback]]);
        using var client = await bench.ConnectAsync();

        await client.SendAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");
        var first = await client.ReadHeadAsync();
        var second = await bench.AskAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", first, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", second, StringComparison.Ordinal);
        Assert.Equal([new(EgressBench.Out, 443)], bench.Connected);
        Assert.Equal(2, bench.Asked.Count);
    }

    [Fact]
    public async Task Of_several_addresses_the_open_ones_are_tried_in_turn()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server).Named(Host, "10.0.0.1", "198.51.100.1", "203.0.113.7");
        bench.Machines[IPAddress.Parse("198.51.100.1")] = null;
        using var client = await bench.ConnectAsync();

        await client.SendAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(["198.51.100.1:443", "203.0.113.7:443"], bench.Connected.Select(place => place.ToString()));
    }

    [Fact]
    public async Task An_address_that_says_nothing_for_ten_seconds_gives_way_to_the_next()
    {
        await using var server = LoopServer.Echo();
        await using var bench = new EgressBench().With(Host, server).Named(Host, "198.51.100.1", "203.0.113.7");
        bench.Silent.Add("198.51.100.1");
        using var client = await bench.ConnectAsync();

        await client.SendAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");
        await Eventually.HoldsAsync(() => bench.Connected.Count == 1);
        bench.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(["198.51.100.1:443", "203.0.113.7:443"], bench.Connected.Select(place => place.ToString()));
    }

    [Fact]
    public async Task A_name_that_nobody_answers_for_is_given_up()
    {
        await using var bench = Bench();
        bench.Silent.Add(Host);

        var answer = bench.AskAsync($"CONNECT {Host}:443 HTTP/1.1\r\n\r\n");
        await Eventually.HoldsAsync(() => bench.Asked.Count == 1);
        bench.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.StartsWith("HTTP/1.1 502 host registry.example could not be looked up\r\n", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_is_too_large_is_told_and_one_that_is_too_slow_is_left()
    {
        await using var bench = Bench();
        using var slow = await bench.ConnectAsync();
        await slow.SendAsync("CONNECT regis");

        var large = await bench.AskAsync($"CONNECT {Host}:443 HTTP/1.1\r\nX: {new string('x', 20_000)}\r\n\r\n");
        var end = slow.ReadAllAsync();
        await Eventually.HoldsAsync(() =>
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            return end.IsCompleted;
        });

        Assert.StartsWith("HTTP/1.1 400 the head of the request is larger than 16 KB\r\n", large, StringComparison.Ordinal);
        Assert.Equal("", await end);
    }

    [Fact]
    public async Task Each_refused_place_is_kept_once_and_no_more_than_twenty()
    {
        await using var bench = Bench();

        for (var i = 0; i < 25; i++)
        {
            await bench.AskAsync($"CONNECT h{i}.example:443 HTTP/1.1\r\n\r\n");
            await bench.AskAsync($"CONNECT H{i}.example.:443 HTTP/1.1\r\n\r\n");
        }

        Assert.Equal(20, bench.Refused.Count);
        Assert.Equal("h19.example:443: host h19.example is not on the list; setting network_allow", bench.Refused[^1]);
    }

    private static EgressBench Bench()
    {
        var bench = new EgressBench()
            .With(Host, null).With("inside.example", null).With("nowhere.example", null).With("silent.example", null)
            .Named("inside.example", "127.0.0.1", "192.168.1.1");
        bench.Names.Remove("nowhere.example");
        return bench;
    }
}
