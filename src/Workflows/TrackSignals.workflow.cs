using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>What people and programs may say to a track. Signals never throw and never disappear; updates refuse with a reason.</summary>
public sealed partial class TrackWorkflow
{
    private readonly RequestDesk _desk;

    /// <summary>Something was said: the screen has to be drawn again.</summary>
    private bool _heard;

    [WorkflowSignal("pause", Description = "nothing: stop starting work; running turns finish")]
    public Task PauseAsync(IRawValue? raw = null) => HearAsync("pause", raw);

    [WorkflowSignal("resume", Description = "nothing: go on")]
    public Task ResumeAsync(IRawValue? raw = null) => HearAsync("resume", raw);

    [WorkflowSignal("approve", Description = "nothing, \"ticket/kind-1\", or {\"request\":\"ticket/kind-1\",\"hash\":\"…\",\"edited\":…,\"comment\":\"…\"}")]
    public Task ApproveAsync(IRawValue? raw = null) => HearAsync("approve", raw);

    [WorkflowSignal("reject", Description = "the same; \"comment\" is the reason")]
    public Task RejectAsync(IRawValue? raw = null) => HearAsync("reject", raw);

    [WorkflowSignal("retry", Description = "\"ticket-id\" or {\"ticket\":\"parser\",\"note\":\"use RFC 4180\",\"model\":\"…\",\"from\":\"worktree\"}")]
    public Task RetryAsync(IRawValue? raw = null) => HearAsync("retry", raw);

    [WorkflowSignal("skip", Description = "\"ticket-id\": go on without it")]
    public Task SkipAsync(IRawValue? raw = null) => HearAsync("skip", raw);

    [WorkflowSignal("cancel_ticket", Description = "\"ticket-id\": stop it")]
    public Task CancelTicketAsync(IRawValue? raw = null) => HearAsync("cancel_ticket", raw);

    [WorkflowSignal("tell", Description = "{\"ticket\":\"parser\",\"text\":\"what the model shall know\"}")]
    public Task TellAsync(IRawValue? raw = null) => HearAsync("tell", raw);

    [WorkflowSignal("set_limits", Description = "{\"max_workers\":8,\"budget\":{\"usd\":20}}")]
    public Task SetLimitsAsync(IRawValue? raw = null) => HearAsync("set_limits", raw);

    [WorkflowSignal("add_tickets", Description = "a ticket or a list of tickets, as in a track file")]
    public Task AddTicketsAsync(IRawValue? raw = null) => HearAsync("add_tickets", raw);

    [WorkflowSignal("close", Description = "nothing: end a blocked track")]
    public Task CloseAsync(IRawValue? raw = null) => HearAsync("close", raw);

    /// <summary>Any of these with an id, for programs that got no answer to <c>control</c>.</summary>
    [WorkflowSignal(Wrapped)]
    public Task RequestAsync(IRawValue? raw = null) => HearAsync(Wrapped, raw);

    // Without a description the query behind the Web UI's page fails.
    [WorkflowSignal(Dynamic = true, Description = "any other name: shown as a problem")]
    public Task UnknownAsync(string name, IRawValue[] args) => HearAsync(name, args.FirstOrDefault());

    /// <summary>The same as approve and reject, for programs.</summary>
    [WorkflowUpdate("decide")]
    public Task<string> DecideAsync(Decision decision)
    {
        var said = Decide(decision)();
        _heard = true;
        return Task.FromResult(said);
    }

    [WorkflowUpdateValidator(nameof(DecideAsync))]
    public void CheckDecide(Decision decision) => RequestDesk.Refusable(() => _ = Decide(decision));

    /// <summary>Any other signal, for programs.</summary>
    [WorkflowUpdate("control")]
    public async Task<string> ControlAsync(ControlRequest request)
    {
        try
        {
            return await RequestDesk.RefusableAsync(Once((request.Signal, request.Input, request.Id)));
        }
        finally
        {
            _heard = true;
        }
    }

    [WorkflowUpdateValidator(nameof(ControlAsync))]
    public void CheckControl(ControlRequest request) => RequestDesk.Refusable(() => _ = Once((request.Signal, request.Input, request.Id)));

    /// <summary>Open gates, in the track's order.</summary>
    [WorkflowQuery("pending")]
    public IReadOnlyList<Gate> Pending() => OpenGates;

    /// <summary>One open gate with its detail.</summary>
    [WorkflowQuery("gate")]
    public Gate? OpenGate(string id) => OpenGates.FirstOrDefault(g => g.Id == id);

    /// <summary>What was said in vain, newest last.</summary>
    [WorkflowQuery("problems")]
    public IReadOnlyList<RequestProblem> Problems() => _desk.Problems;

    private string SetPaused(TrackEvent happened, bool paused)
    {
        _events.Enqueue(happened);
        foreach (var ticket in _scheduler.Active)
        {
            Order(ticket, o => o with { Paused = paused });
        }

        // Whoever says so believes that the calls may be made.
        _quotaIsTried = !paused && _quotaUntil is not null;
        return paused ? "paused" : "goes on";
    }

    private async Task HearAsync(string signal, IRawValue? raw)
    {
        await _desk.HearAsync(signal, raw, Now, given => Understand(signal, given));
        _heard = true;
    }
}

/// <summary>A signal by its name, as an update.</summary>
/// <param name="Signal">Such as <c>retry</c>.</param>
/// <param name="Input">What the signal takes by hand.</param>
/// <param name="Id">Unique per request: the same one sent twice, or by another way, counts once.</param>
public sealed record ControlRequest(string Signal, JsonElement? Input = null, string? Id = null);
