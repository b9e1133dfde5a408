namespace SlopTemporal.Domain.Patches;

/// <summary>What the lines of a patch say of one file, until all of them are read.</summary>
internal sealed class FileSection(int line)
{
    private const string Plain = "100644";
    private const string Runnable = "100755";
    private const string Link = "120000";
    private const string Submodule = "160000";

    private static readonly string[] HeaderWords =
        ["old mode ", "new mode ", "new file mode ", "deleted file mode ", "rename from ", "rename to ", "similarity index ", "index "];

    private string? _git;
    private string? _old;
    private string? _new;
    private string? _from;
    private string? _to;
    private string? _oldMode;
    private string? _newMode;
    private string? _addedMode;
    private bool _isDeleted;

    /// <summary>Further lines of its header may follow.</summary>
    public bool IsHeaderOpen { get; private set; } = true;

    public bool HasNames => _old is not null;

    public List<Hunk> Hunks { get; } = [];

    public void NameGit(string names) => _git = names;

    /// <summary>Whether the names stand under this header: one that already changes another file as a whole is complete without.</summary>
    public bool MayBeNamed(string old, string now)
    {
        var isComplete = _addedMode is not null || _isDeleted || _newMode is not null;
        if (!IsHeaderOpen || !isComplete || _git is null || PatchNames.OfGitHeader(_git) is not { } one)
        {
            return IsHeaderOpen;
        }

        string[] names = [PatchNames.Read(old), PatchNames.Read(now)];
        return names.Contains(one) || PatchNames.OfOld(names[0]) == one || PatchNames.OfNew(names[1]) == one;
    }

    public void Name(string old, string now)
    {
        (_old, _new) = (PatchNames.Read(old), PatchNames.Read(now));
        IsHeaderOpen = false;
    }

    public void CloseHeader() => IsHeaderOpen = false;

    /// <summary>Whether it is a line of a header; models leave out the first one at times.</summary>
    public static bool IsHeaderLine(string text) => HeaderWords.Any(words => text.StartsWith(words, StringComparison.Ordinal));

    /// <summary>Takes a line of the header; false: it is none.</summary>
    /// <exception cref="PatchException">It asks for what no patch may do.</exception>
    public bool TryHeader(string text) => Take(text, "old mode ", mode => _oldMode = mode)
        || Take(text, "new mode ", mode => _newMode = mode)
        || Take(text, "new file mode ", mode => _addedMode = mode)
        || Take(text, "deleted file mode ", Delete)
        || Take(text, "rename from ", name => _from = PatchNames.Read(name))
        || Take(text, "rename to ", name => _to = PatchNames.Read(name))
        || Take(text, "index ", CheckIndex)
        || Take(text, "similarity index ", _ => { })
        || Take(text, "dissimilarity index ", _ => { })
        || Take(text, "copy from ", _ => throw new PatchException($"{Where} copies a file. Write the new file whole instead."))
        || Take(text, "GIT binary patch", _ => throw Binary())
        || Take(text, "Binary files ", _ => throw Binary());

    /// <summary>All of it together.</summary>
    /// <exception cref="PatchException">Its lines contradict each other, or name what no patch may change.</exception>
    public FilePatch Build()
    {
        var kind = Kind();
        var (from, path) = kind == FilePatchKind.Rename ? RenamedPaths() : (null, PatchPath.Check(OnePath(kind)));
        if (kind is FilePatchKind.Add or FilePatchKind.Delete && HasNames && Hunks.Count == 0)
        {
            throw new PatchException(
                $"{path} is {(kind == FilePatchKind.Add ? "new" : "deleted")}, but none of its lines is given (line {line} of the patch). "
                + "Give them all after @@, or leave the file out.");
        }

        var mode = IsRunnable(_newMode) ?? IsRunnable(_addedMode);
        return new()
        {
            Path = path,
            From = from,
            Kind = kind,
            // A new file is an ordinary one unless it is said to be another.
            Executable = kind switch { FilePatchKind.Delete => null, FilePatchKind.Add => mode is true ? true : null, _ => mode },
            WasExecutable = IsRunnable(_oldMode),
            Hunks = Hunks,
        };
    }

