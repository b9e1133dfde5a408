using System.Text.Json;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Gates.Kinds;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>All attempts failed: tier 2 is asked once for a way on, and a person decides on it where the settings say so.</summary>
internal sealed class TicketWayOn(TicketAttempt attempt, TicketGates gates, TicketTiers tiers, TrackLink track)
{
    /// <summary><see cref="TicketProgress.WayOn"/> where nothing is left to decide.</summary>
    private const int Over = 0;

    /// <summary>True: it has not been asked yet, or a person has not decided yet.</summary>
    public bool IsDue => attempt.Input.Help is { Replan: not ReplanPolicy.Off }
        && Progress is { Phase: TicketPhase.Blocked, Exhausted: true, PatchWish: null, WayOn: not Over };

    /// <summary>Hash of the tickets that take this one's place; null: none do.</summary>
    public string? Pieces { get; private set; }

    private TicketProgress Progress => attempt.Progress;

    /// <summary>The number of attempts that the ticket began with.</summary>
    private int Attempts => Math.Max(1, attempt.Input.Progress.LastAttempt - attempt.Input.Progress.Attempt + 1);

    public async Task FindAsync()
    {
        if (await AskAsync() is { } way)
        {
            await DecideAsync(way);
        }
    }

    private async Task<WayOnResult?> AskAsync()
    {
        if (Progress.WayOn is { } turn)
        {
            // It is in the journal, and costs nothing.
            return await FindAsync(new(attempt.Scope, Tier.Lead, turn));
        }

        var asked = await tiers.AskAsync(Tier.Lead, "tier 2 looks for a way on", FindAsync, result => result.Bill);
        if (asked is { Result: null, Failure: null } && (track.Orders.Suspend || track.Orders.Paused))
        {
            return null;
        }

        attempt.Change(p => p with { WayOn = asked.Result?.Kind is WayOnKind.Split or WayOnKind.Reword ? asked.Turn : Over });
        if (asked.Result is { Kind: WayOnKind.Person, Reason: var reason })
        {
            Explain($"tier 2 gives it to a person: {reason}");
        }

        return Progress.WayOn == Over ? null : asked.Result;
    }

    private Task<WayOnResult> FindAsync(TierCall call)
    {
        var input = new WayOnInput(call, Progress.Evidence, Progress.Reason ?? "");
        return Workflow.ExecuteActivityAsync(
            (ILeadActivities a) => a.FindWayOnAsync(input), ActivityProfiles.Model("tier 2 looks for a way on"));
    }

    private async Task DecideAsync(WayOnResult way)
    {
        var what = way.Kind == WayOnKind.Split ? $"split it into {string.Join(", ", way.Pieces ?? [])}" : "reword it and try again";
        if (attempt.Input.Help!.Replan == ReplanPolicy.Auto)
        {
            Do(way, what);
            return;
        }

        string? problem = null;
        do
        {
            var subject = $"{(problem is null ? "all attempts failed" : "what was made of it cannot be")}; {what}: {way.Reason}";
            var detail = problem is null ? way.Detail : $"What was made of it cannot be: {problem}\n\n{way.Detail}";
            var outcome = await gates.AskAsync(GateKind.Plan, new(attempt.Input.Ticket, way.Hash, subject, detail));
            switch (outcome)
            {
                case { Stops: true }:
                    return;
                case GateOutcome.Approved { Edited: { } edited } when PlanGate.Description(edited) is { } words:
                    Reword(await KeptTexts.KeepAsync(new(null, $"A person has reworded this ticket. It asks for this now:\n\n{words}")));
                    return;
                case GateOutcome.Approved { Edited: { } edited }:
                    problem = await SplitAsync(edited);
                    break;
                case { IsApproved: true }:
                    Do(way, what);
                    return;
                default:
                    attempt.Change(p => p with { WayOn = Over });
                    var why = (outcome as GateOutcome.Rejected)?.Reason;
                    Explain(why is null ? $"nobody wanted to {what}" : $"a person did not want to {what}: {why}");
                    return;
            }
        }
        while (problem is not null);
    }

    private void Do(WayOnResult way, string what)
    {
        if (way.Kind == WayOnKind.Split)
        {
            (Pieces, var reason) = (way.Kept, $"tier 2 {what}");
            attempt.Change(p => p with { WayOn = Over, Phase = TicketPhase.Skipped, Reason = reason });
        }
        else
        {
            Reword(way.Kept!);
        }
    }

    /// <param name="kept">Hash of what the ticket asks for now.</param>
    private void Reword(string kept) =>
        attempt.Change(p => AttemptPolicy.Reword(p, attempt.Input.Rungs, Attempts, kept) with { WayOn = Over });

    /// <summary>Splits it as a person wrote. Why that cannot be; null: it can.</summary>
    private async Task<string?> SplitAsync(JsonElement edited)
    {
        var kept = await KeptTexts.KeepAsync(new(null, PlanGate.Tickets(edited)!.Value.GetRawText()));
        var wanted = new TicketToSplit(attempt.Input.Run, attempt.Input.Ticket, kept);
        var split = await Workflow.ExecuteActivityAsync(
            (IRecordActivities a) => a.SplitTicketAsync(wanted), ActivityProfiles.Files("check the tickets"));
        if (split.Problem is null)
        {
            Pieces = kept;
            var into = string.Join(", ", split.Tickets.Select(t => t.Id));
            attempt.Change(p => p with { WayOn = Over, Phase = TicketPhase.Skipped, Reason = $"a person split it into {into}" });
        }

        return split.Problem;
    }

    private void Explain(string what) => attempt.Change(p => p with { Reason = Preview.Line($"{p.Reason}; {what}", 400) });
}
