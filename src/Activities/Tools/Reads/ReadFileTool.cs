using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Tools.Reads;

/// <summary><c>read_file</c>: whole lines under one header, as many as a result holds.</summary>
internal sealed class ReadFileTool : Tool
{
    public override string Name => "read_file";

    public override string Description => "Reads a text file.";

    public override IReadOnlyList<ToolParameter> Parameters { get; } =
    [
        ToolParameter.Text("path", PathWords),
        ToolParameter.OptionalNumber("offset", "First line, from 1."),
        ToolParameter.OptionalNumber("limit", "Number of lines."),
    ];

    public override RuleArgument? RuleArgument => new("path");

    public override bool IsRead => true;

    public override string? Summary(JsonElement arguments) => ToolSubject.TextArgument(arguments, "path");

    public override Task<ToolOutcome> RunAsync(ToolCall call)
    {
        var path = call.Arguments.Path("path");
        var (offset, limit) = (call.Arguments.OptionalNumber("offset") ?? 1, call.Arguments.OptionalNumber("limit") ?? ToolLimits.Lines);
        return Task.FromResult(call.Files.Read(path) switch
        {
            ReadResult.Text text when TextFile.Read(text.Content.Span) is { } file =>
                Show(path, file.Text, offset, Math.Min(limit, ToolLimits.Lines)),
            ReadResult.Text text => NoText(path, text.Content.Length, text.Sha256),
            ReadResult.Binary binary => NoText(path, binary.Bytes, binary.Sha256),
            ReadResult.TooLarge large => ToolOutcome.Error(
                $"read_file: {path} has {large.Bytes} bytes; "
                + $"files of more than {WorktreeFiles.MaxBytes} are read in parts with run_command."),
            _ => ToolOutcome.Error($"read_file: {path} does not exist; use list_directory or search to find it."),
        });
    }

    private static ToolOutcome NoText(string path, long bytes, string hash) =>
        ToolOutcome.Done($"{path} is not UTF-8 text: {bytes} bytes, sha256 {hash}.");

    private static ToolOutcome Show(string path, string text, int offset, int limit)
    {
        if (text.Length == 0)
        {
            return ToolOutcome.Done($"{path} is empty.");
        }

        var lines = text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
        if (offset > lines.Length)
        {
            throw new ToolErrorException($"read_file: argument 'offset' is {offset}, but {path} has {lines.Length} lines.");
        }

        var shown = Fitting(lines.Skip(offset - 1).Take(limit));
        var last = offset + shown.Count - 1;
        var more = last < lines.Length ? $"\n… {lines.Length - last} lines more; read on with offset {last + 1} …" : "";
        return ToolOutcome.Done($"{path}, lines {offset}-{last} of {lines.Length}\n{string.Join('\n', shown)}{more}");
    }

    // At least one line, however long: its own middle is left out.
    private static List<string> Fitting(IEnumerable<string> lines)
    {
        const int Room = ToolLimits.Result - 1024;
        var (shown, size) = (new List<string>(), 0);
        foreach (var line in lines.Select(l => Preview.HeadAndTail(l, Room - 256)))
        {
            size += line.Length + 1;
            if (size > Room)
            {
                break;
            }

            shown.Add(line);
        }

        return shown;
    }
}
