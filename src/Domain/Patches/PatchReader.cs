namespace SlopTemporal.Domain.Patches;

/// <summary>
/// Reads unified diffs as models write them: in Markdown, between prose, with wrong counts, without <c>a/</c> and <c>b/</c>. What could
/// be read in two ways is refused, and so is what would be lost.
/// </summary>
public sealed class PatchReader
{
    private const int MostHeaderLines = 8;
    private readonly PatchLines _lines;
    private readonly List<FilePatch> _files = [];
    private FileSection? _section;
    private int _hunks;

    private PatchReader(string text) => _lines = new(text);

    /// <summary>The files that the text changes, in its order.</summary>
    /// <exception cref="PatchException">It holds no patch, or one that no worktree may get.</exception>
    public static IReadOnlyList<FilePatch> Read(string text)
    {
        if (text.Length > PatchLimits.MaxCharacters)
        {
            throw new PatchException(
                $"The patch has {text.Length} characters; the maximum is {PatchLimits.MaxCharacters}. Split it.");
        }

        var reader = new PatchReader(text);
        reader.ReadAll();
        var files = PatchedFiles.Check(reader._files);
        return files.Count > 0 ? files : throw new PatchException(
            "There is no change in it. Write a unified diff: --- a/path and +++ b/path for each file, then hunks that begin with @@.");
    }

    private void ReadAll()
    {
        var at = 0;
        while (at < _lines.Count)
        {
            at = ReadOne(at);
        }

        Finish();
    }

    private int ReadOne(int at)
    {
        if (_lines.IsGitHeader(at))
        {
            Begin(at).NameGit(_lines.GitNames(at));
            return at + 1;
        }

        if (_lines.IsHunkHeader(at))
        {
            return ReadHunk(at);
        }

        if (_lines.IsFileHeader(at))
        {
            var (old, now) = (_lines.OldName(at), _lines.NewName(at));
            (_section?.MayBeNamed(old, now) == true ? _section : Begin(at)).Name(old, now);
            return at + 2;
        }

        ReadOther(at);
        return at + 1;
    }

    private int ReadHunk(int at)
    {
        if (_section is null)
        {
            throw new PatchException(
                $"The hunk at line {at + 1} of the patch belongs to no file. Write --- a/path and +++ b/path before it.");
        }

        _section.CloseHeader();
        if (++_hunks > PatchLimits.MaxHunks)
        {
            throw new PatchException($"The patch has more than {PatchLimits.MaxHunks} hunks. Split it.");
        }

        var (hunk, next) = HunkReader.Read(_lines, at);
        _section.Hunks.Add(hunk);
        return next;
    }

    private void ReadOther(int at)
    {
        var line = _lines[at];
        if (_section is { IsHeaderOpen: true } open)
        {
            if (!open.TryHeader(line))
            {
                open.CloseHeader();
            }
        }
        else if (FileSection.IsHeaderLine(line) && LeadsToNames(at))
        {
            Begin(at).TryHeader(line);
        }
        else if (_section is not null && _lines.IsLost(at))
        {
            throw new PatchException(
                $"Line {at + 1} of the patch, \"{PatchLines.Shown(line)}\", adds or deletes outside of a hunk. "
                + "Begin a hunk with @@, and put a blank before every line of it that stays as it is.");
        }
    }

    // The first line of a header was left out. Prose may begin with such words too, but is followed by something else.
    private bool LeadsToNames(int at)
    {
        for (var i = 0; i < MostHeaderLines && at < _lines.Count && FileSection.IsHeaderLine(_lines[at]); i++)
        {
            at++;
        }

        return _lines.IsFileHeader(at);
    }

    private FileSection Begin(int at)
    {
        Finish();
        _section = new(at + 1);
        return _section;
    }

    private void Finish()
    {
        if (_section is null)
        {
            return;
        }

        _files.Add(_section.Build());
        _section = null;
        if (_files.Count > PatchLimits.MaxFiles)
        {
            throw new PatchException($"The patch names more than {PatchLimits.MaxFiles} files. Split it.");
        }
    }
}
