namespace SlopTemporal.Starter.Tracks;

/// <summary>Sizes of the files that tickets name, as they lie in the repository now; each is looked at once.</summary>
internal sealed class FileSizes(string root)
{
    private readonly Dictionary<string, long?> _known = new(StringComparer.Ordinal);

    /// <summary>Bytes; null: it is not there, or cannot be looked at.</summary>
    public long? Of(string path) => _known.TryGetValue(path, out var known) ? known : _known[path] = Look(path);

    private long? Look(string path)
    {
        try
        {
            return new FileInfo(Path.Combine(root, path)) is { Exists: true } file ? file.Length : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
