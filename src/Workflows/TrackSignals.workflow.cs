using SlopTemporal.Domain.Scheduling;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>What people may say to a track, in its simple forms: a ticket's id, or nothing.</summary>
public sealed partial class TrackWorkflow
{
    [WorkflowSignal("pause", Description = "nothing: stop starting work; running turns finish")]
    public Task PauseAsync() => SetPausedAsync(new TrackEvent.Paused(), paused: true);

    [WorkflowSignal("resume", Description = "nothing: go on")]
    public Task ResumeAsync() => SetPausedAsync(new TrackEvent.Resumed(), paused: false);

    [WorkflowSignal("approve", Description = "\"ticket-id\": let a held ticket start")]
    public Task ApproveAsync(string? ticket = null) => SayAsync(ticket, t => new TrackEvent.Approved(t));

    [WorkflowSignal("retry", Description = "\"ticket-id\": try a blocked ticket again")]
    public Task RetryAsync(string? ticket = null) => SayAsync(ticket, t => new TrackEvent.Retried(t));

    [WorkflowSignal("skip", Description = "\"ticket-id\": go on without it")]
    public Task SkipAsync(string? ticket = null) => SayAsync(ticket, t => new TrackEvent.Skipped(t));

    [WorkflowSignal("cancel_ticket", Description = "\"ticket-id\": stop it")]
    public Task CancelTicketAsync(string? ticket = null) => SayAsync(ticket, t => new TrackEvent.TicketCancelled(t));

    [WorkflowSignal("close", Description = "nothing: end a blocked track")]
    public Task CloseAsync()
    {
        _closing = true;
        return Task.CompletedTask;
    }

    private Task SayAsync(string? ticket, Func<int, TrackEvent> happened)
    {
        if (ticket is not null && _places.TryGetValue(ticket.Split('/')[0], out var place))
        {
            _events.Enqueue(happened(place));
        }

        return Task.CompletedTask;
    }

    private Task SetPausedAsync(TrackEvent happened, bool paused)
    {
        _events.Enqueue(happened);
        foreach (var ticket in _scheduler.Active)
        {
            Order(ticket, o => o with { Paused = paused });
        }

        return Task.CompletedTask;
    }
}
