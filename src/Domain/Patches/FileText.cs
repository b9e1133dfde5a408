namespace SlopTemporal.Domain.Patches;

/// <summary>A line of a file.</summary>
/// <param name="Text">Without its end.</param>
/// <param name="Ending">As the file has it; empty: it is the last one and has none.</param>
public sealed record FileLine(string Text, string Ending)
{
    private const char LineFeed = '\n';

    /// <summary>Whether an end of line follows.</summary>
    public bool HasEnd => Ending.EndsWith(LineFeed);
}

/// <summary>The text of a file in lines, each with its own end.</summary>
public sealed record FileText(IReadOnlyList<FileLine> Lines)
{
    private const string Unix = "\n";
    private const string Windows = "\r\n";

    /// <summary>What is in no file.</summary>
    public static FileText Empty { get; } = new([]);

    /// <summary>All characters, as they were read.</summary>
    public string Raw => string.Concat(Lines.Select(line => line.Text + line.Ending));

    /// <summary>What most of its lines end with.</summary>
    public string Ending => Lines.Count(line => line.Ending == Windows) * 2 > Lines.Count(line => line.HasEnd) ? Windows : Unix;

    /// <summary>Divides a text; carriage returns at the end of a line belong to its end.</summary>
    public static FileText Read(string raw)
    {
        var lines = new List<FileLine>();
        for (var at = 0; at < raw.Length;)
        {
            var found = raw.IndexOf('\n', at);
            var next = found < 0 ? raw.Length : found + 1;
            var whole = raw[at..next];
            var text = whole.TrimEnd('\n').TrimEnd('\r');
            lines.Add(new(text, whole[text.Length..]));
            at = next;
        }

        return new(lines);
    }

    /// <summary>Whether a line's end is one that others may get.</summary>
    internal static bool IsUsual(string ending) => ending is Unix or Windows;
}
