using System.Globalization;
using System.Text;
using SlopTemporal.Domain.Patches;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Patching;

/// <summary>
/// Writes a patch as git does, so that git reads it too, with a number behind each hunk and each change of a file as a whole: what
/// follows <c>@@</c>, a mode or a similarity is nothing to git.
/// </summary>
internal sealed class CanonicalDiff
{
    private const int Context = 3;
    private readonly StringBuilder _text = new();
    private int _numbers;

    private CanonicalDiff()
    {
    }

    public static string Write(IEnumerable<FileEdit> edits)
    {
        var diff = new CanonicalDiff();
        foreach (var edit in edits)
        {
            diff.AddFile(edit);
        }

        return diff._text.ToString();
    }

    private void AddFile(FileEdit edit)
    {
        var patch = edit.Patch;
        Line($"diff --git {Name("a/" + patch.Source)} {Name("b/" + patch.Path)}");
        AddHeader(edit);
        if (edit.Changes.Count == 0)
        {
            return;
        }

        Line($"--- {(patch.Kind == FilePatchKind.Add ? "/dev/null" : Name("a/" + patch.Source))}");
        Line($"+++ {(patch.Kind == FilePatchKind.Delete ? "/dev/null" : Name("b/" + patch.Path))}");
        var ahead = 0;
        foreach (var hunk in Hunks(edit.Changes))
        {
            AddHunk(edit.Text, hunk, ahead);
            ahead += hunk.Sum(change => change.Added.Count - change.Deleted);
        }
    }

    private void AddHeader(FileEdit edit)
    {
        var (patch, isEmpty) = (edit.Patch, edit.Changes.Count == 0);
        switch (patch.Kind)
        {
            case FilePatchKind.Add:
                Line($"new file mode {Mode(patch.Executable is true)}{(isEmpty ? Number() : "")}");
                return;
            case FilePatchKind.Delete:
                Line($"deleted file mode {Mode(edit.IsExecutable)}{(isEmpty ? Number() : "")}");
                return;
        }

        if (patch.Executable is { } runs)
        {
            Line($"old mode {Mode(!runs)}");
            Line($"new mode {Mode(runs)}{Number()}");
        }

        if (patch.Kind == FilePatchKind.Rename)
        {
            Line($"similarity index {Similarity(edit)}%{Number()}");
            Line($"rename from {Name(patch.Source)}");
            Line($"rename to {Name(patch.Path)}");
        }
    }

    private void AddHunk(FileText file, List<LineChange> changes, int ahead)
    {
        var start = Math.Max(0, changes[0].Start - Context);
        var end = Math.Min(file.Lines.Count, changes[^1].End + Context);
        var count = end - start;
        var newCount = count + changes.Sum(change => change.Added.Count - change.Deleted);
        Line($"@@ -{Range(start, count)} +{Range(start + ahead, newCount)} @@{Number()}");
        var at = start;
        foreach (var change in changes)
        {
            Old(' ', at, change.Start);
            Old('-', change.Start, change.End);
            foreach (var line in change.Added)
            {
                Line('+', line.Text, line.HasEnd);
            }

            at = change.End;
        }

        Old(' ', at, end);

        void Old(char sign, int from, int to)
        {
            foreach (var line in file.Lines.Skip(from).Take(to - from))
            {
                Line(sign, line.Text, line.HasEnd);
            }
        }
    }

    // Changes whose lines around them touch are shown together.
    private static List<List<LineChange>> Hunks(IReadOnlyList<LineChange> changes)
    {
        var hunks = new List<List<LineChange>>();
        foreach (var change in changes)
        {
            if (hunks.Count > 0 && change.Start - hunks[^1][^1].End <= 2 * Context)
            {
                hunks[^1].Add(change);
            }
            else
            {
                hunks.Add([change]);
            }
        }

        return hunks;
    }

    // A range without lines is behind the line that it names.
    private static string Range(int start, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static int Similarity(FileEdit edit)
    {
        var (before, after) = (edit.Text.Lines.Count, edit.Text.Lines.Count - edit.DeletedLines + edit.AddedLines);
        return edit.Changes.Count == 0 ? 100 : Math.Min(99, 100 * (before - edit.DeletedLines) / Math.Max(before, after));
    }

    private static string Mode(bool isExecutable) => isExecutable ? "100755" : "100644";

    private static string Name(string path) => new BytePath(Encoding.UTF8.GetBytes(path)).ToString();

    private string Number() => string.Create(CultureInfo.InvariantCulture, $" [{++_numbers}]");

    private void Line(char sign, string text, bool hasEnd)
    {
        Line(sign + text);
        if (!hasEnd)
        {
            Line("\\ No newline at end of file");
        }
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
