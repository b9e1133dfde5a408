namespace SlopTemporal.Activities.Tools.Edits;

/// <summary><c>edit_file</c>.</summary>
internal sealed class EditFileTool(FileChanges changes) : ITool
{
    public Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var (path, oldText, newText) = (call.Arguments.Text("path"), call.Arguments.Text("old_text"), call.Arguments.Text("new_text"));
        return Task.FromResult(changes.Apply(call, path, before =>
        {
            var (edited, line) = TextEdit.Apply(path, Existing(path, before), oldText, newText);
            return new(edited.Bytes(), $"Edited {path} at line {line}.");
        }));
    }

    private static TextFile Existing(string path, FileState before) => before.Hash is null
        ? throw new ToolErrorException($"edit_file: {path} does not exist; use write_file to create it, or list_directory to find it.")
        : before.Text ?? throw new ToolErrorException($"edit_file: {path} is not UTF-8 text, so it is left alone; use run_command if it must change.");
}
