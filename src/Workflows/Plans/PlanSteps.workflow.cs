using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Prompts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using SlopTemporal.Workflows.Tickets;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Plans;

/// <summary>The steps of a plan, in their order: the base is laid out, read, tickets are written, decided on, and started.</summary>
internal sealed class PlanSteps(PlanRun run, PlanTurns turns, PlanGates gates)
{
    /// <summary>Characters of mistakes that people are shown.</summary>
    private const int MaxShown = 2000;

    /// <summary>Turns of tier 1.</summary>
    private const int MaxTurns = 20;

    /// <summary>Times that tickets with mistakes are sent back in a row.</summary>
    private const int MaxCorrections = 2;

    /// <summary>Plans that a person may send back.</summary>
    private const int MaxRejections = 5;

    private const string WayOut =
        "Plan again with a clearer goal or a stronger model (`slop plan`), or write the track file yourself.";

    private PlanState State => run.State;

    private string Show => $"`slop show {run.Input.Run.Track} {run.Scope.Ticket}` has all that was said.";

    /// <summary>Takes the next step. The input of the track that is to run; null: there are more steps, or the plan has ended.</summary>
    public async Task<TrackInput?> TakeAsync()
    {
        switch (State.Step)
        {
            case PlanStep.Open:
                await OpenAsync();
                return null;
            case PlanStep.Read:
                await ReadAsync();
                return null;
            case PlanStep.Write:
                await WriteAsync();
                return null;
            case PlanStep.Decide:
                await DecideAsync();
                return null;
            default:
                return await StartAsync();
        }
    }

    private async Task OpenAsync()
    {
        var (scope, options) = (run.Scope, ActivityProfiles.Commands("check the base and lay it out for tier 1"));
        var opened = await run.StepAsync(
            "checking the base and laying it out",
            () => Workflow.ExecuteActivityAsync((IPlanActivities a) => a.OpenPlanAsync(scope), options));
        if (opened?.Failure is { } red)
        {
            run.Fail(Failures.RedBase, $"the checks fail on the base, before any work: {red.Sentence}");
        }
        else if (opened is not null)
        {
            run.Change(s => s with { Step = PlanStep.Read });
        }
    }

    private async Task ReadAsync()
    {
        if (State.Read >= MaxTurns)
        {
            run.Fail(Failures.Plan, $"tier 1 read for {MaxTurns} turns and wrote no approach. {Show} {WayOut}");
            return;
        }

        if (await turns.AskAsync("tier 1 reads the repository", State.Read) is not { } reply)
        {
            return;
        }

        var turn = State.Read + 1;
        switch (reply.Kind)
        {
            case ReplyKind.Calls:
                await turns.CallToolsAsync(turn, reply);
                run.Change(s => s with { Read = turn });
                break;
            case ReplyKind.Blocked:
                run.Fail(Failures.Plan, $"tier 1 says that the goal cannot be reached: {reply.Preview} {Show}");
                break;
            default:
                await KeepApproachAsync(turn);
                break;
        }
    }

    private async Task KeepApproachAsync(int turn)
    {
        var (input, options) = (new PlanTurn(run.Scope, turn), ActivityProfiles.Files("keep the approach"));
        if (await run.StepAsync(
            "keeping the approach", () => Workflow.ExecuteActivityAsync((IPlanActivities a) => a.KeepApproachAsync(input), options)))
        {
            run.Change(s => s with { Read = turn, Step = PlanStep.Write, Rung = 0, Next = null });
        }
    }

    private async Task WriteAsync()
    {
        if (await turns.AskAsync("tier 2 writes the tickets", State.Written) is not { } reply)
        {
            return;
        }

        var turn = State.Written + 1;
        if (reply.Kind == ReplyKind.Blocked)
        {
            run.Fail(Failures.Plan, $"tier 2 says that it cannot write the tickets: {reply.Preview} {Show}");
            return;
        }

        var (input, options) = (new PlanTurn(run.Scope, turn), ActivityProfiles.Files("read the tickets"));
        var reading = await run.StepAsync(
            "reading the tickets", () => Workflow.ExecuteActivityAsync((IPlanActivities a) => a.ReadTicketsAsync(input), options));
        if (reading is null)
        {
            return;
        }

        run.Change(s => s with { Written = turn });
        if (reading.Mistakes is null)
        {
            run.Change(s => s with { Draft = reading, Step = PlanStep.Decide, Mistaken = 0, EditProblem = null });
        }
        else if (State.Mistaken >= MaxCorrections)
        {
            run.Fail(
                Failures.Plan,
                $"tier 2 wrote tickets with mistakes {MaxCorrections + 1} times; the last ones:\n"
                + $"{Preview.Head(reading.Mistakes, MaxShown)}\n{Show} {WayOut}");
        }
        else
        {
            run.Change(s => s with { Mistaken = s.Mistaken + 1, Message = reading.Message });
        }
    }

