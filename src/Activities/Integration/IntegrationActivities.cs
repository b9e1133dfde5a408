using SlopTemporal.Activities.Workspace;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.Activities.Integration;

/// <summary>Brings tickets onto their track's branch, each step safe to run again, also while a stale run of it still goes on.</summary>
internal sealed class IntegrationActivities(Merging merging, MergedCheck check, ConflictLayout layout) : IIntegrationActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<MergeResult> MergeAsync(MergeInput input) => WorkspaceFailure.GuardAsync(token => merging.MergeAsync(input, token));

    /// <inheritdoc/>
    [Activity]
    public Task<VerifyResult> VerifyMergedAsync(VerifyMergedInput input) =>
        WorkspaceFailure.GuardAsync(token => check.RunAsync(input, token));

    /// <inheritdoc/>
    [Activity]
    public Task<AdvanceResult> AdvanceAsync(AdvanceInput input) => WorkspaceFailure.GuardAsync(token => merging.AdvanceAsync(input, token));

    /// <inheritdoc/>
    [Activity]
    public Task<ConflictResult> OpenConflictAsync(MergeInput input) => WorkspaceFailure.GuardAsync(token => layout.OpenAsync(input, token));
}
