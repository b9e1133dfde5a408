using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SlopTemporal.Worker;

/// <summary>
/// Which requests reach the Web UI: those that a person's browser sends for the Web UI's own pages. Whatever page a browser shows, it
/// tells truly where a request goes (<c>Host</c>) and where it comes from (<c>Origin</c>, <c>Sec-Fetch-Site</c>); a page whose name
/// was made to lead here has its own name in all of them.
/// </summary>
internal static class WebUiRules
{
    private const string FetchSite = "Sec-Fetch-Site";
    private const string FetchMode = "Sec-Fetch-Mode";
    private const string FetchDestination = "Sec-Fetch-Dest";

    /// <param name="method">Of the request.</param>
    /// <param name="headers">Of the request.</param>
    /// <param name="port">Where people open the Web UI.</param>
    public static bool Admit(string method, IHeaderDictionary headers, int port) =>
        Only(headers.Host) is { } host
        && IsOurs(host, port)
        && IsAbsentOr(headers.Origin, $"http://{host}")
        && (IsAbsentOr(headers[FetchSite], "same-origin", "none") || IsLinkFollowed(method, headers));

    /// <summary>The refusal as a person reads it.</summary>
    public static string Refusal(int port) =>
        $"The Web UI answers at http://127.0.0.1:{port} and http://localhost:{port} only, and takes no requests of other web pages.\n";

    private static bool IsOurs(string host, int port) =>
        host == $"127.0.0.1:{port}" || host == $"localhost:{port}" || host == $"[::1]:{port}";

    private static bool IsAbsentOr(StringValues header, params ReadOnlySpan<string> allowed) =>
        header.Count == 0 || (Only(header) is { } value && allowed.Contains(value));

    /// <summary>A link in another page may be followed: what is opened shows its own address, and that page cannot read it.</summary>
    private static bool IsLinkFollowed(string method, IHeaderDictionary headers) =>
        HttpMethods.IsGet(method)
        && Only(headers[FetchSite]) is not null
        && Only(headers[FetchMode]) == "navigate"
        && Only(headers[FetchDestination]) == "document";

    /// <summary>The one value; null: there is none, or more than one.</summary>
    private static string? Only(StringValues header) => header.Count == 1 ? header[0] : null;
}
