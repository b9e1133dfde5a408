using System.Text.Json;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What a person has confirmed, by hash: <c>trusted.json</c> in the home.</summary>
internal sealed class TrustedFiles(SlopHome home)
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    private readonly string _file = Path.Combine(home.Root, "trusted.json");

    public bool Contains(string hash) => Load().ContainsKey(hash);

    /// <summary>What was confirmed last in the file; null: nothing, or it was the whole file.</summary>
    public IReadOnlyList<string>? LastOf(string path) =>
        Load().Values.Where(known => known.Path == path && known.Lines is not null).MaxBy(known => known.At)?.Lines;

    public async Task AddAsync(ConfirmedCommands confirmed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var fileLock = await FileLock.AcquireAsync(Path.Combine(home.Locks, "trusted.lock"), LockTimeout, cancellationToken);
        var known = Load();
        known[confirmed.Hash] = new(confirmed.Path, now, confirmed.Lines);
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

/// <summary>What was confirmed of a file.</summary>
/// <param name="Path">Where the file was.</param>
/// <param name="At">When it was confirmed.</param>
/// <param name="Lines">What a person said yes to; null: to the whole file, in builds of before.</param>
internal sealed record TrustedFile(string Path, DateTimeOffset At, IReadOnlyList<string>? Lines = null);
