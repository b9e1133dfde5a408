using System.Text;

namespace SlopTemporal.Local.Network;

/// <summary>A proxy that this machine has to go through.</summary>
/// <param name="Place">Where it listens; a literal, loopback or private address is well.</param>
/// <param name="Tls">Whether it is spoken to by TLS.</param>
/// <param name="Authorization">The value of <c>Proxy-Authorization</c>; it is a secret. Null: none.</param>
/// <param name="Variable">The variable that names it.</param>
public sealed record UpstreamProxy(HostPort Place, bool Tls, string? Authorization, string Variable)
{
    private const int SocksPort = 1080;

    /// <summary>Null: the text names no proxy of HTTP.</summary>
    public static UpstreamProxy? Parse(string text, string variable)
    {
        var url = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return null;
        }

        // As curl does: where neither the address nor its kind names a port.
        var named = HasPort(url) ? uri.Port : uri.Scheme == "https" ? HostPort.Https : SocksPort;
        var secret = uri.UserInfo.Length == 0
            ? null
            : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Decode(uri.UserInfo)));
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return new(new(host, named), uri.Scheme == "https", secret, variable);
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Place} ({Variable})";

    private static string Decode(string user) => user.IndexOf(':') is >= 0 and var colon
        ? $"{Uri.UnescapeDataString(user[..colon])}:{Uri.UnescapeDataString(user[(colon + 1)..])}"
        : $"{Uri.UnescapeDataString(user)}:";

    private static bool HasPort(string url)
    {
        var authority = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/', '?', '#')[0];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        return authority.LastIndexOf(':') > authority.LastIndexOf(']') && !authority.EndsWith(':');
    }
}
