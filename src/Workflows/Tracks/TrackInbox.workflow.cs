using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Workflows.Tickets;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>What people decided and asked for, kept over the runs of a track.</summary>
public sealed record InboxState
{
    public RequestLogState Requests { get; init; } = new();

    /// <summary>Hashes of calls that a person approved for the whole track, oldest first.</summary>
    public IReadOnlyList<string> AlwaysApproved { get; init; } = [];
}

/// <summary>The open gates of a track, and the decisions on them.</summary>
internal sealed class TrackInbox(InboxState state, TrackTickets tickets, TrackBudget budget, TrackHold hold)
{
    private IReadOnlyList<string> _alwaysApproved = state.AlwaysApproved;

    public InboxState State => new() { Requests = Requests.State, AlwaysApproved = _alwaysApproved };

    public RequestLog Requests { get; } = new(state.Requests);

    /// <summary>The track's own gates first, then those of its tickets in file order.</summary>
    public IReadOnlyList<Gate> OpenGates =>
        [.. new[] { budget.State.Gate, hold.State.Gate }.Concat(tickets.All.Select(t => t.State.OpenGate())).OfType<Gate>()];

    /// <summary>The hashes for the orders of tickets; null: there are none.</summary>
    public IReadOnlyList<string>? AlwaysApproved => _alwaysApproved.Count == 0 ? null : _alwaysApproved;

    /// <summary>Checks a decision and returns the function that carries it out and gives the answer to its sender.</summary>
    /// <exception cref="RequestException">It fits no open gate.</exception>
    public Func<string> Decide(Decision decision)
    {
        if (Requests.Contains(decision.Id))
        {
            return () => "decided already";
        }

        var match = GateMatch.Find(OpenGates, decision, WorkflowTime.Now);
        if (match.Gate is not { } gate)
        {
            throw new RequestException(match.Refusal!) { Paste = match.Paste };
        }

        return () =>
        {
            EmptyAnswers.Refuse(gate, decision);
            Requests.Add(decision.Id);
            PassOn(gate, decision);
            var always = decision.Always == true ? ApproveAlways(gate.Hash, decision) : "";
            return $"{gate.Id} {(decision.Approve ? "approved" : "rejected")}{always}{GateMatch.Group(gate, decision)}";
        };
    }

    private void PassOn(Gate gate, Decision decision)
    {
        if (gate == budget.State.Gate)
        {
            budget.Decide(decision);
            return;
        }

        if (gate == hold.State.Gate)
        {
            hold.Decide(decision);
            return;
        }

        var ticket = tickets.All[tickets.Place(gate.Ticket)];
        tickets.Sends.Add(ticket.DecideAsync(decision with { Request = gate.Id, Hash = gate.Hash }));
    }

    /// <summary>The same call is not asked for again in this track; tickets that wait for a decision on it go on.</summary>
    private string ApproveAlways(string hash, Decision decision)
    {
        if (hash.Length < Gate.WholeHashLength && Workflow.Patched(TicketCalls.WholeHash))
        {
            return ", but the same call will be asked for again: this gate was opened by a version that knew it by a part of its hash only";
        }

        if (!_alwaysApproved.Contains(hash))
        {
            _alwaysApproved = [.. _alwaysApproved, hash];
            tickets.SendOrdersToAll(o => o with { Always = _alwaysApproved });
        }

        var same = OpenGates.Where(g => g.Kind == GateKind.Tool && g.Hash == hash).ToArray();
        foreach (var gate in same)
        {
            PassOn(gate, decision);
        }

        return same.Length == 0
            ? ", and the same call from now on"
            : $", and the same call from now on, as {string.Join(", ", same.Select(g => g.Id))} which waited for it";
    }
}
