using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SlopTemporal.Domain.Signing;

/// <summary>Signatures of payloads: HMAC-SHA256 over the bytes and over what they are bound to.</summary>
/// <remarks>Its form is written into histories: another one needs a new <see cref="Version"/>.</remarks>
public static class PayloadMac
{
    /// <summary>Characters of a signature: id of the key, a dot, 32 bytes in base64url.</summary>
    public const int Length = PayloadKey.IdLength + 1 + 43;

    private const string Version = "slop-1";

    /// <summary>The signature with the key that signs.</summary>
    /// <param name="bound">Where the payload belongs, such as namespace, workflow and type: elsewhere the signature does not hold.</param>
    /// <param name="data">The payload.</param>
    public static string Sign(PayloadKeyRing keys, IReadOnlyList<string> bound, ReadOnlySpan<byte> data) => Sign(keys.Active, bound, data);

    /// <summary>Whether one of the keys made the signature.</summary>
    public static bool Holds(PayloadKeyRing keys, string signature, IReadOnlyList<string> bound, ReadOnlySpan<byte> data) =>
        signature.Length == Length
        && keys.Find(signature[..PayloadKey.IdLength]) is { } key
        && CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(signature.AsSpan()), MemoryMarshal.AsBytes(Sign(key, bound, data).AsSpan()));

    private static string Sign(PayloadKey key, IReadOnlyList<string> bound, ReadOnlySpan<byte> data) =>
        $"{key.Id}.{Base64Url.EncodeToString(Compute(key, bound, data))}";

    private static byte[] Compute(PayloadKey key, IReadOnlyList<string> bound, ReadOnlySpan<byte> data)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Secret);
        foreach (var part in bound.Prepend(key.Id).Prepend(Version))
        {
            Append(mac, Encoding.UTF8.GetBytes(part));
        }

        Append(mac, data);
        return mac.GetHashAndReset();
    }

    // The length in front keeps two parts from being read as other two.
    private static void Append(IncrementalHash mac, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        mac.AppendData(length);
        mac.AppendData(part);
    }
}
