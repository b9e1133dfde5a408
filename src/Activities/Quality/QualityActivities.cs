using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.Activities.Quality;

/// <summary>Tier 4, one question a time.</summary>
internal sealed class QualityActivities(
    Journal journal, Documents documents, ContentStore store, TierCaller tiers, FailedWork failed, PatchDesk patches) : IQualityActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<FailureAnalysis> AnalyzeFailureAsync(FailureInput input) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        var reply = await tiers.AskAsync(input.Call, async () => new(
            QaPrompt.System,
            QaPrompt.Analysis(
                input.Verify is { } verify ? await failed.ReadAsync(verify, cancellationToken) : failed.Read(input.Command!)),
            Analysis.FindFault));
        if (reply is null)
        {
            return new FailureAnalysis(null);
        }

        var analysis = Analysis.Read(reply.Text)!;
        if (input.Command is { } call)
        {
            journal.Write(call.Scope, JournalNames.CallAnalysis(call.Turn, call.Call), analysis);
            return new(reply.Bill, analysis.Cause);
        }

        var output = documents.Text(failed.Failure(input.Verify!).Evidence);
        return new(reply.Bill, analysis.Cause, store.Put($"Tier 4 read this, and says:\n{analysis.Describe()}\n\n{output}"));
    });

    /// <inheritdoc/>
    [Activity]
    public Task<PatchProposal> ProposePatchAsync(PatchInput input) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        var analysis = AnalysisOf(input);
        var reply = await tiers.AskAsync(input.Call, async () => new(
            QaPrompt.System,
            QaPrompt.Patch(
                await failed.ReadAsync(input.Verify, cancellationToken), analysis?.Describe(), TextOf(input.Wish), TextOf(input.Refused))));
        return reply is null
            ? new PatchProposal()
            : patches.Check(input.Call, reply.Text, failed.Failure(input.Verify).Sentence, analysis) with { Bill = reply.Bill };
    });

    /// <inheritdoc/>
    [Activity]
    public Task<AppliedPatch> ApplyPatchAsync(ApplyInput input) =>
        WorkspaceFailure.GuardAsync(_ => Task.FromResult(patches.Apply(input)));

    private Analysis? AnalysisOf(PatchInput input) => input.Analysis is { } turn
        && journal.Read<TurnRecord>(input.Call.Scope, JournalNames.Turn(turn, Tier.Quality)) is { } answer
            ? Analysis.Read(answer.Text)
            : null;

    private string? TextOf(string? hash) => hash is null ? null : documents.Text(hash);
}
