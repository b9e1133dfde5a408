using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>Notices: a gate opens, waits too long, the track stands still or ends. None of them may hold the track up.</summary>
public sealed partial class TrackWorkflow
{
    private readonly SortedSet<string> _noticed = new(StringComparer.Ordinal);
    private bool _blockedNoticed;

    /// <summary>Tells what is new since the last look.</summary>
    private void Notify()
    {
        if (_input.Notices is not { } rules)
        {
            return;
        }

        foreach (var gate in OpenGates.Where(g => _noticed.Add(g.Id)))
        {
            _sends.Add(NotifyAsync(gate, rules));
        }

        var blocked = Status == TrackStatus.Blocked;
        if (blocked && !_blockedNoticed)
        {
            _sends.Add(NotifyAsync(NoticeOf(NoticeKind.TrackBlocked)));
        }

        _blockedNoticed = blocked;
    }

    private async Task NotifyAsync(Gate gate, NoticeRules rules)
    {
        await NotifyAsync(NoticeOf(NoticeKind.GateOpened, gate));
        bool Closed() => OpenGates.All(g => g.Id != gate.Id);
        var left = gate.Opened + TimeSpan.FromMinutes(rules.AfterMinutes) - Now;
        if (left > TimeSpan.Zero && !await Workflow.WaitConditionWithOptionsAsync(new(Closed, left, $"{gate.Id} waits")))
        {
            await NotifyAsync(NoticeOf(NoticeKind.GateWaits, gate));
        }
    }

    private static async Task NotifyAsync(Notice notice)
    {
        try
        {
            await Workflow.ExecuteActivityAsync((INoticeActivities a) => a.NotifyAsync(notice), ActivityProfiles.Cleanup($"tell: {Words.Of(notice.Event)}"));
        }
        catch (FailureException)
        {
            // Nobody could be told; the track goes on, and its history says why.
        }
    }

    private Notice NoticeOf(NoticeKind kind, Gate? gate = null) => new()
    {
        Id = $"{_input.Run.Track}/{_input.Run.Epoch}/{Words.Of(kind)}/{gate?.Id ?? Words.Of(Status)}",
        Event = kind,
        Track = _input.Run.Track,
        Title = _input.Title,
        Status = Status,
        Gate = gate?.Id,
        Subject = gate?.Subject ?? _reason,
        Command = gate is null ? $"slop status {_input.Run.Track}" : $"slop approve {_input.Run.Track} {gate.Id}",
        At = Now,
    };
}
