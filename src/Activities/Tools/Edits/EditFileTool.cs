using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Tools.Edits;

/// <summary><c>edit_file</c>.</summary>
internal sealed class EditFileTool : Tool
{
    public override string Name => "edit_file";

    public override string Description => "Replaces a piece of a file. The old text must occur exactly once, with its indentation.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } =
    [
        ToolParameter.Text("path", PathWords),
        ToolParameter.Text("old_text", "Text to replace; with enough lines around it to be unique."),
        ToolParameter.Text("new_text", "Text to put there; empty to remove."),
    ];

    public override RuleArgument? RuleArgument => new("path");

    public override string? Summary(JsonElement arguments) => ToolSubject.TextArgument(arguments, "path");

    public override Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var (path, oldText, newText) = (call.Arguments.Path("path"), call.Arguments.Text("old_text"), call.Arguments.Text("new_text"));
        return Task.FromResult(FileChanges.Apply(call, path, before =>
        {
            var (edited, line) = TextEdit.Apply(path, Existing(path, before), oldText, newText);
            return new(edited.Bytes(), $"Edited {path} at line {line}.");
        }));
    }

    private static TextFile Existing(string path, FileState before) => before.Hash is null
        ? throw new ToolErrorException($"edit_file: {path} does not exist; use write_file to create it, or list_directory to find it.")
        : before.Text ?? throw new ToolErrorException(
            $"edit_file: {path} is not UTF-8 text, so it is left alone; use run_command if it must change.");
}
