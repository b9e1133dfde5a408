using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;

namespace SlopTemporal.Local.Journals;

/// <summary>Planned tickets, as the whole track file; <c>plan-n.json</c> or <c>plan-edited.json</c>.</summary>
/// <param name="File">The text of the track file; null: there are mistakes.</param>
/// <param name="Mistakes">Each with its place; null: there are none.</param>
public sealed record PlanRecord(string? File, string? Mistakes = null)
{
    /// <summary>What a person has to see, whole; null: there are mistakes.</summary>
    public string? Detail { get; init; }

    /// <summary>Of the file, as a gate has it.</summary>
    public string Hash() => Sha256.Hex(File ?? "")[..Gate.HashLength];
}
