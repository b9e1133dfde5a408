using SlopTemporal.Domain.Patches;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Tools.Edits;

/// <summary>Replaces a text that occurs exactly once; each untouched line keeps its own ending.</summary>
internal static class TextEdit
{
    /// <summary>The edited file and the first line of the change.</summary>
    /// <exception cref="ToolErrorException">The old text is not there, or more than once.</exception>
    public static (TextFile File, int Line) Apply(string path, TextFile file, string oldText, string newText)
    {
        var (text, sought, given) = (file.Text, NormalizeLineEndings(file.Unmarked(oldText)), NormalizeLineEndings(file.Unmarked(newText)));
        if (sought.Length == 0)
        {
            throw new ToolErrorException("edit_file: argument 'old_text' is empty; use write_file to write a whole file.");
        }

        if (sought == given)
        {
            throw new ToolErrorException("edit_file: 'old_text' and 'new_text' are the same; there is nothing to change.");
        }

        var at = text.IndexOf(sought, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new ToolErrorException($"edit_file: 'old_text' does not occur in {path}. {Nearest.Words(text, sought)}");
        }

        if (text.IndexOf(sought, at + 1, StringComparison.Ordinal) >= 0)
        {
            throw new ToolErrorException(
                $"edit_file: 'old_text' occurs more than once in {path}, at lines {Places(text, sought)}; "
                + "give more of the lines around the one you mean.");
        }

        var (start, end) = (RawIndex(file.Raw, at), RawIndex(file.Raw, at + sought.Length));
        var written = Endings(given, file.Raw[start..end], file.Ending);
        return (file with { Raw = file.Raw[..start] + written + file.Raw[end..] }, LineOf(text, at));
    }

    private static string NormalizeLineEndings(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static int RawIndex(string raw, int index)
    {
        var position = 0;
        for (var seen = 0; seen < index; seen++)
        {
            position += raw.AsSpan(position).StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1;
        }

        return position;
    }

    // The k-th line of the new text ends as the k-th of the old one did; further ones as most of the file do.
    private static string Endings(string text, string replaced, string usual)
    {
        var old = replaced.Split('\n')[..^1].Select(l => l.EndsWith('\r') ? "\r\n" : "\n").ToArray();
        var lines = text.Split('\n');
        return string.Concat(lines.Select((line, i) => i == lines.Length - 1 ? line : line + (i < old.Length ? old[i] : usual)));
    }

    private static string Places(string text, string sought)
    {
        var places = new List<int>();
        var at = text.IndexOf(sought, StringComparison.Ordinal);
        while (at >= 0 && places.Count < 10)
        {
            places.Add(LineOf(text, at));
            at = text.IndexOf(sought, at + 1, StringComparison.Ordinal);
        }

        return string.Join(", ", places);
    }

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;
}
