using System.Net;
using System.Net.Mime;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using SlopTemporal.Local.Server;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace SlopTemporal.Worker;

/// <summary>
/// Shows people what is encrypted: Temporal's Web UI and command line post payloads here and get them readable. Only what
/// <see cref="WebUiRules"/> admit comes this far.
/// </summary>
/// <remarks>
/// Who asks <c>encode</c> gets back what was sent, so that a signal that is typed into the Web UI is as plain as one from anywhere else:
/// nothing is encrypted for anybody here.
/// </remarks>
internal sealed class CodecEndpoint(IPayloadCodec codec)
{
    private const string Decode = WebUiPlaces.Codec + "/decode";
    private const string Encode = WebUiPlaces.Codec + "/encode";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Whether a request is for it.</summary>
    public static bool IsFor(HttpRequest request) => request.Path.StartsWithSegments(WebUiPlaces.Codec, StringComparison.Ordinal);

    public async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        AllowOrigin(request, response);
        if (HttpMethods.IsOptions(request.Method))
        {
            response.Headers.AccessControlAllowMethods = HttpMethods.Post;
            response.Headers.AccessControlAllowHeaders = "content-type, x-namespace";
            response.StatusCode = (int)HttpStatusCode.NoContent;
        }
        else if (!HttpMethods.IsPost(request.Method) || request.Path.Value is not (Decode or Encode))
        {
            await response.SayAsync(HttpStatusCode.NotFound, $"Payloads are decoded by POST {Decode} only.\n");
        }
        else if (!request.HasJsonContentType())
        {
            await response.SayAsync(HttpStatusCode.UnsupportedMediaType, "Payloads are sent as application/json.\n");
        }
        else if (!IsOwner(context.Connection))
        {
            await response.SayAsync(
                HttpStatusCode.Forbidden, "Payloads are decoded only for the account of this machine that the worker runs in.\n");
        }
        else
        {
            await AnswerAsync(request, response);
        }
    }

    private async Task AnswerAsync(HttpRequest request, HttpResponse response)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        Payloads payloads;
        try
        {
            payloads = Parser.Parse<Payloads>(text);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            await response.SayAsync(HttpStatusCode.BadRequest, $"The payloads cannot be read: {e.Message}\n");
            return;
        }

        var answer = request.Path.Value == Decode ? new() { Payloads_ = { await codec.DecodeAsync(payloads.Payloads_) } } : payloads;
        await response.WriteAsync(HttpStatusCode.OK, MediaTypeNames.Application.Json, JsonFormatter.Default.Format(answer));
    }

    /// <summary>The one that was admitted is the one of the Web UI itself; no other page may read the answer.</summary>
    private static void AllowOrigin(HttpRequest request, HttpResponse response)
    {
        response.Headers.Vary = "Origin";
        if (request.Headers.Origin is [{ } origin])
        {
            response.Headers.AccessControlAllowOrigin = origin;
        }
    }

    /// <summary>Every account of the machine reaches the Web UI; what is encrypted is for one of them.</summary>
    private static bool IsOwner(ConnectionInfo connection) =>
        connection is { LocalIpAddress: { } here, RemoteIpAddress: { } there }
        && LoopbackPeer.IsOfSameAccount(new(here, connection.LocalPort), new(there, connection.RemotePort));
}
