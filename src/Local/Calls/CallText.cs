using System.Text.Json;
using DiffPlex;
using DiffPlex.Chunkers;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Local.Calls;

/// <summary>
/// A call of a tool as a person reads it before it runs, exactly: a text of one line beside its name, one of several in its lines, an
/// edit as a diff.
/// </summary>
public static class CallText
{
    private const string OldText = "old_text";
    private const string NewText = "new_text";

    // What a model wrote is further in than what is said of it, so that no line of it can pass for an argument.
    private const string Indent = "  ";
    private const string BlockIndent = "    ";

    /// <summary>Lines of two texts that are compared; with more that have nothing in common the comparison would take hours.</summary>
    private const int MostLines = 10_000;

    private static readonly CustomFunctionChunker Lines = new(text => text.Split('\n'));

    /// <summary>Name and arguments, several lines without an end of line after the last.</summary>
    public static string Render(string tool, JsonElement arguments) =>
        string.Join('\n', arguments.EnumerateObject().SelectMany(argument => Argument(argument, arguments)).Prepend(tool));

    private static IEnumerable<string> Argument(JsonProperty argument, JsonElement all) => argument switch
    {
        { Name: OldText } when IsEdit(all) => [],
        { Name: NewText } when IsEdit(all) => Diff(Text(all, OldText), Text(all, NewText)).Prepend($"{Indent}the text is changed:"),
        { Value.ValueKind: JsonValueKind.String } => Lined(argument.Name, argument.Value.GetString()!),
        _ => [$"{Indent}{argument.Name}: {JsonSerializer.Serialize(argument.Value, SlopJson.Options)}"],
    };

    private static IEnumerable<string> Lined(string name, string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            return text.Split('\n').Select(line => BlockIndent + line).Prepend($"{Indent}{name}:");
        }

        // In quotes where blanks at its ends, or nothing at all, would not be seen.
        var isPlain = text.Length > 0 && text.Trim().Length == text.Length;
        return [$"{Indent}{name}: {(isPlain ? text : JsonSerializer.Serialize(text, SlopJson.Options))}"];
    }

    private static bool IsEdit(JsonElement arguments) =>
        ToolSubject.TextArgument(arguments, OldText) is not null && ToolSubject.TextArgument(arguments, NewText) is not null;

    private static string Text(JsonElement arguments, string name) => arguments.GetProperty(name).GetString()!;

    /// <summary>All lines of both texts: what an edit names is short, and whoever decides on it wants to see where it is.</summary>
    private static IEnumerable<string> Diff(string before, string after)
    {
        if (before.AsSpan().Count('\n') + after.AsSpan().Count('\n') > MostLines)
        {
            return
            [
                .. before.Split('\n').Select(line => $"{BlockIndent}-{line}"),
                .. after.Split('\n').Select(line => $"{BlockIndent}+{line}"),
            ];
        }

        var found = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Lines);
        var (lines, at) = (new List<string>(), 0);
        foreach (var block in found.DiffBlocks)
        {
            lines.AddRange(found.PiecesOld.Skip(at).Take(block.DeleteStartA - at).Select(Kept));
            lines.AddRange(found.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA).Select(line => $"{BlockIndent}-{line}"));
            lines.AddRange(found.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB).Select(line => $"{BlockIndent}+{line}"));
            at = block.DeleteStartA + block.DeleteCountA;
        }

        return lines.Concat(found.PiecesOld.Skip(at).Select(Kept));

        static string Kept(string line) => $"{BlockIndent} {line}";
    }
}
