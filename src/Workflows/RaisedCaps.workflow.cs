using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>The caps after an approval of a budget gate, of a track or of a ticket.</summary>
internal static class RaisedCaps
{
    /// <summary>Patch: in builds before, a plain approval raised all caps, those that were not met too.</summary>
    private const string RaisesMetCap = "raises-met-cap";

    /// <param name="cap">The caps so far.</param>
    /// <param name="more">The first caps, which a plain approval adds once more.</param>
    /// <param name="detail">The gate's: the caps that are met, as the person read that an approval sets them.</param>
    /// <param name="edited">What a person wrote; null: a plain approval.</param>
    public static Budget After(Budget cap, Budget more, string? detail, Budget? edited) =>
        edited is not null ? BudgetGates.Set(cap, edited)
        : detail is not null && Workflow.Patched(RaisesMetCap) ? BudgetGates.SetByDetail(cap, detail)
        : BudgetGates.Raise(cap, more);
}
