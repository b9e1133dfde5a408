using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Domain.Patches;

/// <summary>The lines of a text that holds a patch, and what each may be.</summary>
internal sealed class PatchLines
{
    private const string OldHeader = "--- ";
    private const string NewHeader = "+++ ";
    private const string HunkStart = "@@";
    private const string GitHeader = "diff --git ";
    private const int FenceLength = 3;

    private readonly string[] _lines;
    private readonly bool[] _isFence;
    private readonly bool[] _isInFence;

    public PatchLines(string text)
    {
        // The mark of a file that a person saved is not part of the first line.
        var all = text.TrimStart('\uFEFF').Split('\n');
        _lines = all[^1].Length == 0 ? all[..^1] : all;
        for (var i = 0; i < _lines.Length; i++)
        {
            _lines[i] = _lines[i].TrimEnd('\r');
        }

        (_isFence, _isInFence) = Fences(_lines);
    }

    /// <summary>How many there are.</summary>
    public int Count => _lines.Length;

    public string this[int at] => _lines[at];

    /// <summary>A line as a message shows it.</summary>
    public static string Shown(string line) => Preview.Line(Preview.Visible(line));

    public bool IsGitHeader(int at) => Starts(at, GitHeader);

    public bool IsHunkHeader(int at) => Starts(at, HunkStart);

    public bool IsMarker(int at) => Starts(at, "\\ ");

    public bool IsBlank(int at) => at < Count && _lines[at].Length == 0;

    /// <summary>Two lines that name a file, before a hunk or at an end.</summary>
    public bool IsFileHeader(int at) => Starts(at, OldHeader) && Starts(at + 1, NewHeader);

    /// <summary>What stands behind the signs of the two lines.</summary>
    public string OldName(int at) => _lines[at][OldHeader.Length..];

    /// <inheritdoc cref="OldName"/>
    public string NewName(int at) => _lines[at + 1][NewHeader.Length..];

    /// <summary>What stands behind <c>diff --git</c>.</summary>
    public string GitNames(int at) => _lines[at][GitHeader.Length..];

    /// <summary>The next hunk, the next file, or the end of a fence: such a line ends a hunk, whatever its header counts.</summary>
    public bool IsBoundary(int at) => at >= Count || _isFence[at] || IsHunkHeader(at) || Starts(at, "diff -")
        || (IsFileHeader(at) && IsHunkHeader(at + 2) && PatchNames.AreOneFile(OldName(at), NewName(at)));

    /// <summary>A line that a hunk may have: a sign in front, or nothing at all.</summary>
    public bool IsBody(int at) => !IsBoundary(at) && (IsBlank(at) || _lines[at][0] is ' ' or '+' or '-' || IsMarker(at));

    /// <summary>The same where the header's counts are wrong: two file names in front of a hunk are a header even if they differ.</summary>
    public bool IsLooseBody(int at) => IsBody(at) && !(IsFileHeader(at) && IsHunkHeader(at + 2)) && !IsSignature(at);

    /// <summary>Whether a hunk that is whole by its counts may end before the line: what follows is not part of one.</summary>
    public bool MayEndAt(int at)
    {
        var next = at;
        while (IsBlank(next))
        {
            next++;
        }

        return !IsBody(next) || IsSignature(next) || (next > at && !_isInFence[next] && IsProse(next) && !HasChangeFrom(next));
    }

    /// <summary>A line that adds or deletes, where no hunk is: it would be lost.</summary>
    public bool IsLost(int at) => Starts(at, "+") || (Starts(at, "-") && !IsProse(at) && !IsSignature(at) && !IsFileHeader(at));

    private bool HasChangeFrom(int at)
    {
        for (; !IsBoundary(at); at++)
        {
            if (IsLost(at))
            {
                return true;
            }
        }

        return false;
    }

    // An item of a list, or a rule.
    private bool IsProse(int at) => _lines[at] is ['-', ' ', var first, ..] && (char.IsLetterOrDigit(first) || first is '`' or '"' or '*')
        ? !_lines[at].StartsWith("- * ", StringComparison.Ordinal)
        : _lines[at].Length >= FenceLength && _lines[at].All(c => c == '-');

    // What mail programs put under a patch: two dashes, and the version of git.
    private bool IsSignature(int at) => at + 1 < Count && _lines[at] is "-- " or "--" && _lines[at + 1] is [>= '0' and <= '9', ..]
        && (at + 2 >= Count || IsBlank(at + 2));

    private bool Starts(int at, string words) => at < Count && _lines[at].StartsWith(words, StringComparison.Ordinal);

    private static (bool[] IsFence, bool[] IsInFence) Fences(string[] lines)
    {
        var (isFence, isInFence) = (new bool[lines.Length], new bool[lines.Length]);
        var opened = "";
        for (var i = 0; i < lines.Length; i++)
        {
            var fence = FenceOf(lines[i]);
            isFence[i] = fence.Length > 0;
            isInFence[i] = opened.Length > 0;
            opened = (opened, fence) switch
            {
                (_, "") => opened,
                ("", _) => fence,
                // A closing one has nothing behind it and is at least as long.
                _ => fence.StartsWith(opened, StringComparison.Ordinal) && lines[i].Trim().Length == fence.Length ? "" : opened,
            };
        }

        return (isFence, isInFence);
    }

    private static string FenceOf(string line)
    {
        if (line is not ['`' or '~', ..])
        {
            return "";
        }

        var length = line.Length - line.AsSpan().TrimStart(line[0]).Length;
        return length >= FenceLength ? line[..length] : "";
    }
}
