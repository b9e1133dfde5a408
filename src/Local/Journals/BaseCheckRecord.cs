using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;

namespace SlopTemporal.Local.Journals;

/// <summary>How setup and checks ended on the base of a run.</summary>
/// <param name="Failure">Null: they passed.</param>
/// <param name="Passed">Commands that passed, in order; null: it is of a build that did not keep them.</param>
public sealed record BaseCheckRecord(CheckFailure? Failure, IReadOnlyList<PassedCheck>? Passed = null);
