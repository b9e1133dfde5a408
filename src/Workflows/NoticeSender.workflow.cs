using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>Sends the notices of a track, or of its plan. One that cannot be delivered changes nothing for whoever sends it.</summary>
internal sealed class NoticeSender(TrackScope run, string title)
{
    private int _sending;

    /// <summary>True: a notice is being sent.</summary>
    public bool IsSending => _sending > 0;

    /// <param name="status">Of the track.</param>
    /// <param name="gate">Which it is about; null: none.</param>
    /// <param name="reason">What it is about, where it is about no gate.</param>
    public async Task SendAsync(NoticeKind kind, TrackStatus status, Gate? gate, string? reason)
    {
        var notice = new Notice
        {
            Id = $"{run.Track}/{run.Epoch}/{Words.For(kind)}/{gate?.Id ?? Words.For(status)}",
            Event = kind,
            Track = run.Track,
            Title = title,
            Status = status,
            Gate = gate?.Id,
            Subject = gate?.Subject ?? reason,
            Command = gate is null ? $"slop status {run.Track}" : $"slop approve {run.Track} {gate.Id}",
            At = WorkflowTime.Now,
        };
        _sending++;
        try
        {
            await Workflow.ExecuteActivityAsync(
                (INoticeActivities a) => a.NotifyAsync(notice), ActivityProfiles.Cleanup($"tell: {Words.For(kind)}"));
        }
        catch (FailureException)
        {
            // The notice could not be delivered; the work goes on, and its history says why.
        }
        finally
        {
            _sending--;
        }
    }
}
