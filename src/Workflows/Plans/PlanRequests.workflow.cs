using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Workflows.Signing;
using Temporalio.Converters;

namespace SlopTemporal.Workflows.Plans;

/// <summary>What people may ask of a plan: fewer requests than a track takes, in the same forms.</summary>
internal sealed class PlanRequests(PlanRun run, RequestLog requests, PlanGates gates, Action changed)
{
    private const string Wrapped = "request";

    /// <summary>Receives a signal. It never throws: a request that is refused becomes a problem of the plan.</summary>
    public async Task ReceiveAsync(string signal, IRawValue? raw)
    {
        await requests.ReceiveAsync(
            signal, raw, WorkflowTime.Now, given => Read(signal, given, signal == Wrapped && Signatures.Holds<ControlRequest>(raw)));
        changed();
    }

    /// <summary>Carries an update out: the sender gets an answer, or the reason why it is refused.</summary>
    public async Task<string> ControlAsync(ControlRequest request)
    {
        try
        {
            return await RequestLog.RefuseOnProblemAsync(DoOnce(request, signed: true));
        }
        finally
        {
            changed();
        }
    }

    /// <summary>What to do about a request with an id: it is done once, whether it came as an update or as a signal.</summary>
    /// <param name="signed">See <see cref="Decision.IsSigned"/>.</param>
    public Func<Task<string>> DoOnce(ControlRequest request, bool signed)
    {
        if (requests.Contains(request.Id))
        {
            return AtOnce(() => "done already");
        }

        var act = request.Signal == Wrapped
            ? throw new RequestException("a request holds no other request")
            : Read(request.Signal, request.Input, signed);
        return () =>
        {
            requests.Add(request.Id);
            return act();
        };
    }

    private Func<Task<string>> Read(string signal, JsonElement? given, bool signed) => signal switch
    {
        "approve" => AtOnce(gates.Decide(RequestParser.Decision(given, approve: true) with { IsSigned = signed })),
        "reject" => AtOnce(gates.Decide(RequestParser.Decision(given, approve: false))),
        "tell" => AtOnce(Tell(given)),
        Wrapped => DoOnce(ControlRequest.From(given), signed),
        _ => throw RequestLog.Unknown(
            signal,
            "while its tickets are planned, a track knows approve, reject and tell; `slop cancel` ends it"),
    };

    private static Func<Task<string>> AtOnce(Func<string> act) => () => Task.FromResult(act());

    /// <summary>A note for the model before its next turn; to whichever ticket it is addressed, there is only one conversation.</summary>
    private Func<string> Tell(JsonElement? given)
    {
        var text = given is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty("ticket", out _)
            ? RequestParser.Message(given).Text!
            : RequestParser.Text(given);
        return () =>
        {
            run.Change(s => s with { Told = [.. s.Told ?? [], text] });
            return "whoever plans reads it before the next turn";
        };
    }
}
