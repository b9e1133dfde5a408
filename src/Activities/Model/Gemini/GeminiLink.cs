namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>What all clients of an endpoint share.</summary>
public sealed record GeminiLink(GeminiEndpoint Endpoint, HttpMessageInvoker Http, GeminiOptions Options, TimeProvider Time)
{
    /// <summary>Connections for a whole process.</summary>
    public static SocketsHttpHandler Handler(GeminiOptions options) => new()
    {
        ConnectTimeout = options.Connect,
        // A redirect would carry the key to another host.
        AllowAutoRedirect = false,
        UseCookies = false,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };
}
