using SlopTemporal.Local.Files;

namespace SlopTemporal.UnitTests.Local;

/// <summary>A folder of one test, with a space in its name as homes may have.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "slop test " + System.IO.Path.GetRandomFileName());

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, string content)
    {
        var path = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public string Folder(string name) => Directory.CreateDirectory(In(name)).FullName;

    public void Dispose() => FolderRemoval.Remove(Path);
}
