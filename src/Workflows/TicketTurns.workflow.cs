using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>The conversation: one model call an activity, then the tools that it called.</summary>
public sealed partial class TicketWorkflow
{
    private async Task WorkAsync()
    {
        if (_progress.Call is not null)
        {
            await GoOnAsync();
            return;
        }

        var turn = _progress.Turn + 1;
        var most = _input.AttemptTurns ?? AttemptPolicy.MostTurns;
        if (turn > most)
        {
            _progress = Failed($"{most} turns and no end", evidence: null);
            return;
        }

        var ready = false;
        await DoAsync("starting the agent", async () => ready = await MaySpawnAsync() && await MaySpendAsync() && await MayCallAsync() && await HearAsync());
        if (!ready || await AskModelAsync(turn) is not { } reply)
        {
            return;
        }

        _progress = _progress with
        {
            Turn = turn,
            Rung = reply.Rung,
            Model = reply.Model,
            Message = null,
            Paid = null,
            Next = reply.Next,
            Reason = reply.Preview.Length > 0 ? reply.Preview : _progress.Reason,
            Usage = AttemptPolicy.Add(_progress.Usage, [.. reply.Tries.Select(t => new ModelUsage(t.Model, t.Usage)), new(reply.Model, reply.Usage)]),
        };
        await FollowAsync(turn, reply);
    }

    /// <summary>The model's reply, or null where the attempt is over without one.</summary>
    private async Task<TurnResult?> AskModelAsync(int turn)
    {
        var input = Turn(turn);
        _doing = "thinking";
        try
        {
            return await CountAsync(() => Workflow.ExecuteActivityAsync((IModelActivities a) => a.TurnAsync(input), ActivityProfiles.Model($"turn {turn} · attempt {_progress.Attempt}")));
        }
        catch (ActivityFailureException e) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            var failure = e.InnerException as ApplicationFailureException;
            var tries = failure is { Details.Count: > 0 } ? failure.Details.ElementAt<List<ModelTry>>(0) : [];
            _progress = _progress with { Usage = AttemptPolicy.Add(_progress.Usage, tries.Select(t => new ModelUsage(t.Model, t.Usage))) };
            _progress = After(failure, Preview.Line(failure?.Message ?? e.Message, 400));
            return null;
        }
    }

    private TicketProgress After(ApplicationFailureException? failure, string reason) => failure?.ErrorType switch
    {
        Failures.LadderExhausted => Failed(reason, evidence: null),
        Failures.ModelQuota when failure.Details.Count > 2 => _progress with { Paid = failure.Details.ElementAt<int>(1), QuotaMet = Now, QuotaUntil = failure.Details.ElementAt<DateTimeOffset>(2), Reason = reason },
        Failures.ModelBudget when failure.Details.Count > 2 => _progress with { Paid = failure.Details.ElementAt<int>(1), Next = failure.Details.ElementAt<Spending>(2), Reason = reason },
        _ => AttemptPolicy.Block(_progress, reason),
    };

    private TurnInput Turn(int turn) => new()
    {
        Scope = Scope,
        Turn = turn,
        Rung = _progress.Rung,
        Evidence = _progress.Evidence,
        Message = _progress.Message,
        Paid = _progress.Paid,
        Left = Left,
    };

    /// <summary>Goes on with the calls of a turn that was suspended at a gate; its reply lies in the journal and costs nothing.</summary>
    private async Task GoOnAsync()
    {
        var (turn, call) = (_progress.Turn, _progress.Call!.Value);
        _progress = _progress with { Call = null };
        if (await AskModelAsync(turn) is { } reply)
        {
            await CallAsync(turn, reply, call);
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
                await CallAsync(turn, reply, first: 1);
                break;
        }
    }

    private async Task CallAsync(int turn, TurnResult reply, int first)
    {
        for (var call = first; call <= reply.Calls.Count && _progress.Phase == TicketPhase.Work; call++)
        {
            var summary = reply.Calls[call - 1];
            if (summary.Name == WorkflowTools.ReportBlocked)
            {
                _progress = Failed($"reported blocked: {summary.Subject}", reply.Evidence);
                return;
            }

            ToolInput? input = null;
            await DoAsync("deciding on a call", async () => input = await JudgeAsync(new(Scope, turn, call), summary));
            if (input is null)
            {
                // Suspended at its gate, unless deciding itself has failed.
                _progress = _progress with { Call = _progress.Phase == TicketPhase.Work ? call : null };
                return;
            }

            var words = $"{summary.Name} {summary.Subject}";
            await DoAsync(words, () => Workflow.ExecuteActivityAsync((IToolActivities a) => a.CallToolAsync(input), ActivityProfiles.Commands(words)));
        }
    }
}
