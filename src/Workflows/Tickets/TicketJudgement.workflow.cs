using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>Tier 2 on work whose checks pass: whether the acceptance is met, and a review where a person wants one.</summary>
internal sealed class TicketJudgement(TicketAttempt attempt, TicketTiers tiers)
{
    /// <summary>Turns that the worker is given to mend what reviews find; after them a person decides.</summary>
    private const int MaxReviewTurns = 2;

    private TicketProgress Progress => attempt.Progress;

    /// <summary>True: the work may be committed. False: the attempt failed or goes on, or the ticket stops here for now.</summary>
    public async Task<bool> AllowsAsync(VerifyInput verify, string tree) =>
        await IsAcceptedAsync(verify, tree) && await IsReviewedAsync(verify, tree);

    private async Task<bool> IsAcceptedAsync(VerifyInput verify, string tree)
    {
        if (attempt.Input.Acceptance is null || Progress.AcceptedTree == tree)
        {
            return true;
        }

        var asked = await tiers.AskAsync(Tier.Lead, "tier 2 judges the acceptance", JudgeAsync, result => result.Bill, isNeeded: true);
        switch (asked)
        {
            case { Failure: { } failure }:
                attempt.Block($"the checks pass, but tier 2 could not say whether the acceptance is met: {failure}");
                return false;
            case { Result: { Unmet: { } unmet, Evidence: var evidence } }:
                attempt.Fail($"the checks pass, but the acceptance is not met: {unmet}", evidence);
                return false;
            case { Result: not null }:
                attempt.Change(p => p with { AcceptedTree = tree });
                return true;
            default:
                return false;
        }

        Task<AcceptanceResult> JudgeAsync(TierCall call)
        {
            var input = new WorkInput(call, verify);
            return Workflow.ExecuteActivityAsync(
                (ILeadActivities a) => a.JudgeAcceptanceAsync(input), ActivityProfiles.Model("tier 2 judges the acceptance"));
        }
    }

    private async Task<bool> IsReviewedAsync(VerifyInput verify, string tree)
    {
        if (attempt.Input.Help?.Review != true || Progress.ReviewedTree == tree)
        {
            return true;
        }

        var asked = await tiers.AskAsync(Tier.Lead, "tier 2 reviews the work", ReviewAsync, result => result.Bill);
        if (asked is { Result: null, Failure: null })
        {
            return false;
        }

        // What could not be reviewed is a person's to look at.
        var findings = asked.Failure is { } failure ? $"tier 2 could not review it: {failure}" : asked.Result!.Findings;
        var turns = Progress.ReviewTurns ?? 0;
        if (asked.Result?.Message is { } message && turns < MaxReviewTurns)
        {
            attempt.Change(p => AttemptPolicy.ContinueAfterNotice(p, message) with { ReviewTurns = turns + 1 });
            return false;
        }

        attempt.Change(p => p with { ReviewedTree = tree, Findings = findings });
        return true;

        Task<ReviewResult> ReviewAsync(TierCall call)
        {
            var input = new WorkInput(call, verify);
            return Workflow.ExecuteActivityAsync(
                (ILeadActivities a) => a.ReviewWorkAsync(input), ActivityProfiles.Model("tier 2 reviews the work"));
        }
    }
}
