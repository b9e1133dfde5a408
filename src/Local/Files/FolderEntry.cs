namespace SlopTemporal.Local.Files;

/// <summary>A name in a folder.</summary>
/// <param name="Kind">What it is; links are not followed.</param>
/// <param name="Bytes">Size of a file, else 0.</param>
public sealed record FolderEntry(string Name, FileKind Kind, long Bytes);

/// <summary>Kind of what a name in a folder refers to.</summary>
public enum FileKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket or a device.</summary>
    Other,
}
