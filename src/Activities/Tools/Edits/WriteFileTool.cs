using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Tools.Edits;

/// <summary><c>write_file</c>.</summary>
internal sealed class WriteFileTool : Tool
{
    public override string Name => "write_file";

    public override string Description => "Creates a file or replaces all of it.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } =
        [ToolParameter.Text("path", PathWords), ToolParameter.Text("content", "The whole text of the file.")];

    public override RuleArgument? RuleArgument => new("path");

    public override string? Summary(JsonElement arguments) => ToolSubject.TextArgument(arguments, "path");

    public override Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var (path, content) = (call.Arguments.Path("path"), call.Arguments.Text("content"));
        return Task.FromResult(FileChanges.Apply(call, path, before =>
        {
            var after = TextFile.Replace(before.Text, content);
            return new(Bytes(after), $"{(before.Hash is null ? "Created" : "Replaced")} {path}, {Lines(content)} lines.");
        }));
    }

    private static byte[] Bytes(TextFile file)
    {
        try
        {
            return file.Bytes();
        }
        catch (EncoderFallbackException e)
        {
            throw new ToolErrorException(
                $"write_file: argument 'content' has a broken character at position {e.Index}; nothing was written.");
        }
    }

    private static int Lines(string text) => text.AsSpan().Count('\n') + (text.Length == 0 || text.EndsWith('\n') ? 0 : 1);
}
