using System.Security.Cryptography;

namespace SlopTemporal.Domain.Effects;

/// <summary>The one hash of contents: SHA-256 in lower-case hex.</summary>
public static class Sha256
{
    public static string Hex(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Hex(string content) => Hex(System.Text.Encoding.UTF8.GetBytes(content).AsSpan());
}
