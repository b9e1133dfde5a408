using System.Security.Cryptography;

namespace SlopTemporal.Domain.Effects;

/// <summary>The one hash of contents: SHA-256 in lower-case hex.</summary>
public static class Sha256
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Of(string content) => Of(System.Text.Encoding.UTF8.GetBytes(content).AsSpan());
}
