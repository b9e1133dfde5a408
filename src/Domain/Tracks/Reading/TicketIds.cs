using System.Text;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>What an id may be: it becomes part of git refs, folders, workflow ids and what people type.</summary>
public static class TicketIds
{
    private const string Allowed = "letters, digits, '-', '_' and '.'";

    private static readonly HashSet<string> DeviceNames = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the text is no id, to follow "the id"; null if it is one.</summary>
    public static string? Fault(string id) => id switch
    {
        "" => "is empty",
        _ when string.IsNullOrWhiteSpace(id) => "is blank",
        { Length: > TrackDefaults.MaxIdLength } => $"has {id.Length} characters; the most is {TrackDefaults.MaxIdLength}",
        _ when !id.All(IsAllowed) => $"may hold {Allowed} only",
        _ when !char.IsAsciiLetterOrDigit(id[0]) => "must begin with a letter or a digit",
        _ when id.Contains("..", StringComparison.Ordinal) => "holds '..', which no git ref may",
        _ when id.EndsWith('.') => "ends with '.', which no git ref may",
        _ when id.EndsWith(".lock", StringComparison.OrdinalIgnoreCase) => "ends with '.lock', which no git ref may",
        _ when DeviceNames.Contains(id.Split('.')[0]) => "is the name of a device on Windows",
        _ => null,
    };

    /// <summary>The nearest id that can be made of a text, such as a title or a file name; null if nothing of it is left.</summary>
    public static string? From(string text)
    {
        var id = new StringBuilder();
        foreach (var c in text.Take(TrackDefaults.MaxIdLength * 2).Select(c => IsAllowed(c) ? c : '-'))
        {
            // No mark at the beginning, and no two of them side by side.
            if (char.IsAsciiLetterOrDigit(c) || (id.Length > 0 && char.IsAsciiLetterOrDigit(id[^1])))
            {
                id.Append(c);
            }
        }

        var good = id.ToString(0, Math.Min(id.Length, TrackDefaults.MaxIdLength)).TrimEnd('.', '-', '_');
        return Fault(good) is null ? good : null;
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
