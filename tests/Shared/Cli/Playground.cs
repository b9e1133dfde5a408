using System.Text.Json;

namespace SlopTemporal.Tests;

/// <summary>A repository, a track and a script, written by a test.</summary>
internal sealed class Playground
{
    private const string Check =
        "for file in parts/*; do [ ! -e \"$file\" ] || grep -q ok \"$file\" || { echo \"$file is not ok\"; exit 1; }; done\n";

    private readonly Dictionary<string, object> _turns = [];
    private readonly List<object> _tickets = [];

    /// <summary>A repository whose check asks each file in <c>parts</c> for an "ok".</summary>
    public Playground(string folder)
        : this(folder, new Dictionary<string, string> { ["check.sh"] = Check })
    {
    }

    /// <param name="folder">The repository lies in it.</param>
    /// <param name="files">Texts of the first commit, by path.</param>
    public Playground(string folder, IReadOnlyDictionary<string, string> files)
    {
        Folder = folder;
        Directory.CreateDirectory(Repository);
        Git.Run(Repository, "init", "-q", "-b", "main");
        foreach (var (path, text) in files)
        {
            Write(path, text);
        }

        Commit("base");
    }

    public string Folder { get; }

    /// <summary>Id of the track.</summary>
    public string Track { get; init; } = "play";

    public string Repository => Path.Combine(Folder, "repo");

    public string TrackFile => Path.Combine(Folder, "track.json");

    public string ScriptFile => Path.Combine(Folder, "script.json");

    public static object Call(string name, object args) => new { calls = new[] { new { name, args } } };

    public static object WriteFile(string path, string content) => Call("write_file", new { path, content });

    public static object EditFile(string path, string oldText, string newText) =>
        Call("edit_file", new { path, old_text = oldText, new_text = newText });

    public static object Text(string text) => new { text };

    public void Write(string path, string text)
    {
        var full = Path.Combine(Repository, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Commit(string message)
    {
        Git.Run(Repository, "add", "-A");
        Git.Run(Repository, "commit", "-q", "-m", message);
    }

    /// <summary>A ticket with its attempts, each a list of turns.</summary>
    public void Ticket(string id, object more, params object[][] attempts)
    {
        _tickets.Add(Merge(new { id, description = $"work on {id}" }, more));
        Turns(id, attempts);
    }

    /// <summary>The attempts alone, of a ticket that joins later.</summary>
    public void Turns(string id, params object[][] attempts) => _turns[id] = attempts;

    public string Save(object track, int waitMs = 0, bool reversed = false)
    {
        var tickets = reversed ? Enumerable.Reverse(_tickets).ToList() : _tickets;
        var usual = new { id = Track, repository = "repo", @base = "main", verify = new[] { "sh check.sh" }, tickets };
        File.WriteAllText(TrackFile, JsonSerializer.Serialize(Merge(usual, track)));
        File.WriteAllText(ScriptFile, JsonSerializer.Serialize(new { wait_ms = waitMs, turns = _turns }));
        return TrackFile;
    }

    private static Dictionary<string, JsonElement> Merge(object a, object b) => new[] { a, b }
        .SelectMany(o => JsonSerializer.SerializeToElement(o).EnumerateObject())
        .GroupBy(p => p.Name)
        .ToDictionary(g => g.Key, g => g.Last().Value);
}
