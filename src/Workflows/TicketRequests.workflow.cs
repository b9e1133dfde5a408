using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>What people say to a ticket, and what its track passes on.</summary>
public sealed partial class TicketWorkflow
{
    private readonly RequestDesk _desk;

    [WorkflowSignal("approve", Description = "nothing, or {\"request\":\"ticket/kind-1\",\"hash\":\"…\",\"edited\":…}")]
    public Task ApproveAsync(IRawValue? raw = null) => SaidAsync("approve", raw, json => Decide(OfThisTicket(HandWritten.Decision(json, approve: true))));

    [WorkflowSignal("reject", Description = "the same; \"comment\" is the reason")]
    public Task RejectAsync(IRawValue? raw = null) => SaidAsync("reject", raw, json => Decide(OfThisTicket(HandWritten.Decision(json, approve: false))));

    [WorkflowSignal("tell", Description = "\"what the model shall know before its next turn\"")]
    public Task TellAsync(IRawValue? raw = null) => SaidAsync("tell", raw, json => Tell(HandWritten.Text(json)));

    /// <summary>A decision that the track checked.</summary>
    [WorkflowSignal("decided")]
    public Task DecidedAsync(Decision decision) => SaidAsync("decided", null, _ => Decide(decision));

    /// <summary>Words that were sent to the track.</summary>
    [WorkflowSignal("told")]
    public Task ToldAsync(TicketRequest request) => SaidAsync("told", null, _ => Tell(request.Text!));

    // Without a description the query behind the Web UI's page fails.
    [WorkflowSignal(Dynamic = true, Description = "any other name: shown as a problem")]
    public Task UnknownAsync(string name, IRawValue[] args) =>
        SaidAsync(name, args.FirstOrDefault(), _ => throw new RequestException("a ticket knows approve, reject and tell; the rest is said to its track"));

    /// <summary>The same as approve and reject, for programs: a decision without effect is refused with the reason.</summary>
    [WorkflowUpdate("decide")]
    public Task<string> DecideUpdateAsync(Decision decision) => Task.FromResult(Decide(OfThisTicket(decision))());

    [WorkflowUpdateValidator(nameof(DecideUpdateAsync))]
    public void CheckDecide(Decision decision) => RequestDesk.Refusable(() => _ = Decide(OfThisTicket(decision)));

    [WorkflowQuery("gate")]
    public Gate? OpenGate() => _progress.Gate;

    [WorkflowQuery("problems")]
    public IReadOnlyList<RequestProblem> Problems() => _desk.Problems;

    private async Task SaidAsync(string signal, IRawValue? raw, Func<JsonElement?, Func<string>> understand)
    {
        await _desk.HearAsync(signal, raw, Now, given =>
        {
            var act = understand(given);
            return () => Task.FromResult(act());
        });
        ShowDetails();
    }

    private static Decision OfThisTicket(Decision decision) =>
        decision.Always == true ? throw new RequestException("what holds for the whole track is said to the track") : decision;

    private Func<string> Decide(Decision decision)
    {
        if (_desk.IsKnown(decision.Id))
        {
            return () => "decided already";
        }

        IReadOnlyList<Gate> open = _progress.Gate is { } gate && _decision is null ? [gate] : [];
        var match = GateMatch.Of(open, decision, Now);
        return match.Gate is null
            ? throw new RequestException(match.Refusal!)
            : () =>
            {
                _desk.Know(decision.Id);
                _decision = decision;
                return $"{match.Gate.Id} {(decision.Approve ? "approved" : "rejected")}";
            };
    }

    private Func<string> Tell(string text) => () =>
    {
        _progress = _progress with { Told = [.. _progress.Told ?? [], text] };
        return "the model reads it before its next turn";
    };
}
