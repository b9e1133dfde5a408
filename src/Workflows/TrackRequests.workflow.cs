using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>What each request means. First it is understood, which may refuse it and changes nothing; then it is done.</summary>
public sealed partial class TrackWorkflow
{
    private const string FromWorktree = "worktree";

    /// <summary>Signal of a program that found nobody to answer its update.</summary>
    private const string Wrapped = "request";

    /// <summary>Hashes of calls that a person approved for the whole track, oldest first.</summary>
    private readonly List<string> _always;

    /// <summary>Requests that wait for an activity: the track does not end before they are done.</summary>
    private int _working;

    private IReadOnlyList<Gate> OpenGates => [.. _lines.Select(l => l.OpenGate).Prepend(_budgetGate).OfType<Gate>()];

    private Func<Task<string>> Understand(string signal, JsonElement? given) => signal switch
    {
        "pause" => AtOnce(() => SetPaused(new TrackEvent.Paused(), paused: true)),
        "resume" => AtOnce(() => SetPaused(new TrackEvent.Resumed(), paused: false)),
        "close" => AtOnce(Close),
        "approve" => AtOnce(Decide(HandWritten.Decision(given, approve: true))),
        "reject" => AtOnce(Decide(HandWritten.Decision(given, approve: false))),
        "retry" => Retry(HandWritten.Ticket(given, "note", "model", "from")),
        "skip" => AtOnce(Say(HandWritten.Ticket(given), t => new TrackEvent.Skipped(t), IsUnfinished, "is finished already", "is skipped")),
        "cancel_ticket" => AtOnce(Say(HandWritten.Ticket(given), t => new TrackEvent.TicketCancelled(t), IsUnfinished, "is finished already", "is cancelled")),
        "tell" => AtOnce(Tell(HandWritten.Telling(given))),
        "set_limits" => AtOnce(SetLimits(HandWritten.Limits(given))),
        "add_tickets" => AddTickets(given),
        Wrapped => Once(HandWritten.Wrapped(given)),
        _ => throw new RequestException("a track knows approve, reject, pause, resume, retry, skip, cancel_ticket, tell, set_limits, add_tickets and close"),
    };

    private static Func<Task<string>> AtOnce(Func<string> act) => () => Task.FromResult(act());

    /// <summary>A request with an id is done once, by whichever way it came.</summary>
    private Func<Task<string>> Once((string Signal, JsonElement? Input, string? Id) request)
    {
        if (_desk.IsKnown(request.Id))
        {
            return AtOnce(() => "done already");
        }

        var act = request.Signal == Wrapped ? throw new RequestException("a request holds no other request") : Understand(request.Signal, request.Input);
        return () =>
        {
            _desk.Know(request.Id);
            return act();
        };
    }

    private string Close()
    {
        _closing = true;
        return "closes when nothing runs";
    }

    private static bool IsUnfinished(TicketStatus status) => status is not (TicketStatus.Completed or TicketStatus.Skipped);

    private Func<string> Decide(Decision decision)
    {
        if (_desk.IsKnown(decision.Id))
        {
            return () => "decided already";
        }

        if (decision.Request is { } held && _places.TryGetValue(held, out var place) && _scheduler.Nodes[place] is { Status: TicketStatus.Waiting, Active: false })
        {
            return Done(new TrackEvent.Approved(place), $"{held} may start");
        }

        var match = GateMatch.Of(OpenGates, decision, Now);
        if (match.Gate is not { } gate)
        {
            throw new RequestException(match.Refusal!);
        }

        return () =>
        {
            _desk.Know(decision.Id);
            PassOn(gate, decision);
            return $"{gate.Id} {(decision.Approve ? "approved" : "rejected")}{(decision.Always == true ? Always(gate.Hash, decision) : "")}";
        };
    }

    private void PassOn(Gate gate, Decision decision)
    {
        if (gate == _budgetGate)
        {
            DecideBudget(decision);
            return;
        }

        var line = _lines[_places[gate.Ticket]];
        (line.DecidedGate, line.Decision) = (gate.Id, decision with { Request = gate.Id, Hash = gate.Hash });
        _sends.Add(SendDecisionAsync(line));
    }

    /// <summary>The same call is not asked for again in this track; those that wait for it go on.</summary>
    private string Always(string hash, Decision decision)
    {
        if (!_always.Contains(hash))
        {
            _always.Add(hash);
            foreach (var ticket in _scheduler.Active)
            {
                Order(ticket, o => o with { Always = [.. _always] });
            }
        }

        var same = OpenGates.Where(g => g.Kind == GateKind.Tool && g.Hash == hash).ToArray();
        foreach (var gate in same)
        {
            PassOn(gate, decision);
        }

        return same.Length == 0 ? ", and the same call from now on" : $", and the same call from now on, as {string.Join(", ", same.Select(g => g.Id))} which waited for it";
    }

