using System.Buffers.Binary;
using System.Text;

namespace SlopTemporal.Local.Network;

/// <summary>The server that a client asks for in the first message of TLS.</summary>
internal static class ServerName
{
    private const int RecordHead = 5;
    private const int Handshake = 22;
    private const int MostBytes = 16 * 1024;

    /// <summary>The first record, and the name in it; null: it is not TLS, or has no name, or one that cannot be read.</summary>
    /// <param name="stream">Where the client's bytes come from.</param>
    /// <param name="early">Those of them that were read already.</param>
    public static async Task<(byte[] Bytes, string? Name)> ReadAsync(
        Stream stream, ReadOnlyMemory<byte> early, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>(early.ToArray());
        var buffer = new byte[MostBytes];
        while (Wanted(bytes) is <= MostBytes and var wanted && bytes.Count < wanted)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return ([], null);
            }

            bytes.AddRange(buffer.AsSpan(0, read));
        }

        return bytes[0] == Handshake && Wanted(bytes) is <= MostBytes and var end
            ? ([.. bytes], Find(bytes.ToArray().AsSpan(RecordHead..end)))
            : ([], null);
    }

    // What is no handshake is known by its first byte: nothing more is waited for.
    private static int Wanted(List<byte> bytes) =>
        bytes.Count == 0 || bytes[0] != Handshake ? 1 : bytes.Count < RecordHead ? RecordHead : RecordHead + (bytes[3] << 8) + bytes[4];

    private static string? Find(ReadOnlySpan<byte> hello)
    {
        try
        {
            // Kind and length of the message; a message that goes on in the next record is not read.
            if (hello[0] != 1 || (hello[1] << 16) + (hello[2] << 8) + hello[3] + 4 > hello.Length)
            {
                return null;
            }

            var rest = hello[(4 + 2 + 32)..];
            rest = rest[(1 + rest[0])..];
            rest = rest[(2 + Short(rest))..];
            rest = rest[(1 + rest[0])..];
            rest = rest.Slice(2, Short(rest));
            string? name = null;
            for (; rest.Length > 0; rest = rest[(4 + Short(rest[2..]))..])
            {
                if (Short(rest) == 0)
                {
                    // Two of them, or two names in one: a server may take the other one.
                    var length = Short(rest[7..]);
                    if (name is not null || rest[6] != 0 || Short(rest[2..]) != length + 5)
                    {
                        return null;
                    }

                    name = Encoding.Latin1.GetString(rest.Slice(9, length));
                }
            }

            return name is null || HostNames.IsAddress(name) ? null : HostNames.Normalise(name);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static int Short(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 2 ? throw new ArgumentOutOfRangeException(nameof(bytes)) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
