using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Plans;

/// <summary>Notices: a gate of a plan opens or waits too long, or the plan ends without tickets. None of them may delay it.</summary>
internal sealed class PlanNotices(PlanRun run)
{
    private int _sending;

    /// <summary>Id of the last gate that this run of the workflow told of.</summary>
    private string? _told;

    /// <summary>True: a notice is being sent.</summary>
    public bool IsSending => _sending > 0;

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

    private async Task SendAsync(NoticeKind kind, Gate? gate)
    {
        if (run.Input.Notices is null)
        {
            return;
        }

        var notice = Notice(kind, gate);
        _sending++;
        try
        {
            await Workflow.ExecuteActivityAsync(
                (INoticeActivities a) => a.NotifyAsync(notice), ActivityProfiles.Cleanup($"tell: {Words.For(notice.Event)}"));
        }
        catch (FailureException)
        {
            // The notice could not be delivered; the plan goes on, and its history says why.
        }
        finally
        {
            _sending--;
        }
    }

    private Notice Notice(NoticeKind kind, Gate? gate)
    {
        var (track, status) = (run.Input.Run.Track, run.Ended ?? TrackStatus.Waiting);
        return new()
        {
            Id = $"{track}/{run.Input.Run.Epoch}/{Words.For(kind)}/{gate?.Id ?? Words.For(status)}",
            Event = kind,
            Track = track,
            Title = run.Input.Title,
            Status = status,
            Gate = gate?.Id,
            Subject = gate?.Subject ?? run.Failure?.Reason,
            Command = gate is null ? $"slop status {track}" : $"slop approve {track} {gate.Id}",
            At = WorkflowTime.Now,
        };
    }
}
