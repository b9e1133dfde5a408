using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Local.Journals;

/// <summary>How setup and checks ended on the base of a run.</summary>
/// <param name="Failure">Null: they passed.</param>
public sealed record BaseCheckRecord(CheckFailure? Failure);
