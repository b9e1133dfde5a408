using System.Text.Json;
using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Activities.Tools.Edits;

/// <summary><c>delete_file</c>.</summary>
internal sealed class DeleteFileTool : Tool
{
    public override string Name => "delete_file";

    public override string Description => "Deletes a file.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } = [ToolParameter.Text("path", PathWords)];

    public override RuleArgument? RuleArgument => new("path");

    public override string? Summary(JsonElement arguments) => ToolSubject.TextArgument(arguments, "path");

    public override Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var path = call.Arguments.Path("path");
        return Task.FromResult(FileChanges.Apply(call, path, before => before.Hash is null
            ? throw new ToolErrorException($"delete_file: {path} does not exist; use list_directory to find the file.")
            : new(null, $"Deleted {path}.")));
    }
}
