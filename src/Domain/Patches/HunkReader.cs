using System.Globalization;
using System.Text.RegularExpressions;

namespace SlopTemporal.Domain.Patches;

/// <summary>A hunk, and the line behind it.</summary>
internal sealed record ReadHunk(Hunk Hunk, int Next);

/// <summary>
/// Reads a hunk. Its header's counts are believed where the lines agree with them; models count badly, so that otherwise it goes on
/// as long as lines look like its own.
/// </summary>
internal static partial class HunkReader
{
    /// <exception cref="PatchException">It is not a hunk.</exception>
    public static ReadHunk Read(PatchLines lines, int at)
    {
        if (lines[at].StartsWith("@@@", StringComparison.Ordinal))
        {
            throw new PatchException(
                $"Line {at + 1} of the patch begins a diff of a merge. Write a plain unified diff, with @@ before each hunk.");
        }

        var header = Header().Match(lines[at]);
        var (oldCount, newCount) = (Count(header, "old", "oldcount"), Count(header, "new", "newcount"));
        var next = Counted(lines, at + 1, oldCount, newCount) ?? Scanned(lines, at + 1);
        var tail = LooseTail(lines, at + 1, next);
        // Blank lines behind the end of a file are none of it.
        var end = tail > 0 && lines.IsMarker(next - tail - 1) ? next - tail : next;
        var body = Body(lines, at + 1, end);
        var hunk = new Hunk
        {
            Line = at + 1,
            OldStart = Number(header, "old"),
            OldCount = oldCount,
            Lines = body,
            LooseTail = tail - (next - end),
        };
        return body.Count == 0
            ? throw new PatchException(
                $"The hunk at line {at + 1} of the patch has no lines. Give it lines that begin with a blank, + or -.")
            : new(hunk, next);
    }

    private static int? Counted(PatchLines lines, int at, int? oldCount, int? newCount)
    {
        if (oldCount is not { } old || newCount is not { } added)
        {
            return null;
        }

        for (; old > 0 || added > 0; at++)
        {
            if (!lines.IsBody(at))
            {
                return null;
            }

            var kind = KindOf(lines[at]);
            old -= lines.IsMarker(at) || kind == HunkLineKind.Added ? 0 : 1;
            added -= lines.IsMarker(at) || kind == HunkLineKind.Deleted ? 0 : 1;
            if (old < 0 || added < 0)
            {
                return null;
            }
        }

        while (lines.IsMarker(at))
        {
            at++;
        }

        return lines.MayEndAt(at) ? at : null;
    }

    private static int Scanned(PatchLines lines, int at)
    {
        while (lines.IsLooseBody(at))
        {
            at++;
        }

        return at;
    }

    private static List<HunkLine> Body(PatchLines lines, int from, int next)
    {
        var body = new List<HunkLine>();
        for (var at = from; at < next; at++)
        {
            if (!lines.IsMarker(at))
            {
                var line = lines[at];
                body.Add(new(KindOf(line), line.Length == 0 ? "" : line[1..]));
                continue;
            }

            if (body.Count == 0)
            {
                throw new PatchException($"Line {at + 1} of the patch, \"{lines[at]}\", has no line before it. Take it out.");
            }

            body[^1] = body[^1] with { EndsFile = true };
        }

        CheckEnds(body, from);
        return body;
    }

    // The last line of a side is the only one that can lack its end.
    private static void CheckEnds(List<HunkLine> body, int line)
    {
        var (isOldDone, isNewDone) = (false, false);
        foreach (var one in body)
        {
            if ((one.IsOld && isOldDone) || (one.IsNew && isNewDone))
            {
                throw new PatchException(
                    $"In the hunk at line {line} of the patch lines follow after \"\\ No newline at end of file\". "
                    + "Put it behind the last line.");
            }

            isOldDone |= one.IsOld && one.EndsFile;
            isNewDone |= one.IsNew && one.EndsFile;
        }
    }

    private static int LooseTail(PatchLines lines, int from, int next)
    {
        var at = next;
        while (at > from && lines.IsBlank(at - 1))
        {
            at--;
        }

        return next - at;
    }

    private static HunkLineKind KindOf(string line) => line switch
    {
        ['+', ..] => HunkLineKind.Added,
        ['-', ..] => HunkLineKind.Deleted,
        _ => HunkLineKind.Context,
    };

    private static int? Count(Match header, string start, string count) =>
        header.Groups[start].Success ? Number(header, count) ?? 1 : null;

    private static int? Number(Match header, string name) => header.Groups[name] is { Success: true, ValueSpan: var digits }
        ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
        : null;

    // Nine digits: a longer number is no place in any file, and is as good as none.
    [GeneratedRegex("^@@ *-(?<old>[0-9]{1,9})(,(?<oldcount>[0-9]{1,9}))?( +\\+(?<new>[0-9]{1,9})(,(?<newcount>[0-9]{1,9}))?)?([^0-9,]|$)")]
    private static partial Regex Header();
}
