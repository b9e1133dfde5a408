using System.Text.Json;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Files that a person has confirmed, by hash: <c>trusted.json</c> in the home.</summary>
internal sealed class TrustedFiles(SlopHome home)
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    private readonly string _file = Path.Combine(home.Root, "trusted.json");

    public bool Contains(string hash) => Load().ContainsKey(hash);

    public async Task AddAsync(string hash, string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var fileLock = await FileLock.AcquireAsync(Path.Combine(home.Locks, "trusted.lock"), LockTimeout, cancellationToken);
        var known = Load();
        known[hash] = new(path, now);
        AtomicFile.Write(_file, JsonSerializer.Serialize(known, SlopJson.Indented) + "\n");
    }

    private SortedDictionary<string, TrustedFile> Load()
    {
        try
        {
            var bytes = GivenFile.Read(_file, MaxBytes);
            return JsonSerializer.Deserialize<SortedDictionary<string, TrustedFile>>(bytes, SlopJson.Options) ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            // Forgotten trust is asked for again; a corrupt file must not grant any.
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliError.Unreadable(_file, e.Message);
        }
    }
}

/// <summary>A confirmed file.</summary>
/// <param name="Path">Where the file was, for people.</param>
/// <param name="At">When it was confirmed.</param>
internal sealed record TrustedFile(string Path, DateTimeOffset At);
