using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>A red check: tier 4 says why and proposes a patch, a person decides on it, and the check runs again.</summary>
/// <remarks>Each step is kept in <see cref="TicketProgress.Repair"/>, so that a suspended ticket goes on where it stopped.</remarks>
internal sealed class TicketRepair(TicketAttempt attempt, TicketGates gates, TicketTiers tiers)
{
    /// <summary>The turn of tier 4 whose patch the work has; null: none.</summary>
    public int? Patched => Repair is { Applied: true } repair ? repair.Patch : null;

    private Repair? Repair => attempt.Progress.Repair is { } repair && repair.Turn == attempt.Progress.Turn ? repair : null;

    private bool IsWanted => attempt.Input.Help is { Qa: not QaPolicy.Off } || attempt.Progress.PatchWish is not null;

    /// <summary>The check is red. After this the work is patched and to be checked again, or the attempt has failed.</summary>
    public async Task RepairAsync(VerifyInput verify, CheckFailure red)
    {
        if (Patched is not null)
        {
            await FailAsync(
                $"with the patch of tier 4 too: {red.Sentence}",
                Repair?.WithPatch is null ? "A patch of tier 4 was applied before this check." : "With that patch the check says:",
                red.Evidence,
                Repair?.WithPatch);
        }
        else if (!IsWanted)
        {
            attempt.Fail(red.Sentence, red.Evidence);
        }
        else if (await AnalyzeAsync(verify, red) is { } analysed && await ProposeAsync(verify, analysed, red) is { } proposal)
        {
            await DecideAsync(proposal, red);
        }
    }

    /// <summary>Asks why the check is red. Null: the attempt has failed, or the ticket stops here for now.</summary>
    private async Task<Repair?> AnalyzeAsync(VerifyInput verify, CheckFailure red)
    {
        if (Repair is { } known)
        {
            return known;
        }

        var options = ActivityProfiles.Model("tier 4 reads why verify failed");
        var asked = await tiers.AskAsync(Tier.Quality, "tier 4 reads why verify failed", call => AskAsync(call), result => result.Bill);
        switch (asked)
        {
            case { Failure: { } failure }:
                attempt.Fail($"{red.Sentence}; and tier 4 gave no analysis: {failure}", red.Evidence);
                return null;
            case { Result: { Cause: null } }:
                attempt.Fail(red.Sentence, red.Evidence);
                return null;
            case { Result: { } found }:
                return Set(new(attempt.Progress.Turn) { Analysis = asked.Turn, Cause = found.Cause, Evidence = found.Evidence });
            default:
                return null;
        }

        Task<FailureAnalysis> AskAsync(TierCall call)
        {
            var input = new FailureInput(call) { Verify = verify };
            return Workflow.ExecuteActivityAsync((IQualityActivities a) => a.AnalyzeFailureAsync(input), options);
        }
    }

    /// <summary>A patch that fits the worktree; one that does not is sent back once. Null: as for the analysis.</summary>
    private async Task<PatchProposal?> ProposeAsync(VerifyInput verify, Repair analysed, CheckFailure red)
    {
        if (gates.Rules.Patch == GatePolicy.Deny)
        {
            attempt.Fail(Sentence(red), analysed.Evidence);
            return null;
        }

        if (analysed.Patch is { } turn)
        {
            // It is in the journal, and costs nothing.
            return await ProposeAsync(new(new TierCall(attempt.Scope, Tier.Quality, turn), verify));
        }

        var asked = await tiers.AskAsync(
            Tier.Quality,
            "tier 4 proposes a patch",
            call => ProposeAsync(new(call, verify)
            {
                Analysis = analysed.Analysis,
                Wish = attempt.Progress.PatchWish,
                Refused = analysed.Refused,
            }),
            result => result.Bill);
        switch (asked)
        {
            case { Failure: { } failure }:
                attempt.Fail($"{Sentence(red)}; and it proposed no patch: {failure}", analysed.Evidence);
                return null;
            case { Result: { Problem: { } problem, Refused: var refused } }:
                return analysed.Refused is null
                    ? await ProposeAsync(verify, Set(analysed with { Refused = refused }), red)
                    : await FailAsync($"{Sentence(red)}; and its patch does not fit: {problem}", null, analysed.Evidence);
            case { Result: { Hash: not null } proposal }:
                Set(analysed with { Patch = asked.Turn });
                return proposal;
            case { Result: not null }:
                attempt.Fail(Sentence(red), analysed.Evidence);
                return null;
            default:
                return null;
        }
    }

    private static Task<PatchProposal> ProposeAsync(PatchInput input) => Workflow.ExecuteActivityAsync(
        (IQualityActivities a) => a.ProposePatchAsync(input), ActivityProfiles.Model("tier 4 proposes a patch"));

    /// <summary>Lets a person decide where the track wants that, and applies what they approve.</summary>
    private async Task DecideAsync(PatchProposal proposal, CheckFailure red)
    {
        string? problem = null;
        do
        {
            GateOutcome.Approved? approved = null;
            if (problem is not null || gates.Rules.Patch != GatePolicy.Auto)
            {
                var subject = problem is null ? proposal.Subject! : $"what was made of it does not fit; {proposal.Subject}";
                var detail = problem is null ? proposal.Detail : $"What was made of it does not fit: {problem}\n\n{proposal.Detail}";
                var outcome = await gates.AskAsync(GateKind.Patch, new(attempt.Input.Ticket, proposal.Hash!, subject, detail));
                if (outcome.Stops)
                {
                    return;
                }

                if (!outcome.IsApproved)
                {
                    await RejectAsync(outcome, red);
                    return;
                }

                approved = outcome as GateOutcome.Approved;
            }

            problem = await ApplyAsync(approved);
        }
        while (problem is not null);
    }

    /// <summary>Why nothing was applied; null: all of it is, and the check runs again.</summary>
    /// <param name="approved">A person's decision; null: nobody was asked.</param>
    private async Task<string?> ApplyAsync(GateOutcome.Approved? approved)
    {
        var input = new ApplyInput(attempt.Scope, Repair!.Patch!.Value, approved?.Edited)
        {
            Evidence = Repair.Evidence,
            Comment = approved?.Comment,
        };
        attempt.Doing = "applying the patch";
        var applied = await Workflow.ExecuteActivityAsync(
            (IQualityActivities a) => a.ApplyPatchAsync(input), ActivityProfiles.Files("apply the patch"));
        if (applied.Problem is null)
        {
            Set(Repair with { Applied = true, WithPatch = applied.Evidence });
            attempt.Change(p => p with { Reason = $"patched by tier 4: {applied.Stat}" });
        }

        return applied.Problem;
    }

    private Task<PatchProposal?> RejectAsync(GateOutcome outcome, CheckFailure red)
    {
        var why = outcome is GateOutcome.Rejected rejected
            ? $"a person rejected its patch: {rejected.Reason ?? "no reason was given"}"
            : "nobody approved its patch in time";
        return FailAsync($"{Sentence(red)}; {why}", $"Tier 4 proposed a patch; {why}.", Repair!.Evidence);
    }

    private string Sentence(CheckFailure red) => $"{red.Sentence}; tier 4: {Repair!.Cause}";

    private async Task<PatchProposal?> FailAsync(string reason, string? before, string? evidence, string? first = null)
    {
        attempt.Fail(reason, before is null ? evidence : await KeptTexts.KeepAsync(new(first, before, evidence)));
        return null;
    }

    private Repair Set(Repair repair)
    {
        attempt.Change(p => p with { Repair = repair });
        return repair;
    }
}
