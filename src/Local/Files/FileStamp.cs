namespace SlopTemporal.Local.Files;

/// <summary>Tells a file that was written anew from the one of before, without reading it.</summary>
/// <param name="Length">Null: there is no file.</param>
public readonly record struct FileStamp(long? Length, DateTime Written)
{
    /// <param name="path">Null: no file is meant.</param>
    public static FileStamp Of(string? path) =>
        path is not null && new FileInfo(path) is { Exists: true } file ? new(file.Length, file.LastWriteTimeUtc) : default;
}
