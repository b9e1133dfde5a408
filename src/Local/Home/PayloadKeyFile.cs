using System.Security.Cryptography;
using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Home;

/// <summary>The keys that sign what the home's programs write to the server: a file of the home that only its owner reads.</summary>
public static class PayloadKeyFile
{
    /// <summary>The home's keys; the first program that needs them makes them.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static PayloadKeys ReadOrCreate(SlopHome home)
    {
        if (!File.Exists(home.PayloadKeys))
        {
            home.Create();
            AtomicFile.TryCreate(home.PayloadKeys, JsonSerializer.Serialize(NewKeys(), SlopJson.Indented), AtomicFile.OwnerOnly);
        }

        try
        {
            var keys = JsonSerializer.Deserialize<PayloadKeys>(File.ReadAllBytes(home.PayloadKeys), SlopJson.Options);
            return keys is { Keys.Count: > 0 } && keys.Keys.All(IsKey) ? keys : throw Unusable(home, "it holds no key");
        }
        catch (JsonException e)
        {
            throw Unusable(home, e.Message);
        }
    }

    private static PayloadKeys NewKeys() => new(
        DateTimeOffset.UtcNow,
        [
            new(
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PayloadKey.IdLength / 2)),
                RandomNumberGenerator.GetBytes(PayloadKey.SecretBytes)),
        ]);

    private static bool IsKey(PayloadKey? key) =>
        key is { Id.Length: PayloadKey.IdLength, Secret.Length: PayloadKey.SecretBytes } && key.Id.All(char.IsAsciiHexDigitLower);

    private static InvalidDataException Unusable(SlopHome home, string why) => new(
        $"{home.PayloadKeys} cannot be used: {why}. Put the former file back: without it no track that runs can go on. "
        + "Where none runs, delete it, and a new one is made.");
}
