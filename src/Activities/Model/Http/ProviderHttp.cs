namespace SlopTemporal.Activities.Model.Http;

/// <summary>How the worker connects to the endpoints of providers.</summary>
internal static class ProviderHttp
{
    /// <summary>Connections of one provider for the life of the process.</summary>
    /// <param name="connect">Longest wait for a connection.</param>
    public static SocketsHttpHandler CreateHandler(TimeSpan connect) => new()
    {
        ConnectTimeout = connect,
        // A redirect would carry the key and the conversation to another host.
        AllowAutoRedirect = false,
        UseCookies = false,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };

    /// <summary>The address of a path below a root, which may have a path of its own.</summary>
    public static Uri Below(Uri root, string path) => new($"{root.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}
