using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Local.Files;

/// <summary>A folder that stays the same one while it is used, even if its name is moved or replaced by a link.</summary>
/// <param name="handle">Null where the system cannot open beneath a folder; the path has to do then.</param>
internal sealed class OpenedFolder(SafeFileHandle? handle, string path) : IDisposable
{
    public SafeFileHandle? Handle => handle;

    /// <summary>For the framework's own file functions.</summary>
    public string Path { get; } = handle is null ? path : $"/proc/self/fd/{handle.DangerousGetHandle()}";

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Kind, size and mode of what has this name; links are not followed. Null if there is nothing.</summary>
    public FileFacts? FactsOf(string name) => handle is null ? FileFacts.FromPath(PathOf(name)) : Posix.FactsOf(handle, name);

    public void Dispose() => handle?.Dispose();
}
