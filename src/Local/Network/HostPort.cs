using System.Globalization;

namespace SlopTemporal.Local.Network;

/// <summary>A host and a port, as in the first line of <c>CONNECT</c>.</summary>
/// <param name="Host">As <see cref="HostNames.Normalise"/> gives it; a literal address is kept as it was written.</param>
public sealed record HostPort(string Host, int Port)
{
    public const int Https = 443;
    public const int Http = 80;

    private const int MostPort = 65_535;
    private const int MostAddress = 64;

    /// <summary>Null: it is not <c>host:port</c>, with nothing before, between or behind.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="port">Holds where none is written; null: one must be.</param>
    public static HostPort? Parse(string text, int? port = null)
    {
        var end = text.StartsWith('[') ? text.IndexOf(']') + 1 : text.IndexOf(':');
        var host = end <= 0 ? text : text[..end];
        var rest = text[host.Length..];
        var number = rest.Length == 0 ? port : rest[0] == ':' ? Number(rest[1..]) : null;
        if (number is not { } found)
        {
            return null;
        }

        // Letters of an address are few: nothing in it can break a line.
        return HostNames.IsAddress(host)
            ? host.Length <= MostAddress && host.All(IsAddressPart) ? new(host, found) : null
            : HostNames.Normalise(host) is { } name ? new(name, found) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static bool IsAddressPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '[' or ']';

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= MostPort ? port : null;
}
