using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>The conversation: one model call an activity, then the tools that it called.</summary>
public sealed partial class TicketWorkflow
{
    private const string ReportBlocked = "report_blocked";

    private async Task WorkAsync()
    {
        var turn = _progress.Turn + 1;
        if (turn > AttemptPolicy.MostTurns)
        {
            _progress = Failed($"{AttemptPolicy.MostTurns} turns and no end", evidence: null);
            return;
        }

        if (await AskAsync(turn) is not { } reply)
        {
            return;
        }

        _progress = _progress with
        {
            Turn = turn,
            Rung = reply.Rung,
            Model = reply.Model,
            Message = null,
            Reason = reply.Preview.Length > 0 ? reply.Preview : _progress.Reason,
            Usage = AttemptPolicy.Add(_progress.Usage, [.. reply.Tries.Select(t => new ModelUsage(t.Model, t.Usage)), new(reply.Model, reply.Usage)]),
        };
        await FollowAsync(turn, reply);
    }

    /// <summary>The model's reply, or null where the attempt is over without one.</summary>
    private async Task<TurnResult?> AskAsync(int turn)
    {
        var input = new TurnInput { Scope = Scope, Turn = turn, Rung = _progress.Rung, Evidence = _progress.Evidence, Message = _progress.Message };
        _doing = "thinking";
        try
        {
            return await Workflow.ExecuteActivityAsync((IModelActivities a) => a.TurnAsync(input), ActivityProfiles.Model($"turn {turn} · attempt {_progress.Attempt}"));
        }
        catch (ActivityFailureException e) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            var failure = e.InnerException as ApplicationFailureException;
            var tries = failure is { Details.Count: > 0 } ? failure.Details.ElementAt<List<ModelTry>>(0) : [];
            _progress = _progress with { Usage = AttemptPolicy.Add(_progress.Usage, tries.Select(t => new ModelUsage(t.Model, t.Usage))) };
            var reason = Preview.Line(failure?.Message ?? e.Message, 400);
            _progress = failure?.ErrorType == Failures.LadderExhausted ? Failed(reason, evidence: null) : AttemptPolicy.Block(_progress, reason);
            return null;
        }
    }

    private async Task FollowAsync(int turn, TurnResult reply)
    {
        switch (reply.Kind)
        {
            case ReplyKind.Blocked:
                _progress = Failed(reply.Preview, reply.Evidence);
                break;
            case ReplyKind.Done:
                _progress = _progress with { Phase = _input.TextOnly ? TicketPhase.Completed : TicketPhase.Check };
                break;
            default:
                await CallAsync(turn, reply);
                break;
        }
    }

    private async Task CallAsync(int turn, TurnResult reply)
    {
        for (var call = 1; call <= reply.Calls.Count && _progress.Phase == TicketPhase.Work; call++)
        {
            var summary = reply.Calls[call - 1];
            if (summary.Name == ReportBlocked)
            {
                _progress = Failed($"reported blocked: {summary.Subject}", reply.Evidence);
                return;
            }

            var input = new ToolInput(Scope, turn, call);
            var words = $"{summary.Name} {summary.Subject}";
            await DoAsync(words, () => Workflow.ExecuteActivityAsync((IToolActivities a) => a.CallToolAsync(input), ActivityProfiles.Commands(words)));
        }
    }
}
