using System.Globalization;

namespace SlopTemporal.Domain.Changes;

/// <summary>One file that differs between two trees.</summary>
/// <param name="Path">
/// Where it is now; for a file that was deleted, where it was. Names that are not plain text are in git's quoted form.
/// </param>
public sealed record FileChange(string Path)
{
    /// <summary>Where it was, if it was renamed; null: it was not.</summary>
    public string? RenamedFrom { get; init; }

    /// <summary>True: it was not there before.</summary>
    public bool IsNew { get; init; }

    public bool IsDeleted { get; init; }

    /// <summary>True: git treats its content as bytes, without lines.</summary>
    public bool IsBinary { get; init; }

    /// <summary>Lines added; 0 for a binary file.</summary>
    public int Added { get; init; }

    /// <summary>Lines deleted; 0 for a binary file.</summary>
    public int Deleted { get; init; }

    /// <summary>Bytes before; 0: it was not there.</summary>
    public long OldBytes { get; init; }

    /// <summary>Bytes now; 0: it is deleted, or empty.</summary>
    public long NewBytes { get; init; }

    /// <summary>What happened to it: <c>+6 -1</c>, <c>+1 -0, new</c>, <c>binary, was a.png</c>.</summary>
    public string Describe()
    {
        var lines = IsBinary ? "binary" : string.Create(CultureInfo.InvariantCulture, $"+{Added} -{Deleted}");
        return lines + (IsNew ? ", new" : IsDeleted ? ", deleted" : RenamedFrom is { } before ? $", was {before}" : "");
    }
}
