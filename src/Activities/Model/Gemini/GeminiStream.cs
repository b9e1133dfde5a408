using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>One streamed call on the wire.</summary>
internal sealed class GeminiStream(
    GeminiConnection connection, GeminiModel model, byte[] body, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>More of an error is not read.</summary>
    private const int MostErrorBytes = 64 * 1024;

    private readonly CallTimeouts _watch = new(connection.Options, connection.Time, cancellationToken);
    private HttpResponseMessage? _response;
    private EventReader? _events;

    /// <summary>True once the service has taken the request, or has left us in the dark.</summary>
    public bool MayBeBilled => _events is not null || _watch.Stall is not null;

    /// <summary>The next event, or null at the end; the first call sends the request.</summary>
    /// <exception cref="FaultException">The call failed.</exception>
    public async Task<JsonElement?> NextAsync()
    {
        try
        {
            _events ??= await OpenAsync();
            return await _events.NextAsync();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = $"{connection.Endpoint.Base.Host} did not accept the connection in time";
            throw new FaultException(Fault.Transient(_watch.Stall ?? late));
        }
        catch (HttpRequestException e)
        {
            throw new FaultException(Fault.Transient($"cannot reach {connection.Endpoint.Base.Host}: {e.HttpRequestError}"));
        }
        catch (IOException)
        {
            throw new FaultException(Fault.Transient("the connection broke within the reply"));
        }
    }

    public void Dispose()
    {
        _response?.Dispose();
        _watch.Dispose();
    }

    private async Task<EventReader> OpenAsync()
    {
        _response = await SendAsync();
        var stream = await _response.Content.ReadAsStreamAsync(_watch.Token);
        return _response.StatusCode == HttpStatusCode.OK
            ? new(new(buffer => _watch.ReadAsync(stream, buffer)), connection.Endpoint.Advice)
            : throw new FaultException(ErrorRules.FromStatus(
                (int)_response.StatusCode, await ErrorAsync(stream), RetryAfter(_response), connection.Endpoint.Advice));
    }

    private async Task<HttpResponseMessage> SendAsync()
    {
        using var request = await RequestAsync();
        var response = await connection.Http.SendAsync(request, _watch.Token);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !connection.Endpoint.Renew(request))
        {
            return response;
        }

        response.Dispose();
        using var renewed = await RequestAsync();
        return await connection.Http.SendAsync(renewed, _watch.Token);
    }

    private async Task<HttpRequestMessage> RequestAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, await connection.Endpoint.StreamAsync(model, _watch.Token))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
        };
        request.Headers.UserAgent.Add(
            new ProductInfoHeaderValue("slop-temporal", typeof(GeminiStream).Assembly.GetName().Version?.ToString(2)));
        request.Headers.Add("X-Server-Timeout", Math.Ceiling(connection.Options.Total.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        await connection.Endpoint.AuthorizeAsync(request, _watch.Token);
        return request;
    }

    private async Task<string> ErrorAsync(Stream stream)
    {
        var bytes = new byte[MostErrorBytes];
        var length = 0;
        try
        {
            while (length < bytes.Length && await _watch.ReadAsync(stream, bytes.AsMemory(length)) is > 0 and var count)
            {
                length += count;
            }
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status alone says enough.
        }

        return System.Text.Encoding.UTF8.GetString(bytes, 0, length);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > connection.Time.GetUtcNow() => date - connection.Time.GetUtcNow(),
        _ => null,
    };
}
