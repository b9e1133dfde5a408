using System.Globalization;
using System.Net;

namespace SlopTemporal.Local.Server;

/// <summary>Who is at the other end of a connection within this machine: the system knows the account that each end belongs to.</summary>
public static class LoopbackPeer
{
    private const int LocalColumn = 1;
    private const int RemoteColumn = 2;
    private const int AccountColumn = 7;

    /// <summary>IPv6 sockets can have addresses of IPv4.</summary>
    private static readonly string[] Tables = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

    /// <summary>Whether both ends belong to one account. Systems other than Linux do not tell: there it is taken for granted.</summary>
    /// <param name="here">Address and port of our end.</param>
    /// <param name="there">Those of the other.</param>
    public static bool IsOfSameAccount(IPEndPoint here, IPEndPoint there) =>
        !OperatingSystem.IsLinux() || IsOfSameAccount(here, there, Tables.Where(File.Exists).SelectMany(File.ReadLines));

    /// <param name="lines">Of the system's tables of connections.</param>
    internal static bool IsOfSameAccount(IPEndPoint here, IPEndPoint there, IEnumerable<string> lines)
    {
        string? ours = null;
        string? theirs = null;
        foreach (var line in lines)
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length <= AccountColumn
                || Read(columns[LocalColumn]) is not { } local
                || Read(columns[RemoteColumn]) is not { } remote)
            {
                continue;
            }

            if (local.Equals(here) && remote.Equals(there))
            {
                ours = columns[AccountColumn];
            }
            else if (local.Equals(there) && remote.Equals(here))
            {
                theirs = columns[AccountColumn];
            }
        }

        return ours is not null && ours == theirs;
    }

    /// <summary>An address as it stands there: words of four bytes in the order of the machine, then the port.</summary>
    private static IPEndPoint? Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is not (8 or 32)
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port))
        {
            return null;
        }

        var bytes = Convert.FromHexString(text[..colon]);
        if (BitConverter.IsLittleEndian)
        {
            for (var word = 0; word < bytes.Length; word += sizeof(int))
            {
                Array.Reverse(bytes, word, sizeof(int));
            }
        }

        var address = new IPAddress(bytes);
        return new(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port);
    }
}
