using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Local.Files;

/// <summary>Hash and mode of a file before it is changed.</summary>
internal sealed record FileContent(string Sha256, UnixFileMode Mode)
{
    /// <summary>All bytes; null if there are more than <see cref="WorktreeFiles.MaxBytes"/>.</summary>
    public static byte[]? Read(SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        if (length > WorktreeFiles.MaxBytes)
        {
            return null;
        }

        var content = new byte[length];
        var read = 0;
        while (read < content.Length && RandomAccess.Read(handle, content.AsSpan(read), read) is var count and > 0)
        {
            read += count;
        }

        return content[..read];
    }
}
