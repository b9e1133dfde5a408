namespace SlopTemporal.Activities.Tools.Edits;

/// <summary><c>delete_file</c>.</summary>
internal sealed class DeleteFileTool(FileChanges changes) : ITool
{
    public Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var path = call.Arguments.Text("path");
        return Task.FromResult(changes.Apply(call, path, before => before.Hash is null
            ? throw new ToolErrorException($"delete_file: {path} does not exist; use list_directory to find the file.")
            : new(null, $"Deleted {path}.")));
    }
}
