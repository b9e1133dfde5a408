using SlopTemporal.Domain.Patches;

namespace SlopTemporal.Local.Patching;

/// <summary>A file of a patch that was compared with the worktree.</summary>
internal sealed record FileEdit
{
    public required FilePatch Patch { get; init; }

    /// <summary>The text that the changes are made in; empty for a new file, and where no line is changed.</summary>
    public FileText Text { get; init; } = FileText.Empty;

    public IReadOnlyList<LineChange> Changes { get; init; } = [];

    /// <summary>The file may be run as it is now.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>What is written: one file, or two for a rename.</summary>
    public required IReadOnlyList<PatchedFile> Files { get; init; }

    public int AddedLines => Changes.Sum(change => change.Added.Count);

    public int DeletedLines => Changes.Sum(change => change.Deleted);

    public bool ChangesAnything => Patch.Kind != FilePatchKind.Change || Changes.Count > 0 || Patch.Executable is not null;
}
