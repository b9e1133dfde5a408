using System.Text.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Bench;

/// <summary>
/// A repository whose setup makes two thousand files, and whose check looks at them and at what tickets added: one processor busy for
/// some ten and five seconds, about what a package manager and the tests of a small library take. Six tickets in three pairs, one after
/// the other: the second of a pair is merged with work that it did not know.
/// </summary>
internal static class SlowRepository
{
    public static readonly IReadOnlyList<string> Setup = ["sh setup.sh"];

    public static readonly IReadOnlyList<string> Verify = ["sh check.sh"];

    public static readonly IReadOnlyList<string> Tickets = ["a1", "b1", "a2", "b2", "a3", "b3"];

    private const string Number = "function number(n,  i, s) { for (i = 0; i < 30000; i++) s = (s * 31 + i + n) % 1000003; return s }";

    private static readonly Dictionary<string, string> Files = new()
    {
        [".gitignore"] = "vendor/\n",
        ["setup.sh"] = $$"""
            mkdir -p vendor
            awk '{{Number}}
              BEGIN { for (n = 0; n < 2000; n++) { file = "vendor/" n; number(n + 1); print number(n) > file; close(file) } }'

            """,
        ["check.sh"] = $$"""
            awk '{{Number}}
              BEGIN { for (n = 0; n < 2000; n++) { getline made < ("vendor/" n); if (made != number(n)) exit 1 } }' || exit
            for part in parts/*; do grep -q ok "$part" || exit; done

            """,
        ["parts/base"] = "ok\n",
    };

    /// <summary>What a ticket adds.</summary>
    public static (string Path, string Text) Work(string ticket) => ($"parts/{ticket}", $"ok {ticket}\n");

    /// <summary>Writes the files of the base.</summary>
    public static void LayOut(string folder)
    {
        foreach (var (path, text) in Files)
        {
            Write(folder, path, text);
        }
    }

    public static void Write(string folder, string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>A track on a repository that is made in the folder.</summary>
    public static async Task<TrackDocument> CreateTrackAsync(SlopHome home, string folder, string id)
    {
        LayOut(folder);
        var git = await GitRepository.InitAsync(new(ProcessRunner.Shared, home), folder, "main", CancellationToken.None);
        var commit = await git.CommitAllAsync("base", DateTimeOffset.UnixEpoch, CancellationToken.None);
        var track = new Track
        {
            Id = id,
            Repository = folder,
            MaxWorkers = 2,
            Setup = Setup,
            SetupInputs = ["setup.sh"],
            Verify = Verify,
            Tickets = [.. Tickets.Select(t => new Ticket { Id = t, Description = $"Add {t}.", DependsOn = [.. PairBefore(t)] })],
        };
        return new() { Track = track, Repository = git.Root, BaseCommit = commit };
    }

    /// <summary>Each ticket writes its file and is done.</summary>
    public static string Script() => JsonSerializer.Serialize(new
    {
        turns = Tickets.ToDictionary(
            id => id,
            id => new[] { new object[] { new { calls = new[] { Call(id) } }, new { text = "Done." } } }),
    });

    private static object Call(string id) => new { name = "write_file", args = new { path = Work(id).Path, content = Work(id).Text } };

    private static IEnumerable<string> PairBefore(string id) => Tickets.Where(other => other[1] == id[1] - 1);
}
