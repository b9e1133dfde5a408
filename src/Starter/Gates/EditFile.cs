using SlopTemporal.Domain.Gates;

namespace SlopTemporal.Starter.Gates;

/// <summary>The file that an editor opens: the text as what it is, and below a line what else belongs to it, as comments.</summary>
internal static class EditFile
{
    // As git writes it into a commit message: whatever stands below is not part of the text, so that no comment has to be told from it.
    private const string Scissors = "------------------------ >8 ------------------------";

    private static readonly string[] SlashEndings =
    [
        ".c", ".cc", ".cpp", ".cs", ".fs", ".go", ".h", ".hpp", ".java", ".js", ".json", ".jsx", ".kt", ".mjs", ".php", ".rs", ".scss",
        ".swift", ".ts", ".tsx",
    ];

    private static readonly string[] MarkupEndings = [".csproj", ".htm", ".html", ".md", ".props", ".svg", ".vue", ".xml"];

    private static readonly string[] DashEndings = [".hs", ".lua", ".sql"];

    public static string Compose(GateDraft draft) => draft.Notes is not { } notes
        ? draft.Text
        : string.Join('\n', notes.Split('\n')
            .Prepend("Leave this line and what is below: it is not part of the text.").Prepend(Scissors)
            .Select(line => Comment(Path.GetExtension(draft.FileName), line))
            .Prepend(draft.Text.EndsWith('\n') ? draft.Text[..^1] : draft.Text)) + "\n";

    /// <summary>The text that was saved, with an end of line after its last one only where it had one before.</summary>
    public static string Read(GateDraft draft, string saved)
    {
        // Some editors end lines in their own way; where the text has such ends, they are its own. Characters that only look like an
        // end of line, such as a form feed, stay.
        var isPlain = !draft.Text.Contains('\r', StringComparison.Ordinal);
        var lines = (isPlain ? saved.Replace("\r\n", "\n", StringComparison.Ordinal) : saved).Split('\n');
        // Ours is the last one: the text may have such lines too, and then as many more as there were.
        var isThere = draft.Notes is not null && lines.Count(IsScissors) > draft.Text.Split('\n').Count(IsScissors);
        var end = isThere ? Array.FindLastIndex(lines, IsScissors) : -1;
        var text = string.Join('\n', end < 0 ? lines : lines[..end]);
        // The line above the scissors ends with one, and most editors add one to the last line.
        var plain = end < 0 && text.EndsWith('\n') ? text[..^1] : text;
        return draft.Text.EndsWith('\n') && plain.Length > 0 ? plain + "\n" : plain;
    }

    private static bool IsScissors(string line) => line.Contains(Scissors, StringComparison.Ordinal);

    private static string Comment(string ending, string line) => ending switch
    {
        _ when SlashEndings.Contains(ending) => $"// {line}",
        _ when MarkupEndings.Contains(ending) => $"<!-- {line} -->",
        _ when DashEndings.Contains(ending) => $"-- {line}",
        _ => $"# {line}",
    };
}
