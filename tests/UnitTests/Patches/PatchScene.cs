using System.Text;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Patching;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Patches;

/// <summary>A worktree of one test.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class PatchScene : IDisposable
{
    private readonly TempFolder _folder = new();

    public PatchScene()
    {
        Root = _folder.Folder("tree");
        Files = new(Root);
    }

    public string Root { get; }

    public WorktreeFiles Files { get; }

    public PatchScene With(string path, string content) => With(path, Encoding.UTF8.GetBytes(content));

    public PatchScene With(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
        File.WriteAllBytes(Path.Combine(Root, path), content);
        return this;
    }

    public PatchScene Runnable(string path)
    {
        File.SetUnixFileMode(Path.Combine(Root, path), File.GetUnixFileMode(Path.Combine(Root, path)) | UnixFileMode.UserExecute);
        return this;
    }

    public bool IsRunnable(string path) => File.GetUnixFileMode(Path.Combine(Root, path)).HasFlag(UnixFileMode.UserExecute);

    public string Text(string path) => Encoding.UTF8.GetString(Bytes(path));

    public byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(Root, path));

    public bool Has(string path) => File.Exists(Path.Combine(Root, path));

    public PreparedPatch Prepare(string patch)
    {
        var result = PreparedPatch.Prepare(patch, Files);
        Assert.True(result.Patch is not null, result.Problem + "\n" + patch);
        return result.Patch;
    }

    /// <summary>Why the patch is refused; nothing was written.</summary>
    public string Refused(string patch)
    {
        var before = Tree();
        var result = PreparedPatch.Prepare(patch, Files);
        Assert.True(result.Problem is not null, $"It was not refused:\n{patch}\nas\n{result.Patch?.Diff}");
        Assert.Equal(before, Tree());
        return result.Problem;
    }

    public PreparedPatch Apply(string patch)
    {
        var prepared = Prepare(patch);
        Assert.Null(prepared.Write(Files));
        return prepared;
    }

    /// <summary>Every file with its content and mode.</summary>
    public string Tree() => string.Join('\n', Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file))
        .Order(StringComparer.Ordinal)
        .Select(file => $"{file} {(IsRunnable(file) ? "x" : "-")} {Convert.ToHexString(Bytes(file))}"));

    public void Dispose() => _folder.Dispose();
}
