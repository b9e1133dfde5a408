using System.Globalization;
using System.Text.Json.Serialization;

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

    /// <summary>
    /// What <c>setup</c> ran on that was changed since a person could see it, in a sentence; null: nothing. No reason for a gate: a ticket
    /// that adds a dependency would ask for itself and all that follow.
    /// </summary>
    public string? Setup { get; init; }

    /// <summary>All lines that a person should look at.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> ToLookAt => Setup is null ? Unusual ?? [] : [.. Unusual ?? [], Setup];

    public static WorkSummary From(IReadOnlyList<FileChange> changes, IReadOnlyList<string> unusual) => new(
        changes.Count,
        changes.Sum(change => change.Added),
        changes.Sum(change => change.Deleted),
        unusual.Count == 0 ? null
            : unusual.Count <= MaxUnusual ? unusual
            : [.. unusual.Take(MaxUnusual - 1), $"and {unusual.Count - MaxUnusual + 1} more like these"]);

    /// <summary>The same with what is unusual about it, on one line.</summary>
    public string Describe() =>
        $"{this}{(Unusual is null ? "" : $", unusual: {string.Join("; ", Unusual)}")}{(Setup is null ? "" : $", {Setup}")}";

    /// <summary><c>3 files +12 -2</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Files} {(Files == 1 ? "file" : "files")} +{Added} -{Deleted}");
}
