using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>What people were told, kept over the runs of a track.</summary>
public sealed record NoticesState
{
    /// <summary>Ids of open gates that they were told of.</summary>
    public IReadOnlyList<string> Opened { get; init; } = [];

    /// <summary>Ids of open gates that they were told of once more.</summary>
    public IReadOnlyList<string> Reminded { get; init; } = [];

    /// <summary>True: they were told that the track is blocked.</summary>
    public bool Blocked { get; init; }
}

/// <summary>Notices: a gate opens or waits too long, the track is blocked or ends. None of them may delay the track.</summary>
internal sealed class TrackNotices(
    TrackInput input, NoticesState state, TrackTickets tickets, TrackInbox inbox, TrackScreen screen, TrackOutcome outcome)
{
    /// <summary>Ids of gates that this run tells people about, now or once more later.</summary>
    private readonly SortedSet<string> _watched = new(StringComparer.Ordinal);
    private readonly NoticeSender _sender = new(input.Run, input.Title);

    public NoticesState State { get; private set; } = state;

    /// <summary>True: a notice is being sent.</summary>
    public bool IsSending => _sender.IsSending;

    /// <summary>Tells people what is new since the last call.</summary>
    public void Send()
    {
        if (input.Notices is not { } rules)
        {
            return;
        }

        var open = inbox.OpenGates;
        State = State with { Opened = StillOpen(State.Opened, open), Reminded = StillOpen(State.Reminded, open) };
        foreach (var gate in open.Where(g => _watched.Add(g.Id)))
        {
            _ = WatchAsync(gate, rules);
        }

        if (tickets.Scheduler.Suspending)
        {
            // Nothing starts now: whether the track is blocked shows in the next run.
            return;
        }

        var blocked = screen.Status == TrackStatus.Blocked;
        if (blocked && !State.Blocked)
        {
            _ = SendAsync(NoticeKind.TrackBlocked);
        }

        State = State with { Blocked = blocked };
    }

    /// <summary>Tells people that the track has ended.</summary>
    public Task SendEndAsync() => input.Notices is null ? Task.CompletedTask : SendAsync(NoticeKind.TrackEnded);

    /// <summary>Tells people of an open gate, and once more where it stays open for too long.</summary>
    private async Task WatchAsync(Gate gate, NoticeRules rules)
    {
        var wasTold = State.Opened.Contains(gate.Id);
        if (!wasTold)
        {
            State = State with { Opened = [.. State.Opened, gate.Id] };
            await SendAsync(NoticeKind.GateOpened, gate);
        }

        bool IsClosed() => inbox.OpenGates.All(g => g.Id != gate.Id);
        var left = gate.Opened + TimeSpan.FromMinutes(rules.AfterMinutes) - WorkflowTime.Now;
        // Time that passed between two runs of the track counts too.
        var isDue = left > TimeSpan.Zero
            ? !State.Reminded.Contains(gate.Id) && !await Workflow.WaitConditionWithOptionsAsync(new(IsClosed, left, $"{gate.Id} waits"))
            : wasTold && rules.AfterMinutes > 0 && !State.Reminded.Contains(gate.Id);
        if (isDue)
        {
            State = State with { Reminded = [.. State.Reminded, gate.Id] };
            await SendAsync(NoticeKind.GateWaits, gate);
        }
    }

    private Task SendAsync(NoticeKind kind, Gate? gate = null) => _sender.SendAsync(kind, screen.Status, gate, outcome.State.Reason);

    /// <summary>The ids whose gates are still open: a gate that is closed does not open again.</summary>
    private static IReadOnlyList<string> StillOpen(IReadOnlyList<string> ids, IReadOnlyList<Gate> open) =>
        ids.Count == 0 ? ids : [.. ids.Where(id => open.Any(g => g.Id == id))];
}
