using System.Net;
using System.Net.Sockets;

namespace SlopTemporal.Local.Network;

/// <summary>Which addresses lie out on the internet, and which on this machine or in the network around it.</summary>
public static class AddressRules
{
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.168.0.0/16", "224.0.0.0/3",
            // NAT64 of a provider's own, Teredo, unique-local, link-local, site-local, multicast; the rest is in those below.
            "64:ff9b:1::/48", "2001::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Networks whose addresses have one of IPv4 in them, and the byte it begins at.</summary>
    private static readonly (IPNetwork Network, int Start)[] Wrapping =
    [
        (IPNetwork.Parse("::/96"), 12), (IPNetwork.Parse("::ffff:0:0/96"), 12), (IPNetwork.Parse("::ffff:0:0:0/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2),
    ];

    /// <summary>
    /// False: a loopback, private, link-local, shared, multicast or unspecified address, or one of IPv6 that leads to such a one.
    /// </summary>
    /// <remarks>Ranges for documentation are open: there are machines whose registry has an address of them.</remarks>
    public static bool IsPublic(IPAddress address) => Embedded(address) is { } inner
        ? IsPublic(inner)
        : address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            && !Array.Exists(Inside, network => network.Contains(Plain(address)));

    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        // Contains takes a mapped address for one of IPv4.
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        foreach (var (network, start) in Wrapping)
        {
            if (network.Contains(Plain(address)))
            {
                return new(bytes.AsSpan(start, 4));
            }
        }

        return null;
    }

    /// <summary>Without the interface that a link-local address may name.</summary>
    private static IPAddress Plain(IPAddress address) => new(address.GetAddressBytes());
}
