using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Files;

/// <summary>Texts by the SHA-256 of their bytes, so that histories carry hashes instead.</summary>
public sealed class ContentStore(SlopHome home)
{
    private const int ShardLength = 2;

    /// <summary>Keeps the content; returns its hash in lower-case hex.</summary>
    public string Put(ReadOnlySpan<byte> content)
    {
        var hash = Sha256.Hex(content);
        // Reading repairs what a failing disk has damaged.
        if (Get(hash) is null)
        {
            AtomicFile.Write(PathOf(hash), content);
            CrashPoint.Hit(CrashPoints.StoreWritten);
        }

        return hash;
    }

    public string Put(string content) => Put(Encoding.UTF8.GetBytes(content).AsSpan());

    public string PutJson<T>(T value) => Put(JsonSerializer.SerializeToUtf8Bytes(value, SlopJson.Options).AsSpan());

    /// <summary>The content; null if it is not here, or no longer what it was.</summary>
    public byte[]? Get(string hash)
    {
        try
        {
            var content = File.ReadAllBytes(PathOf(hash));
            return Sha256.Hex(content) == hash ? content : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The text; null like <see cref="Get"/>.</summary>
    public string? FindText(string hash) => Get(hash) is { } content ? Encoding.UTF8.GetString(content) : null;

    /// <exception cref="ContentMissingException">The content is not here.</exception>
    public string GetText(string hash) => Encoding.UTF8.GetString(Required(hash));

    /// <exception cref="ContentMissingException">The content is not here.</exception>
    public T GetJson<T>(string hash) =>
        JsonSerializer.Deserialize<T>(Required(hash), SlopJson.Options) ?? throw new JsonException($"Content {hash} is null.");

    private byte[] Required(string hash) => Get(hash) ?? throw new ContentMissingException(hash, home.Store);

    private string PathOf(string hash) => hash.Length == 2 * SHA256.HashSizeInBytes && hash.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(home.Store, hash[..ShardLength], hash[ShardLength..])
        : throw new ArgumentException($"'{hash}' is not a SHA-256 in lower-case hex.", nameof(hash));
}
