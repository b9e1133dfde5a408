using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>The conversation with the model: a turn is one activity that calls the model, then one for each tool that it called.</summary>
internal sealed class TicketConversation(
    TicketAttempt attempt, TicketStart start, TicketBudget budget, TicketQuota quota, TicketCalls calls, TicketTiers tiers)
{
    /// <summary>Patch: in builds before, what a person said during the last turn was never read.</summary>
    private const string ToldBeforeEnd = "told-before-end";

    /// <summary>One turn of the model and its tools, or what is left of one that was suspended.</summary>
    public async Task WorkAsync()
    {
        if (attempt.Progress.Call is { } call)
        {
            await ResumeAsync(attempt.Progress.Turn, call);
            return;
        }

        var turn = attempt.Progress.Turn + 1;
        var maxTurns = attempt.Input.AttemptTurns ?? AttemptPolicy.MaxTurns;
        if (turn > maxTurns)
        {
            attempt.Fail($"{maxTurns} turns and no end", evidence: null);
            return;
        }

        if (await attempt.RunStepAsync("starting the agent", false, PrepareAsync) && await AskModelAsync(turn) is { } reply)
        {
            attempt.Change(p => AddReply(p, turn, reply));
            await ActOnReplyAsync(turn, reply);
        }
    }

    /// <summary>Keeps a person's message, which the model reads before its next turn.</summary>
    public void AddMessage(string text) => attempt.Change(p => p with { Told = [.. p.Told ?? [], text] });

    /// <summary>Waits for all that a call to the model has to wait for. False: the call is not made now.</summary>
    private async Task<bool> PrepareAsync()
    {
        if (!await start.AskToStartAsync(Turn(1)) || !await budget.WaitForBudgetAsync() || !await quota.WaitForQuotaAsync())
        {
            return false;
        }

        if (attempt.Progress.Told is { Count: > 0 } told)
        {
            attempt.Change(p => p with { Told = null });
            var text = new KeptText(attempt.Progress.Message, $"A person says:\n\n{string.Join("\n\n", told)}");
            var kept = await KeptTexts.KeepAsync(text);
            attempt.Change(p => p with { Message = kept });
        }

        return true;
    }

    private static TicketProgress AddReply(TicketProgress progress, int turn, TurnResult reply) => progress with
    {
        Turn = turn,
        Rung = reply.Rung,
        Model = reply.Model,
        Message = null,
        Paid = null,
        Next = reply.Next,
        Reason = reply.Preview.Length > 0 ? reply.Preview : progress.Reason,
        Usage = AttemptPolicy.AddUsage(
            progress.Usage, [.. reply.Tries.Select(t => new ModelUsage(t.Model, t.Usage)), new(reply.Model, reply.Usage)]),
    };

    /// <summary>The model's reply, or null where there is none: the attempt is over, or the call is made later.</summary>
    private async Task<TurnResult?> AskModelAsync(int turn)
    {
        var input = Turn(turn);
        attempt.Doing = "thinking";
        try
        {
            var options = ActivityProfiles.Model($"turn {turn} · attempt {attempt.Progress.Attempt}");
            return await attempt.CountTimeAsync(() =>
                Workflow.ExecuteActivityAsync((IModelActivities a) => a.TurnAsync(input), options));
        }
        catch (ActivityFailureException e) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            var failure = ModelFailure.Read(e);
            attempt.Change(p => p with { Usage = AttemptPolicy.AddUsage(p.Usage, failure.Usage) });
            AfterFailure(failure, Preview.Line(failure.Message, 400));
            return null;
        }
    }

    private void AfterFailure(ModelFailure failure, string reason)
    {
        switch (failure)
        {
            case { Type: Failures.LadderExhausted }:
                attempt.Fail(reason, evidence: null);
                break;
            case { QuotaUntil: { } until }:
                attempt.Change(p => p with { Paid = failure.Paid, QuotaMet = WorkflowTime.Now, QuotaUntil = until, Reason = reason });
                break;
            case { Next: { } next }:
                attempt.Change(p => p with { Paid = failure.Paid, Next = next, Reason = reason });
                break;
            default:
                attempt.Block(reason);
                break;
        }
    }

    private TurnInput Turn(int turn) => new()
    {
        Scope = attempt.Scope,
        Turn = turn,
        Rung = attempt.Progress.Rung,
        Evidence = attempt.Progress.Evidence,
        Instruction = attempt.Progress.Instruction,
        Carries = attempt.Progress.Carries,
        Skipped = attempt.Input.Skipped,
        Message = attempt.Progress.Message,
        Paid = attempt.Progress.Paid,
        Left = budget.Left,
    };

    /// <summary>Goes on with the calls of a turn that was suspended at a gate; its reply is in the journal and costs nothing.</summary>
    private async Task ResumeAsync(int turn, int call)
    {
        attempt.Change(p => p with { Call = null });
        if (await AskModelAsync(turn) is { } reply)
        {
            await CallToolsAsync(turn, reply, call);
        }
    }

    private async Task ActOnReplyAsync(int turn, TurnResult reply)
    {
        switch (reply.Kind)
        {
            case ReplyKind.Blocked:
                attempt.Fail(reply.Preview, reply.Evidence);
                break;
            case ReplyKind.Done when attempt.Progress.Told is { Count: > 0 } && Workflow.Patched(ToldBeforeEnd):
                // It has not read what a person said meanwhile: the next turn begins with that.
                break;
            case ReplyKind.Done:
                attempt.Change(p => p with { Phase = attempt.Input.TextOnly ? TicketPhase.Completed : TicketPhase.Check });
                break;
            default:
                await CallToolsAsync(turn, reply, first: 1);
                break;
        }
    }

    private async Task CallToolsAsync(int turn, TurnResult reply, int first)
    {
        for (var call = first; call <= reply.Calls.Count && attempt.Progress.Phase == TicketPhase.Work; call++)
        {
            var (place, summary) = (call, reply.Calls[call - 1]);
            if (summary.Name == WorkflowTools.ReportBlocked)
            {
                attempt.Fail($"reported blocked: {summary.Subject}", reply.Evidence);
                return;
            }

            var input = await attempt.RunStepAsync(
                "deciding on a call", null, () => calls.DecideAsync(new(attempt.Scope, turn, place), summary));
            if (input is null)
            {
                // It is suspended at its gate, unless the ticket was given up or an activity for the decision failed.
                attempt.Change(p => p with { Call = p.Phase == TicketPhase.Work ? place : null });
                return;
            }

            var doing = $"{summary.Name} {summary.Subject}";
            var options = ActivityProfiles.Commands(doing);
            var result = await attempt.RunStepAsync<ToolResult?>(
                doing, null, async () => await Workflow.ExecuteActivityAsync((IToolActivities a) => a.CallToolAsync(input), options));
            if (result is { Ok: false } && input.Answer is null && summary.Name == CommandTools.RunCommand)
            {
                await AnalyzeAsync(input);
            }
        }
    }

    /// <summary>Where a person wants that, tier 4 says why a command failed; the worker reads it with the command's output.</summary>
    private Task AnalyzeAsync(ToolInput call) => attempt.Input.Help?.Qa != QaPolicy.All
        ? Task.CompletedTask
        : attempt.RunStepAsync("tier 4 reads why a command failed", () => tiers.AskAsync(
            Tier.Quality,
            "tier 4 reads why a command failed",
            question =>
            {
                var input = new FailureInput(question) { Command = call };
                return Workflow.ExecuteActivityAsync(
                    (IQualityActivities a) => a.AnalyzeFailureAsync(input), ActivityProfiles.Model("tier 4 reads why a command failed"));
            },
            result => result.Bill));
}
