namespace SlopTemporal.Domain.Patches;

/// <summary>What a patch does to a file.</summary>
public enum FilePatchKind
{
    /// <summary>The file stays where it is.</summary>
    Change,

    /// <summary>There must be no such file yet.</summary>
    Add,

    /// <summary>The whole file goes.</summary>
    Delete,

    /// <summary>The file moves, and may change as well.</summary>
    Rename,
}

/// <summary>What a patch does to one file, as it was written: nothing of it was compared with the file yet.</summary>
public sealed record FilePatch
{
    /// <summary>Relative, with <c>/</c>, never git's own; after a rename the new one.</summary>
    public required string Path { get; init; }

    /// <summary>What is done to it.</summary>
    public FilePatchKind Kind { get; init; }

    /// <summary>The path before a rename; null: it is no rename.</summary>
    public string? From { get; init; }

    /// <summary>Whether the file may be run afterwards; null: as before.</summary>
    public bool? Executable { get; init; }

    /// <summary>Whether the patch expects a file that may be run; null: it does not say.</summary>
    public bool? WasExecutable { get; init; }

    /// <summary>Changes of its text, in the order of its lines.</summary>
    public IReadOnlyList<Hunk> Hunks { get; init; } = [];

    /// <summary>The path of the file that the hunks are compared with.</summary>
    public string Source => From ?? Path;

    /// <summary>Whether anything would be different afterwards.</summary>
    public bool ChangesAnything => Kind != FilePatchKind.Change || Hunks.Count > 0 || Executable is not null;
}
