using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Plans;

/// <summary>Notices: a gate of a plan opens or waits too long, or the plan ends without tickets. None of them may delay it.</summary>
internal sealed class PlanNotices(PlanRun run)
{
    private readonly NoticeSender _sender = new(run.Input.Run, run.Input.Title);

    /// <summary>Id of the last gate that this run of the workflow told of.</summary>
    private string? _told;

    /// <summary>True: a notice is being sent.</summary>
    public bool IsSending => _sender.IsSending;

    /// <summary>Tells people of an open gate, and once more where it stays open for too long.</summary>
    public void Watch(Gate gate)
    {
        if (_told != gate.Id && run.Input.Notices is { } rules)
        {
            _told = gate.Id;
            _ = WatchAsync(gate, rules);
        }
    }

    public Task SendEndAsync() => SendAsync(NoticeKind.TrackEnded, gate: null);

    private async Task WatchAsync(Gate gate, NoticeRules rules)
    {
        // One that the run before has opened was told by it.
        if (run.Input.State?.Gate?.Id != gate.Id)
        {
            await SendAsync(NoticeKind.GateOpened, gate);
        }

        var left = gate.Opened + TimeSpan.FromMinutes(rules.AfterMinutes) - WorkflowTime.Now;
        bool IsClosed() => run.State.Gate?.Id != gate.Id;
        if (left > TimeSpan.Zero && !await Workflow.WaitConditionWithOptionsAsync(new(IsClosed, left, $"{gate.Id} waits")))
        {
            await SendAsync(NoticeKind.GateWaits, gate);
        }
    }

    private Task SendAsync(NoticeKind kind, Gate? gate) => run.Input.Notices is null
        ? Task.CompletedTask
        : _sender.SendAsync(kind, run.Ended ?? TrackStatus.Waiting, gate, run.Failure?.Reason);
}
