namespace SlopTemporal.Starter.Tracks;

/// <summary>Sizes of the files that tickets name, as they lie in the repository now; each is read once.</summary>
internal sealed class FileSizes(string root)
{
    private readonly Dictionary<string, long?> _sizes = new(StringComparer.Ordinal);

    /// <summary>Bytes; null: it is not there, or cannot be read.</summary>
    public long? Get(string path) => _sizes.TryGetValue(path, out var size) ? size : _sizes[path] = Read(path);

    private long? Read(string path)
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
