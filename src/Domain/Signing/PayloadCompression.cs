#pragma warning disable RS0030 // It works on bytes in memory, and no workflow calls it: a payload is compressed on its way out.
using System.Buffers.Binary;
using System.IO.Compression;

namespace SlopTemporal.Domain.Signing;

/// <summary>Makes payloads smaller before they are encrypted: afterwards nothing does.</summary>
internal static class PayloadCompression
{
    /// <summary>Shorter ones hardly become smaller.</summary>
    private const int Least = 200;

    private const int Quality = 4;
    private const int Window = 20;
    private const int HeaderBytes = 1 + sizeof(int);

    /// <summary>More than a server takes of one message; what says more is not ours.</summary>
    private const int Most = 1 << 28;

    private const byte AsItIs = 0;
    private const byte Compressed = 1;

    /// <summary>A byte that says which of the two, then the bytes as they are, or their number and what they were made to.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> data)
    {
        if (data.Length >= Least)
        {
            var made = new byte[data.Length];
            if (BrotliEncoder.TryCompress(data, made.AsSpan(HeaderBytes), out var length, Quality, Window))
            {
                made[0] = Compressed;
                BinaryPrimitives.WriteInt32LittleEndian(made.AsSpan(1), data.Length);
                return made[..(HeaderBytes + length)];
            }
        }

        return [AsItIs, .. data];
    }

    /// <summary>Null: it was not packed here.</summary>
    public static byte[]? Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed is [AsItIs, .. var same])
        {
            return same.ToArray();
        }

        if (packed.Length < HeaderBytes || packed[0] != Compressed
            || BinaryPrimitives.ReadInt32LittleEndian(packed[1..]) is var length && length is < 0 or > Most)
        {
            return null;
        }

        var data = new byte[length];
        return BrotliDecoder.TryDecompress(packed[HeaderBytes..], data, out var written) && written == length ? data : null;
    }
}
