using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Journals;

/// <summary>
/// What was paid for or done, each piece in its own immutable file
/// <c>journal/&lt;track&gt;/&lt;epoch&gt;/&lt;ticket&gt;/&lt;attempt&gt;/&lt;name&gt;</c>:
/// the first one written wins, so that a retry after a crash finds it instead of paying or doing again.
/// </summary>
public sealed class Journal(SlopHome home)
{
    private const int Stripes = 64;

    private readonly JournalFolders _folders = new(home);

    // A stale attempt of an activity may still write while its retry does. Both are in this process, which alone holds the home.
    private readonly Lock[] _locks = [.. Enumerable.Range(0, Stripes).Select(_ => new Lock())];

    /// <summary>Folder of an attempt; it may not exist yet.</summary>
    public string Folder(AttemptScope scope) => _folders.AttemptPath(scope);

    /// <summary>What <c>name.json</c> holds; null if there is no such file.</summary>
    /// <remarks>A file that cannot be read counts as absent; it is moved aside as <c>.bad</c>.</remarks>
    public T? Read<T>(AttemptScope scope, string name)
        where T : class
    {
        var path = FilePath(scope, name, JournalFile.Extension);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), SlopJson.Options);
        }
        catch (JsonException)
        {
            File.Move(path, path + ".bad", overwrite: true);
            return null;
        }
    }

    /// <summary>Writes <c>name.json</c> unless it is there; returns what is there then.</summary>
    public T Write<T>(AttemptScope scope, string name, T value)
        where T : class
    {
        var path = FilePath(scope, name, JournalFile.Extension);
        lock (LockFor(path))
        {
            return Read<T>(scope, name) ?? Create(path, value, JsonSerializer.Serialize(value, SlopJson.Indented));
        }
    }

    /// <summary>What <c>name.md</c> holds, or null.</summary>
    public string? ReadText(AttemptScope scope, string name)
    {
        var path = FilePath(scope, name, ".md");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>Writes <c>name.md</c> unless it is there; returns what is there then.</summary>
    public string WriteText(AttemptScope scope, string name, string text)
    {
        var path = FilePath(scope, name, ".md");
        lock (LockFor(path))
        {
            return ReadText(scope, name) ?? Create(path, text, text);
        }
    }

    private static T Create<T>(string path, T value, string content)
    {
        AtomicFile.WriteFast(path, System.Text.Encoding.UTF8.GetBytes(content));
        return value;
    }

    private string FilePath(AttemptScope scope, string name, string extension) => Path.Combine(Folder(scope), name + extension);

    private Lock LockFor(string path) => _locks[(uint)path.GetHashCode(StringComparison.Ordinal) % Stripes];
}
