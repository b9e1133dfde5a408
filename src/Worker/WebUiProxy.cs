using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using SlopTemporal.Local.Server;
using Temporalio.Converters;
using Yarp.ReverseProxy.Forwarder;

namespace SlopTemporal.Worker;

/// <summary>
/// The Web UI at the address that people know. It passes on what <see cref="WebUiRules"/> admit to the server's own Web UI, whose
/// address no web page can guess.
/// </summary>
/// <remarks>
/// It is part of the worker, so that it needs no process of its own that somebody has to start, find and end. A server that is
/// started again has another address: it is looked up for each request.
/// </remarks>
internal sealed class WebUiProxy(SlopHome home, IPayloadCodec codec, ILogger logger) : IAsyncDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        // Exactly what the server said, to the browser; and never by way of somebody else's machine.
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    private readonly CodecEndpoint _codec = new(codec);
    private Socket? _socket;
    private WebApplication? _app;

    /// <summary>Takes the address and writes it down, if the server is the home's own and has a Web UI.</summary>
    /// <remarks>Who connects waits in line until it answers.</remarks>
    /// <param name="server">Host and port of the server that the worker works for.</param>
    /// <param name="cancellationToken">Stops the waiting for the file.</param>
    public async Task TakeAddressAsync(string server, CancellationToken cancellationToken)
    {
        var state = LocalState.Load(home);
        if (state.Address != server || state.WebUiServer is null)
        {
            return;
        }

        try
        {
            _socket ??= WebUiPlaces.Listen(state.WebUi);
            var address = $"http://{_socket.LocalEndPoint}";
            if (state.WebUi != address)
            {
                await LocalState.UpdateAsync(home, known => known with { WebUi = address }, cancellationToken);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException or UnauthorizedAccessException)
        {
            // Tracks go on without it.
            logger.NoWebUi(e.Message);
        }
    }

    /// <summary>Answers, if it has the address; it takes a moment, so that polling goes first.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        if (_socket is null || _app is not null)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        var place = (IPEndPoint)_socket.LocalEndPoint!;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(place, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _ => _socket);
        builder.Services.AddHttpForwarder();
        _app = builder.Build();
        var forwarder = _app.Services.GetRequiredService<IHttpForwarder>();
        _app.Run(context => AnswerAsync(context, forwarder, place.Port));
        await _app.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            // A page that is open holds connections; it is not waited for.
            await _app.StopAsync(new CancellationToken(canceled: true));
            await _app.DisposeAsync();
        }

        _socket?.Dispose();
        _client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, IHttpForwarder forwarder, int port)
    {
        if (!WebUiRules.Admit(context.Request.Method, context.Request.Headers, port))
        {
            await context.Response.SayAsync(HttpStatusCode.Forbidden, WebUiRules.Refusal(port));
        }
        else if (CodecEndpoint.IsFor(context.Request))
        {
            await _codec.AnswerAsync(context);
        }
        else if (LocalState.Load(home).WebUiServer is not { } webUi)
        {
            await context.Response.SayAsync(
                HttpStatusCode.ServiceUnavailable,
                "The server was started without its Web UI: `slop down`, then `slop up` starts it with it.\n");
        }
        else if (await forwarder.SendAsync(context, $"http://{webUi}", _client, ForwarderRequestConfig.Empty, new AsItWasSent())
            != ForwarderError.None && !context.Response.HasStarted)
        {
            await context.Response.SayAsync(
                (HttpStatusCode)context.Response.StatusCode, "The server does not answer: `slop up` starts it.\n");
        }
    }

    /// <summary>Keeps the address to the letter: the id of a ticket's workflow has an escaped slash in it.</summary>
    private sealed class AsItWasSent : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            if (httpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] target)
            {
                proxyRequest.RequestUri = new(destinationPrefix + target);
            }
        }
    }
}
