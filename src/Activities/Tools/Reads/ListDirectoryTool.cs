using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Tools.Reads;

/// <summary><c>list_directory</c>.</summary>
internal sealed class ListDirectoryTool : Tool
{
    public override string Name => "list_directory";

    public override string Description => "Lists a directory; names that end in / are directories.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } =
        [ToolParameter.OptionalText("path", PathWords + " The top when left out.")];

    public override RuleArgument? RuleArgument => new("path");

    public override bool IsRead => true;

    public override string? Summary(JsonElement arguments) => ToolSubject.TextArgument(arguments, "path");

    public override Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var path = call.Arguments.OptionalPath("path") is { Length: > 0 } given ? given : ".";
        var entries = call.Files.List(path)
            ?? throw new ToolErrorException($"list_directory: {path} is not a directory here; leave 'path' out to list the top.");
        var shown = entries.Take(ToolLimits.Entries).Select(entry => Line(entry, call.Files.IsHidden($"{path}/{entry.Name}")));
        var more = entries.Count > ToolLimits.Entries ? $"\n… {entries.Count - ToolLimits.Entries} more …" : "";
        return Task.FromResult(ToolOutcome.Done(entries.Count == 0 ? $"{path} is empty." : string.Join('\n', shown) + more));
    }

    private static string Line(FolderEntry entry, bool isHidden) => entry.Kind switch
    {
        FileKind.File when isHidden => entry.Name + " (private)",
        FileKind.Folder => entry.Name + "/",
        FileKind.Link => entry.Name + " (symbolic link)",
        _ => entry.Name,
    };
}
