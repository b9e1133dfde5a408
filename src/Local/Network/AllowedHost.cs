using System.Globalization;

namespace SlopTemporal.Local.Network;

/// <summary>A host that commands with network may reach.</summary>
/// <param name="Host">As <see cref="HostNames.Normalise"/> gives it.</param>
/// <param name="Port">Null: 443 and 80.</param>
/// <param name="Origin">Who says so: a package manager, a file, a variable, a remote, the setting.</param>
public sealed record AllowedHost(string Host, int? Port, string Origin)
{
    /// <summary>Whether the port is one of its own.</summary>
    public bool Opens(int port) => Port is { } own ? own == port : port is HostPort.Https or HostPort.Http;

    /// <summary>The host of an address of the web, or of a remote; null: another kind of address, or none.</summary>
    public static AllowedHost? Of(string url, string origin) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && !HostNames.IsAddress(uri.Host) && HostNames.Normalise(uri.IdnHost) is { } host
            ? new(host, uri.IsDefaultPort ? null : uri.Port, origin)
            : null;

    /// <summary>As people write it.</summary>
    public string Name => Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{Host}:{port}") : Host;
}