    private string Where => $"Line {line} of the patch";

    private FilePatchKind Kind()
    {
        var isAdded = _addedMode is not null || _old == PatchNames.Nothing;
        var isDeleted = _isDeleted || _new == PatchNames.Nothing;
        var isRenamed = _from is not null || _to is not null;
        return (isAdded, isDeleted, isRenamed) switch
        {
            (false, false, false) => FilePatchKind.Change,
            (true, false, false) => FilePatchKind.Add,
            (false, true, false) => FilePatchKind.Delete,
            (false, false, true) => FilePatchKind.Rename,
            _ => throw new PatchException($"{Where} begins a file that is added, deleted or renamed at once. Do one of them."),
        };
    }

    private string OnePath(FilePatchKind kind)
    {
        var inGit = _git is null ? null : PatchNames.OfGitHeader(_git);
        var path = (kind, _old, _new) switch
        {
            (_, null, _) or (_, _, null) => inGit,
            (FilePatchKind.Add, PatchNames.Nothing, _) => PatchNames.OfNew(_new),
            (FilePatchKind.Delete, _, PatchNames.Nothing) => PatchNames.OfOld(_old),
            _ => PatchNames.One(_old, _new) ?? throw Contradiction(_old, _new),
        };
        return inGit is not null && path is not null && inGit != path
            ? inGit == Raw(kind) ? inGit : throw Contradiction(inGit, path)
            : path ?? throw new PatchException(
                $"{Where} does not say which file it means. Write --- a/path and +++ b/path before its hunks.");
    }

    // The name of the one side that has one, if it has no prefix: in a folder a or b, which the other header line shows.
    private string? Raw(FilePatchKind kind) => kind == FilePatchKind.Add ? _new : kind == FilePatchKind.Delete ? _old : null;

    private (string? From, string Path) RenamedPaths()
    {
        if (_from is null || _to is null || _from == _to)
        {
            throw new PatchException($"{Where} begins a rename. Write both rename from and rename to, with two different paths.");
        }

        var (from, to) = (_from, _to);
        if (_old is not null && _new is not null && (_old != from || _new != to))
        {
            var (old, now) = (PatchNames.OfOld(_old), PatchNames.OfNew(_new));
            // Some write the prefixes in these lines too.
            (from, to) = (from == _old ? old : from, to == _new ? now : to);
            _ = old == from && now == to ? true : throw Contradiction(from, old == from ? now : old);
        }

        return (PatchPath.Check(from), PatchPath.Check(to));
    }

    private PatchException Contradiction(string one, string other) => new(
        $"{Where} begins a file that is called '{PatchLines.Shown(one)}' and '{PatchLines.Shown(other)}'. "
        + "Use one path in all lines of its header; to move a file, write rename from and rename to.");

    private PatchException Binary() => new($"{Where} changes a file that is not text. Leave it out; a patch can change text only.");

    private void Delete(string mode)
    {
        IsRunnable(mode);
        _isDeleted = true;
    }

    private void CheckIndex(string index)
    {
        if (index.Split(' ') is [_, var mode])
        {
            IsRunnable(mode);
        }
    }

    private bool? IsRunnable(string? mode) => mode switch
    {
        null => null,
        Plain => false,
        Runnable => true,
        Link => throw new PatchException($"{Where} makes or changes a symbolic link. Leave it out; a patch can change regular files only."),
        Submodule => throw new PatchException($"{Where} changes a submodule. Leave it out; a patch can change regular files only."),
        _ => throw new PatchException($"{Where} has the mode '{PatchLines.Shown(mode)}'. Use {Plain}, or {Runnable} for a file to be run."),
    };

    private static bool Take(string text, string words, Action<string> take)
    {
        if (!text.StartsWith(words, StringComparison.Ordinal))
        {
            return false;
        }

        // A number may stand behind a mode, as it does behind the other @@ of a hunk.
        var rest = text[words.Length..];
        take(words.EndsWith("mode ", StringComparison.Ordinal) ? rest.Trim().Split(' ')[0] : rest);
        return true;
    }
}
