using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Tools.Reads;

/// <summary><c>search</c>: what git does not ignore, with a pattern that never backtracks.</summary>
internal sealed class SearchTool : Tool
{
    public override string Name => "search";

    public override string Description =>
        "Searches files line by line with a regular expression. Ignored, binary and very large files are left out.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } =
    [
        ToolParameter.Text("pattern", "Regular expression without back-references or look-around."),
        ToolParameter.OptionalText("path", "File or directory to search in."),
    ];

    public override RuleArgument? RuleArgument => new("path");

    public override bool IsRead => true;

    public override string? Summary(JsonElement arguments) =>
        ToolSubject.TextArgument(arguments, "path") ?? ToolSubject.TextArgument(arguments, "pattern");

    public override Task<ToolOutcome> RunAsync(ToolCall call) => Heartbeats.RunAsync(token => SearchAsync(call, token));

    private static async Task<ToolOutcome> SearchAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var pattern = SearchPattern.Parse(call.Arguments.Text("pattern"));
        var within = Within(call.Arguments.OptionalPath("path"));
        var repository = await GitRepository.DiscoverAsync(call.Services.Git, call.Document.Repository!, cancellationToken);
        string[] paths = [.. (await repository.Worktrees.ListFilesAsync(call.Root, cancellationToken)).Where(p => IsWithin(p, within))];
        return paths.Length == 0 && within.Length > 0
            ? ToolOutcome.Error($"search: there is no file {within} and no file below it; use list_directory to find the path.")
            : Search(call.Files, paths, pattern, cancellationToken);
    }

    private static ToolOutcome Search(WorktreeFiles files, string[] paths, Regex pattern, CancellationToken cancellationToken)
    {
        var hidden = paths.Count(files.IsHidden);
        if (hidden == paths.Length && hidden > 0)
        {
            throw FileGuard.Refusal(paths[0]);
        }

        var (hits, started) = (new List<string>(), Stopwatch.GetTimestamp());
        try
        {
            foreach (var (path, line, number) in paths.SelectMany(path => Lines(files, path)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Stopwatch.GetElapsedTime(started) > ToolLimits.Search)
                {
                    return Stopped(hits);
                }

                if (!pattern.IsMatch(line))
                {
                    continue;
                }

                if (hits.Count == ToolLimits.Hits)
                {
                    return Result(hits, $"There are more than {ToolLimits.Hits} hits; narrow the pattern, or give 'path'.");
                }

                hits.Add($"{path}:{number}: {Preview.Line(line, ToolLimits.HitLine)}");
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return Stopped(hits);
        }

        var left = hidden == 0 ? "" : $" Not searched, as it is private (setting {PrivateFiles.Setting}): {hidden} of the files.";
        return Result(hits, ((hits.Count == 0 ? $"No hits in {paths.Length - hidden} files." : "") + left).TrimStart());
    }

    private static ToolOutcome Stopped(List<string> hits) =>
        Result(hits, $"The search was stopped after {ToolLimits.Search.TotalSeconds} s; give 'path' to search less.");

    private static string Within(string? path)
    {
        var parts = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".");
        return string.Join('/', parts);
    }

    private static bool IsWithin(string path, string within) =>
        within.Length == 0 || path == within || path.StartsWith(within + "/", StringComparison.Ordinal);

    private static IEnumerable<(string Path, string Line, int Number)> Lines(WorktreeFiles files, string path) =>
        ReadableFile.Text(files, path)?.Split('\n').Select((line, i) => (path, line, i + 1)) ?? [];

    private static ToolOutcome Result(List<string> hits, string note) =>
        ToolOutcome.Done(string.Join('\n', note.Length == 0 ? hits : [.. hits, note]));
}
