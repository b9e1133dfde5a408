using System.Diagnostics;
using System.Text.RegularExpressions;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Tools.Reads;

/// <summary><c>search</c>: a pattern that a model wrote never backtracks.</summary>
internal sealed class SearchTool : ITool
{
    public Task<ToolOutcome> RunAsync(ToolCall call) => Heartbeats.WhileAsync(token => Task.FromResult(Search(call, token)));

    private static ToolOutcome Search(ToolCall call, CancellationToken cancellationToken)
    {
        var pattern = Pattern(call.Arguments.Text("pattern"));
        var scope = call.Arguments.OptionalText("path")?.Trim('/') is { Length: > 0 } given and not "." ? given : null;
        var files = new WorktreeFiles(call.Root);
        var (hits, started) = (new List<string>(), Stopwatch.GetTimestamp());
        var searched = 0;
        foreach (var path in files.Files().Where(f => scope is null || f == scope || f.StartsWith(scope + "/", StringComparison.Ordinal)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(started) > ToolLimits.Search)
            {
                return Say(hits, $"The search was stopped after {ToolLimits.Search.TotalSeconds} s; give 'path' to search less.");
            }

            searched++;
            hits.AddRange(Hits(files, path, pattern).Take(ToolLimits.Hits + 1 - hits.Count));
            if (hits.Count > ToolLimits.Hits)
            {
                return Say(hits.GetRange(0, ToolLimits.Hits), $"There are more than {ToolLimits.Hits} hits; narrow the pattern, or give 'path'.");
            }
        }

        return searched == 0 && scope is not null
            ? ToolOutcome.Error($"search: there is no file {scope} and no file below it; use list_directory to find the path.")
            : Say(hits, hits.Count == 0 ? $"No hits in {searched} files." : "");
    }

    private static Regex Pattern(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, ToolLimits.Search);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ToolErrorException($"search: argument 'pattern' cannot be used: {e.Message} Write it without back-references and look-around, and escape what is meant literally.");
        }
    }

    private static IEnumerable<string> Hits(WorktreeFiles files, string path, Regex pattern) =>
        Lines(files, path).Where(l => pattern.IsMatch(l.Line)).Select(l => $"{path}:{l.Number}: {Preview.Line(l.Line, ToolLimits.HitLine)}");

    private static IEnumerable<(string Line, int Number)> Lines(WorktreeFiles files, string path) =>
        ReadableFile.Text(files, path)?.Split('\n').Select((line, i) => (line, i + 1)) ?? [];

    private static ToolOutcome Say(List<string> hits, string note) => ToolOutcome.Done(string.Join('\n', note.Length == 0 ? hits : [.. hits, note]));
}
