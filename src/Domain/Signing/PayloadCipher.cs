using System.Security.Cryptography;
using System.Text;

namespace SlopTemporal.Domain.Signing;

/// <summary>Encryption of payloads: AES-256-GCM, bound to the namespace of the server that they are written to.</summary>
/// <remarks>
/// The key is derived from the one that signs: both have one id and one age, are lost and found together, and the file of before
/// holds them already. Its form is written into histories: another one needs a new <see cref="Version"/>.
/// </remarks>
public static class PayloadCipher
{
    /// <summary>Bytes of the random number in front.</summary>
    public const int NonceBytes = 12;

    /// <summary>Bytes of the tag at the end.</summary>
    public const int TagBytes = 16;

    private const string Version = "slop-1";
    private const int KeyBytes = 32;

    /// <summary>Random number, encrypted bytes, tag.</summary>
    /// <param name="space">The namespace: in another one it is not read.</param>
    /// <param name="data">Any bytes.</param>
    public static byte[] Encrypt(PayloadKey key, string space, ReadOnlySpan<byte> data)
    {
        var packed = PayloadCompression.Pack(data);
        var made = new byte[NonceBytes + packed.Length + TagBytes];
        var nonce = made.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Cipher(key);
        aes.Encrypt(nonce, packed, made.AsSpan(NonceBytes, packed.Length), made.AsSpan(NonceBytes + packed.Length), Bound(key, space));
        return made;
    }

    /// <summary>What was encrypted; null: it is cut, changed, of another key or another namespace.</summary>
    public static byte[]? Decrypt(PayloadKey key, string space, ReadOnlySpan<byte> data)
    {
        var length = data.Length - NonceBytes - TagBytes;
        if (length < 1)
        {
            return null;
        }

        var packed = new byte[length];
        using var aes = Cipher(key);
        try
        {
            aes.Decrypt(
                data[..NonceBytes], data.Slice(NonceBytes, length), data[(NonceBytes + length)..], packed, Bound(key, space));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return PayloadCompression.Unpack(packed);
    }

    private static AesGcm Cipher(PayloadKey key)
    {
        Span<byte> derived = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret, derived, salt: [], info: Encoding.ASCII.GetBytes($"{Version} encryption"));
        return new(derived, TagBytes);
    }

    // The id has one length, so that the two cannot be read as other two.
    private static byte[] Bound(PayloadKey key, string space) => Encoding.UTF8.GetBytes($"{Version} {key.Id} {space}");
}