    private Func<Task<string>> Retry(TicketRequest request)
    {
        if (request.From is not (null or "clean" or FromWorktree))
        {
            throw new RequestException("\"from\" is \"clean\" (a new worktree) or \"worktree\" (with the work of the last attempt)");
        }

        var say = Say(request, t => new TrackEvent.Retried(t), s => s is TicketStatus.Blocked or TicketStatus.Cancelled, "is neither blocked nor cancelled", "will be tried again");
        return request.Note is null && request.Model is null && request.From != FromWorktree ? AtOnce(say) : () =>
        {
            _desk.Know(request.Id);
            return RetryAsync(_places[request.Ticket], request);
        };
    }

    private Task<string> RetryAsync(int ticket, TicketRequest request) => WorkAsync(async () =>
    {
        var carries = request.From == FromWorktree;
        string?[] words = [request.Note is { } note ? $"A person says:\n\n{note}" : null, carries ? "The worktree holds the work of the attempt before: go on from there." : null];
        var kept = new KeptText(null, string.Join("\n\n", words.OfType<string>()), Then: _lines[ticket].Progress?.Evidence);
        var hash = kept.Text.Length == 0 ? null : await Workflow.ExecuteActivityAsync((IRecordActivities a) => a.KeepTextAsync(kept), ActivityProfiles.Files("keep a person's note"));
        var rung = request.Model is { } model ? await RungAsync(model) : null;
        _lines[ticket].Wanted = (hash, rung, carries ? true : null);
        _events.Enqueue(new TrackEvent.Retried(ticket));
        return $"{request.Ticket} will be tried again";
    });

    /// <summary>A request that takes activities: the track does not end before it is done, and their failure refuses it.</summary>
    private async Task<string> WorkAsync(Func<Task<string>> request)
    {
        _working++;
        try
        {
            return await request();
        }
        catch (ActivityFailureException e)
        {
            throw new RequestException(Preview.Line(e.InnerException?.Message ?? e.Message));
        }
        finally
        {
            _working--;
        }
    }

    private Task<int?> RungAsync(string model)
    {
        var asked = new RungQuestion(_run, model);
        return Workflow.ExecuteActivityAsync((IModelActivities a) => a.RungAsync(asked), ActivityProfiles.Files("find the model"));
    }

    private Func<string> Say(TicketRequest request, Func<int, TrackEvent> happened, Func<TicketStatus, bool> fits, string otherwise, string said)
    {
        var place = Place(request.Ticket);
        var status = _scheduler.Nodes[place].Status;
        return _desk.IsKnown(request.Id) ? () => "done already"
            : fits(status) ? Done(happened(place), $"{request.Ticket} {said} (it was {Domain.Json.Words.Of(status)})", request.Id)
            : throw new RequestException($"{request.Ticket} {otherwise}: it is {Domain.Json.Words.Of(status)}");
    }

    private Func<string> Tell(TicketRequest request)
    {
        return _lines[Place(request.Ticket)].Handle is not { } handle
            ? throw new RequestException($"{request.Ticket} is not at work")
            : () =>
            {
                _sends.Add(ToTicketAsync(() => handle.SignalAsync(w => w.ToldAsync(request))));
                return $"{request.Ticket} reads it before its next turn";
            };
    }

    private Func<string> SetLimits(Limits limits) => () =>
    {
        if (limits.MaxWorkers is { } most)
        {
            _events.Enqueue(new TrackEvent.MaxWorkersSet(most));
        }

        if (limits.Budget is { } budget)
        {
            SetBudget(BudgetGates.Raised(_budget ?? new(), new(), budget));
        }

        return "limits set";
    };

    private Func<string> Done(TrackEvent happened, string said, string? id = null) => () =>
    {
        _desk.Know(id);
        _events.Enqueue(happened);
        return said;
    };

    private int Place(string ticket) => _places.TryGetValue(ticket, out var place) ? place : throw new RequestException($"there is no ticket \"{Preview.Line(ticket, 80)}\" in this track");

    /// <summary>Passes a decision on, as soon as there is somebody to hear it.</summary>
    private static async Task SendDecisionAsync(TrackLine line)
    {
        if (line.Handle is not { } handle || line.Decision is not { } decision)
        {
            return;
        }

        line.Decision = null;
        await ToTicketAsync(() => handle.SignalAsync(w => w.DecidedAsync(decision)));
    }
}
