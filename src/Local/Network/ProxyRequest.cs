using System.Globalization;
using System.Text;

namespace SlopTemporal.Local.Network;

/// <summary>What a client asks a proxy for.</summary>
/// <param name="Target">Who is asked for.</param>
/// <param name="Tunnel">True: by <c>CONNECT</c>.</param>
/// <param name="Method">As it was written.</param>
/// <param name="Path">Path and query, for the host itself.</param>
/// <param name="Fields">Those that go on to the host.</param>
/// <param name="BodyBytes">Length of what follows the head.</param>
internal sealed record ProxyRequest(
    HostPort Target, bool Tunnel, string Method, string Path, IReadOnlyList<(string Name, string Value)> Fields, long BodyBytes)
{
    private const string Scheme = "http://";

    /// <summary>Between two neighbours only; <c>Host</c> is written anew.</summary>
    private static readonly string[] Dropped =
    [
        "Host", "Connection", "Proxy-Connection", "Keep-Alive", "TE", "Trailer", "Upgrade", "Proxy-Authorization", "Proxy-Authenticate",
    ];

    public static (ProxyRequest? Request, string? Problem) Read(HttpHead head) =>
        head.First.Split(' ') is not [{ Length: > 0 } method, var target, "HTTP/1.1" or "HTTP/1.0"] || !method.All(char.IsAsciiLetter)
            ? (null, "the first line is not one of a request to a proxy")
            : method == "CONNECT"
                ? HostPort.Parse(target) is { } place
                    ? (new(place, true, method, "", [], 0), null)
                    : (null, "CONNECT does not name a host and a port")
                : ReadPlain(head, method, target);

    /// <summary>The head that goes out: to the host itself, or to a proxy on the way.</summary>
    public string HeadFor(UpstreamProxy? via)
    {
        var host = Target.Port == HostPort.Http ? Target.Host : Target.ToString();
        var head = new StringBuilder($"{Method} {(via is null ? "" : Scheme + host)}{Path} HTTP/1.1\r\nHost: {host}\r\n");
        foreach (var (name, value) in Fields)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (via?.Authorization is { } secret)
        {
            head.Append(CultureInfo.InvariantCulture, $"Proxy-Authorization: {secret}\r\n");
        }

        return head.Append("Connection: close\r\n\r\n").ToString();
    }

    private static (ProxyRequest?, string?) ReadPlain(HttpHead head, string method, string target)
    {
        if (!target.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, "this is a proxy: it wants CONNECT, or an address that begins with http://");
        }

        var end = target.IndexOfAny(['/', '?', '#', '\\'], Scheme.Length);
        var authority = end < 0 ? target[Scheme.Length..] : target[Scheme.Length..end];
        var path = end < 0 ? "/" : target[end] == '?' ? "/" + target[end..] : target[end..];
        if (path[0] != '/' || path.Contains('#') || HostPort.Parse(authority, HostPort.Http) is not { } place)
        {
            return (null, "the address does not name a host, or has more in it than host, port, path and query");
        }

        // The length decides what still belongs to this request: it must not be in doubt.
        if (head.ValuesOf("Transfer-Encoding").Any())
        {
            return (null, "a request with Transfer-Encoding is not passed on; send it with Content-Length");
        }

        var lengths = head.ValuesOf("Content-Length").ToList();
        long length = 0;
        if (lengths.Count > 1
            || (lengths.Count == 1 && !long.TryParse(lengths[0], NumberStyles.None, CultureInfo.InvariantCulture, out length)))
        {
            return (null, "Content-Length is not one number");
        }

        var listed = head.ValuesOf("Connection").SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).ToList();
        var fields = head.Fields.Where(field => !Has(Dropped, field.Name)
            && (!Has(listed, field.Name) || field.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)));
        return (new(place, false, method, path, [.. fields], length), null);
    }

    private static bool Has(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