    private async Task DecideAsync()
    {
        var draft = State.Draft!;
        if (run.Input.Rules.Plan == GatePolicy.Auto && draft.NeedsPerson is null && State.Rejected == 0)
        {
            run.Change(s => s with { Step = PlanStep.Start });
            return;
        }

        string?[] notes = [draft.NeedsPerson, State.EditProblem is null ? null : "what was made of it cannot be used"];
        var detail = State.EditProblem is { } problem ? $"What was made of it cannot be used: {problem}\n\n{draft.Detail}" : draft.Detail;
        var more = string.Join("; ", notes.OfType<string>());
        var subject = more.Length == 0 ? draft.Subject! : $"{draft.Subject} ({more})";
        switch (await gates.AskAsync(GateKind.Plan, new("", draft.Hash!, subject, detail)))
        {
            case GateOutcome.Suspended:
                break;
            case GateOutcome.Approved { Edited: { } edited, IsSigned: var signed }:
                await ReadEditedAsync(new(new(run.Scope, State.Written), edited), signed);
                break;
            case GateOutcome.Approved { IsSigned: var signed }:
                run.Change(s => s with { Step = PlanStep.Start, Confirmed = signed });
                break;
            case GateOutcome.Rejected { Reason: { } reason } when !string.IsNullOrWhiteSpace(reason):
                await WriteAnewAsync(reason);
                break;
            case GateOutcome.Rejected:
                run.Fail(Failures.Plan, $"a person rejected the plan without saying what it should be. {Show}");
                break;
            case GateOutcome.Expired { Default: GateDefault.Approve } when draft.NeedsPerson is null:
                run.Change(s => s with { Step = PlanStep.Start });
                break;
            case GateOutcome.Expired { Default: GateDefault.Approve }:
                run.Fail(Failures.Plan, $"nobody confirmed the plan in time, and it does not start by itself: {draft.NeedsPerson}. {Show}");
                break;
            default:
                run.Fail(Failures.Plan, $"nobody approved the plan in time. {Show}");
                break;
        }
    }

    private async Task ReadEditedAsync(EditedPlan edited, bool signed)
    {
        var options = ActivityProfiles.Files("read the changed plan");
        var reading = await run.StepAsync(
            "reading the changed plan", () => Workflow.ExecuteActivityAsync((IPlanActivities a) => a.ReadEditedAsync(edited), options));
        if (reading is { Mistakes: { } mistakes })
        {
            run.Change(s => s with { EditProblem = Preview.Head(mistakes, MaxShown) });
        }
        else if (reading is not null)
        {
            run.Change(s => s with { Draft = reading, Edited = true, Confirmed = signed, Step = PlanStep.Start });
        }
    }

    private async Task WriteAnewAsync(string comment)
    {
        if (State.Rejected >= MaxRejections)
        {
            run.Fail(Failures.Plan, $"a person rejected {MaxRejections + 1} plans. {Show} {WayOut}");
            return;
        }

        var text = new KeptText(null, TicketsPrompt.Rejected(comment));
        var kept = await KeptTexts.KeepAsync(text);
        run.Change(s => s with
        {
            Step = PlanStep.Write,
            Draft = null,
            EditProblem = null,
            Mistaken = 0,
            Rejected = s.Rejected + 1,
            Message = kept,
        });
    }

    private async Task<TrackInput?> StartAsync()
    {
        var store = new PlanToStore(new(run.Scope, State.Written))
        {
            Edited = State.Edited,
            Confirmed = State.Confirmed,
            SearchAttributes = run.Input.SearchAttributes,
        };
        var options = ActivityProfiles.Files("make the track with its tickets");
        var track = await run.StepAsync(
            "making the track", () => Workflow.ExecuteActivityAsync((IPlanActivities a) => a.StorePlanAsync(store), options));
        if (track is not null && run.Input.KeepsOnly == true)
        {
            run.Keep(track.Run.Document);
            return null;
        }

        return track;
    }
}
