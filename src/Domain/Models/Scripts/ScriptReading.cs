using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Domain.Models.Scripts;

/// <summary>What reading a script gave.</summary>
/// <param name="Script">Null: it has another form.</param>
/// <param name="Errors">In the order of the text.</param>
public sealed record ScriptReading(Script? Script, IReadOnlyList<Problem> Errors);
