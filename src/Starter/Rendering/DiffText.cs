namespace SlopTemporal.Starter.Rendering;

/// <summary>How the characters of a diff are shown.</summary>
internal enum DiffText
{
    /// <summary>As they look; what could move the cursor is told.</summary>
    Readable,

    /// <summary>So that each can be told from any other: tabs, blanks at an end, and what only looks like a blank.</summary>
    Exact,
}

/// <summary>The parts of a line with their characters made safe.</summary>
internal static class DiffParts
{
    public static IEnumerable<DiffPart> Safe(this DiffLine line, DiffText text) =>
        line.Parts.Select((part, i) => part with { Text = Safe(line, i, text) }).Where(part => part.Text.Length > 0);

    private static string Safe(DiffLine line, int at, DiffText text)
    {
        var (part, endsLine) = (line.Parts[at].Text, at == line.Parts.Count - 1);
        return (text, line.Kind, at, part) switch
        {
            (DiffText.Readable, _, _, _) => SafeText.Part(part),
            // The sign of a line that stays is a blank, and none of its own.
            (_, DiffLineKind.Context, 0, [' ', .. var rest]) => " " + SafeText.ExactPart(rest, endsLine),
            _ => SafeText.ExactPart(part, endsLine),
        };
    }
}
