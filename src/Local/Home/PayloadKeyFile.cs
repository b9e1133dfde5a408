using System.Security.Cryptography;
using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Home;

/// <summary>
/// The keys that sign and encrypt what the home's programs write to the server: a file of the home that only its owner reads.
/// </summary>
public static class PayloadKeyFile
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The home's keys; the first program that needs them makes them.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static PayloadKeys ReadOrCreate(SlopHome home)
    {
        if (!File.Exists(home.PayloadKeys))
        {
            home.Create();
            var now = DateTimeOffset.UtcNow;
            AtomicFile.TryCreate(
                home.PayloadKeys, JsonSerializer.Serialize(new PayloadKeys(now, [NewKey(now)]), SlopJson.Indented), AtomicFile.OwnerOnly);
        }

        return Read(home);
    }

    /// <summary>The same for a program that goes on while another makes a new key.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static PayloadKeyRing Ring(SlopHome home)
    {
        var gate = new Lock();
        var read = FileStamp.Of(home.PayloadKeys);
        return new(ReadOrCreate(home), Refresh);

        PayloadKeys Refresh(PayloadKeys known)
        {
            lock (gate)
            {
                var stamp = FileStamp.Of(home.PayloadKeys);
                if (stamp == read)
                {
                    return known;
                }

                read = stamp;
                try
                {
                    return Read(home);
                }
                catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
                {
                    // Whoever starts next says so; what runs goes on with what it has.
                    return known;
                }
            }
        }
    }

    /// <summary>Makes a new key, which signs and encrypts from now on. All others stay: histories need them.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static async Task<PayloadKeys> RotateAsync(SlopHome home, TimeProvider time, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(Path.Combine(home.Locks, "payload-keys.lock"), LockTimeout, cancellationToken);
        var before = ReadOrCreate(home);
        var after = before with { Keys = [NewKey(time.GetUtcNow()), .. before.Keys] };
        AtomicFile.WritePrivate(home.PayloadKeys, JsonSerializer.SerializeToUtf8Bytes(after, SlopJson.Indented));
        return after;
    }

    private static PayloadKeys Read(SlopHome home)
    {
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

    private static PayloadKey NewKey(DateTimeOffset now) => new(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PayloadKey.IdLength / 2)),
        RandomNumberGenerator.GetBytes(PayloadKey.SecretBytes),
        now);

    private static bool IsKey(PayloadKey? key) => key is { Id: not null, Secret.Length: PayloadKey.SecretBytes } && PayloadKey.IsId(key.Id);

    private static InvalidDataException Unusable(SlopHome home, string why) => new(
        $"{home.PayloadKeys} cannot be used: {why}. Put the former file back: without it no track that runs can go on. "
        + "Where none runs, delete it, and a new one is made.");
}
