using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>What was done in a worktree, noted in its scratch folder, where commands do not reach.</summary>
/// <remarks>The notes go when the worktree goes, so that a new one starts with none.</remarks>
public sealed class WorktreeNotes(string worktree)
{
    public T? Read<T>(string name)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(PathOf(name)), SlopJson.Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write<T>(string name, T value)
        where T : class => AtomicFile.Write(PathOf(name), JsonSerializer.SerializeToUtf8Bytes(value, SlopJson.Options).AsSpan());

    /// <summary>Removes a note: before what it tells of goes, so that a kill in between leaves nothing that it is wrong about.</summary>
    public void Remove(string name)
    {
        if (File.Exists(PathOf(name)))
        {
            File.Delete(PathOf(name));
        }
    }

    private string PathOf(string name) => Path.Combine(Scratch.For(worktree).Private, name + ".json");
}
