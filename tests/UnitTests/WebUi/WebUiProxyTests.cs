using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Local.Home;
using SlopTemporal.UnitTests.Local;
using SlopTemporal.Worker;
using SlopTemporal.Workflows;

namespace SlopTemporal.UnitTests.WebUi;

/// <summary>What comes through to a server behind it, and where it stands.</summary>
public sealed class WebUiProxyTests : IAsyncLifetime
{
    private const string Server = "127.0.0.1:1";
    private const int Megabytes = 40;

    private static readonly PayloadKeyRing Keys =
        new(new(DateTimeOffset.UnixEpoch, [new("0123abcd", new byte[PayloadKey.SecretBytes])]));

    private readonly TempFolder _folder = new();
    private readonly SlopHome _home;
    private readonly WebUiProxy _proxy;
    private readonly TaskCompletionSource _firstPartRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _behind;

    public WebUiProxyTests()
    {
        _home = new(_folder.In("home"));
        _proxy = new(_home, SlopDataConverter.Signing(Keys, "default", () => true).PayloadCodec!, NullLogger.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Shown => new(LocalState.Load(_home).WebUi!);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        _behind = builder.Build();
        _behind.UseWebSockets();
        _behind.Run(AnswerAsync);
        await _behind.StartAsync(Token);
        new LocalState { Address = Server, WebUiServer = new Uri(_behind.Urls.Single()).Authority, WebUi = $"http://{Free()}" }.Save(_home);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _behind!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_response_of_many_megabytes_comes_through_whole()
    {
        await OpenAsync();
        using var client = new HttpClient();

        var got = await client.GetByteArrayAsync(new Uri(Shown, "large"), Token);

        Assert.Equal(Megabytes << 20, got.Length);
    }

    [Fact]
    public async Task What_is_sent_in_parts_is_read_in_parts()
    {
        await OpenAsync();
        using var client = new HttpClient();

        await using var stream = await client.GetStreamAsync(new Uri(Shown, "parts"), Token);
        var buffer = new byte[100];
        var first = await stream.ReadAsync(buffer, Token);
        _firstPartRead.SetResult();
        using var rest = new StreamReader(stream);

        Assert.Equal(("first", "second"), (Encoding.ASCII.GetString(buffer, 0, first), await rest.ReadToEndAsync(Token)));
    }

    [Fact]
    public async Task A_web_socket_goes_through_both_ways_and_not_for_another_page()
    {
        await OpenAsync();
        var address = new UriBuilder(Shown) { Scheme = "ws", Path = "socket" }.Uri;
        using var own = new ClientWebSocket();
        own.Options.SetRequestHeader("Origin", Shown.GetLeftPart(UriPartial.Authority));
        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Origin", "http://evil.example");

        await own.ConnectAsync(address, Token);
        await own.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Token);
        var buffer = new byte[100];
        var got = await own.ReceiveAsync(buffer.AsMemory(), Token);

        Assert.Equal("hello", Encoding.ASCII.GetString(buffer, 0, got.Count));
        await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(address, Token));
    }

    [Fact]
    public async Task Requests_arrive_as_they_were_sent()
    {
        await OpenAsync();
        using var client = new HttpClient();

        var answer = await client.PostAsync(new Uri(Shown, "echo/a%2Fb?c=%20d"), new StringContent("body"), Token);

        Assert.Equal($"POST /echo/a%2Fb?c=%20d {Shown.Authority} body", await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_server_that_was_started_again_elsewhere_is_found_and_one_that_is_gone_is_told()
    {
        await OpenAsync();
        using var client = new HttpClient();
        var state = LocalState.Load(_home);
        (state with { WebUiServer = Free() }).Save(_home);
        var gone = await client.GetAsync(new Uri(Shown, "echo"), Token);
        (state with { WebUiServer = null }).Save(_home);
        var none = await client.GetAsync(new Uri(Shown, "echo"), Token);
        state.Save(_home);
        var back = await client.GetAsync(new Uri(Shown, "echo"), Token);

        Assert.Equal(
            [HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            [gone.StatusCode, none.StatusCode, back.StatusCode]);
        Assert.Equal("The server does not answer: `slop up` starts it.\n", await gone.Content.ReadAsStringAsync(Token));
        Assert.StartsWith(
            "The server was started without its Web UI", await none.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_another_program_has_the_port_it_takes_another_and_writes_that_down()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var taken = $"http://{stranger.LocalEndpoint}";
        (LocalState.Load(_home) with { WebUi = taken }).Save(_home);

        await OpenAsync();
        using var client = new HttpClient();

        Assert.NotEqual(new Uri(taken), Shown);
        Assert.StartsWith("GET /echo", await client.GetStringAsync(new Uri(Shown, "echo"), Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("temporal.example:7233", "127.8.9.10:5")]
    [InlineData(Server, null)]
    public async Task It_stands_in_front_of_no_foreign_server_and_of_none_without_a_Web_UI(string server, string? webUi)
    {
        var free = Free();
        (LocalState.Load(_home) with { WebUi = $"http://{free}", WebUiServer = webUi }).Save(_home);

        await _proxy.TakeAddressAsync(server, Token);
        await _proxy.ServeAsync(Token);

        using var client = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(IPEndPoint.Parse(free), Token).AsTask());
    }

    private static string Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }

    private async Task OpenAsync()
    {
        await _proxy.TakeAddressAsync(Server, Token);
        await _proxy.ServeAsync(Token);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/large":
                for (var i = 0; i < Megabytes; i++)
                {
                    await context.Response.Body.WriteAsync(new byte[1 << 20]);
                }

                break;
            case "/parts":
                await context.Response.WriteAsync("first");
                await context.Response.Body.FlushAsync();
                await _firstPartRead.Task;
                await context.Response.WriteAsync("second");
                break;
            case "/socket":
                using (var socket = await context.WebSockets.AcceptWebSocketAsync())
                {
                    var buffer = new byte[100];
                    var got = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
                    await socket.SendAsync(buffer.AsMemory(0, got.Count), WebSocketMessageType.Text, true, context.RequestAborted);
                }

                break;
            default:
                using (var body = new StreamReader(context.Request.Body))
                {
                    var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
                    await context.Response.WriteAsync(
                        $"{context.Request.Method} {target} {context.Request.Host} {await body.ReadToEndAsync()}");
                }

                break;
        }
    }
}
