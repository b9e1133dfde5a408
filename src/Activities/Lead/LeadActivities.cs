using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Local.Files;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.Activities.Lead;

/// <summary>Tier 2 on finished work, one question a time.</summary>
internal sealed class LeadActivities(Documents documents, ContentStore store, TierCaller tiers, FinishedTree work) : ILeadActivities
{
    /// <summary>Characters of findings that travel to a gate.</summary>
    private const int MaxFindings = 2_000;

    /// <inheritdoc/>
    [Activity]
    public Task<AcceptanceResult> JudgeAcceptanceAsync(WorkInput input) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        var acceptance = documents.Ticket(input.Call.Scope).Acceptance;
        var reply = await tiers.AskAsync(input.Call, async () => new(
            LeadPrompt.System,
            LeadPrompt.Acceptance(await work.ReadAsync(input.Verify, cancellationToken)),
            text => Judgement.FindFault(text, acceptance.Count)));
        if (reply is null)
        {
            return new AcceptanceResult(null);
        }

        var judgement = Judgement.Read(reply.Text, acceptance.Count)!;
        if (judgement.IsMet)
        {
            return new(reply.Bill);
        }

        var unmet = judgement.DescribeUnmet(acceptance);
        var evidence = store.Put($"The checks pass, but tier 2 says that the work does not do all that was asked:\n{unmet}\n");
        return new(reply.Bill, Preview.Line(unmet, 300), evidence);
    });

    /// <inheritdoc/>
    [Activity]
    public Task<ReviewResult> ReviewWorkAsync(WorkInput input) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        var reply = await tiers.AskAsync(input.Call, async () => new(
            LeadPrompt.System, LeadPrompt.Review(await work.ReadAsync(input.Verify, cancellationToken)), Review.FindFault));
        if (reply is null || Review.Read(reply.Text) is not { Findings.Count: > 0 } review)
        {
            return new ReviewResult(reply?.Bill);
        }

        var message = store.Put(
            "The checks pass. A reviewer read your work before it is merged, and found this:\n\n"
            + $"{Fence.Around(review.Describe(), "text")}\n\n"
            + "Mend what is right, leave what is not, and say why; then answer without a call.\n");
        return new(reply.Bill, Preview.Head(review.Describe(), MaxFindings), message);
    });
}
