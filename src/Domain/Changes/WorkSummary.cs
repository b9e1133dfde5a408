using System.Globalization;

namespace SlopTemporal.Domain.Changes;

/// <summary>What a ticket's commit changes, small enough to travel.</summary>
/// <param name="Files">Files that differ from the commit that the work began at.</param>
/// <param name="Added">Lines added, binary files aside.</param>
/// <param name="Deleted">Lines deleted.</param>
/// <param name="Unusual">What a person should look at before they trust it, one line each; null: nothing.</param>
public sealed record WorkSummary(int Files, int Added, int Deleted, IReadOnlyList<string>? Unusual = null)
{
    /// <summary>Lines that travel; the others are counted in the last one.</summary>
    public const int MaxUnusual = 8;

    public static WorkSummary From(IReadOnlyList<FileChange> changes, IReadOnlyList<string> unusual) => new(
        changes.Count,
        changes.Sum(change => change.Added),
        changes.Sum(change => change.Deleted),
        unusual.Count == 0 ? null
            : unusual.Count <= MaxUnusual ? unusual
            : [.. unusual.Take(MaxUnusual - 1), $"and {unusual.Count - MaxUnusual + 1} more like these"]);

    /// <summary>The same with what is unusual about it, on one line.</summary>
    public string Describe() => Unusual is null ? ToString() : $"{this}, unusual: {string.Join("; ", Unusual)}";

    /// <summary><c>3 files +12 -2</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Files} {(Files == 1 ? "file" : "files")} +{Added} -{Deleted}");
}
