using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Signing;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>
/// What each request means. Reading a request may refuse it and changes nothing; it returns the function that carries the request out.
/// </summary>
internal sealed class TrackRequests(
    TrackInbox inbox, TrackTickets tickets, TrackBudget budget, QuotaWait quota, TrackOutcome outcome, Action changed)
{
    /// <summary>Signal of a program that got no answer to its update: holds any other request, with an id.</summary>
    public const string Wrapped = "request";

    /// <summary>What people may send with <c>retry</c>.</summary>
    public const string RetryForm =
        "\"ticket-id\" or {\"ticket\":\"parser\",\"note\":\"why\",\"model\":\"…\",\"from\":\"worktree\"}";

    private const string FromWorktree = "worktree";

    /// <summary>Patch: builds before took limits of any size, and anything with a request that takes nothing.</summary>
    private const string StricterRequests = "stricter-requests";

    private readonly SlowRequests _slow = new(tickets);

    /// <summary>True: a request is being carried out, so that the track does not end.</summary>
    public bool IsWorking => _slow.IsWorking;

    /// <summary>Receives a signal. It never throws: a request that is refused becomes a problem of the track.</summary>
    public async Task ReceiveAsync(string signal, IRawValue? raw)
    {
        await inbox.Requests.ReceiveAsync(signal, raw, WorkflowTime.Now, given => Read(
            signal, given, signal == Wrapped && Signatures.Holds<ControlRequest>(raw)));
        changed();
    }

    /// <summary>Carries an update out: the sender gets an answer, or the reason why it is refused.</summary>
    public async Task<string> DecideAsync(Decision decision)
    {
        var answer = await RequestLog.RefuseOnProblemAsync(() => Task.FromResult(inbox.Decide(decision)()));
        changed();
        return answer;
    }

    /// <summary>The same for any other request.</summary>
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

    /// <summary>What to do about a signal.</summary>
    /// <exception cref="RequestException">It cannot be understood, or would have no effect.</exception>
    private Func<Task<string>> Read(string signal, JsonElement? given, bool signed) => signal switch
    {
        "pause" => AtOnce(RefuseOn(RequestParser.NothingFault(given), () => SetPaused(true, "paused"))),
        "resume" => AtOnce(RefuseOn(RequestParser.NothingFault(given), () => SetPaused(false, "goes on"))),
        "close" => AtOnce(RefuseOn(RequestParser.NothingFault(given), outcome.Close)),
        "approve" => AtOnce(inbox.Decide(RequestParser.Decision(given, approve: true))),
        "reject" => AtOnce(inbox.Decide(RequestParser.Decision(given, approve: false))),
        "retry" => Retry(RequestParser.Ticket(given, "note", "model", "from")),
        "patch" => Patch(RequestParser.Ticket(given, "note")),
        "skip" => AtOnce(Stop(RequestParser.Ticket(given), t => new TrackEvent.Skipped(t), "is skipped")),
        "cancel_ticket" => AtOnce(Stop(RequestParser.Ticket(given), t => new TrackEvent.TicketCancelled(t), "is cancelled")),
        "tell" => AtOnce(Tell(RequestParser.Message(given))),
        "set_limits" => AtOnce(SetLimits(RequestParser.Limits(given))),
        "add_tickets" => _slow.AddTickets(given, signed),
        Wrapped => DoOnce(ControlRequest.From(given), signed),
        _ => throw RequestLog.Unknown(
            signal,
            "a track knows approve, reject, pause, resume, retry, patch, skip, cancel_ticket, tell, set_limits, "
            + "add_tickets and close"),
    };

    /// <summary>What to do about a request with an id: it is done once, whether it came as an update or as a signal.</summary>
    /// <param name="signed">True: it came through this program. See <see cref="Decision.IsSigned"/>.</param>
    public Func<Task<string>> DoOnce(ControlRequest request, bool signed)
    {
        if (inbox.Requests.Contains(request.Id))
        {
            return AtOnce(() => "done already");
        }

        var act = request.Signal == Wrapped
            ? throw new RequestException("a request holds no other request")
            : Read(request.Signal, request.Input, signed);
        return () =>
        {
            inbox.Requests.Add(request.Id);
            return act();
        };
    }

    private static Func<Task<string>> AtOnce(Func<string> act) => () => Task.FromResult(act());

    /// <summary>Refuses what has a fault when it is carried out, but in a history of a build before, which carried it out.</summary>
    private static Func<string> RefuseOn(string? fault, Func<string> act) => fault is null
        ? act
        : () => Workflow.Patched(StricterRequests) ? throw new RequestException(fault) : act();

    private string SetPaused(bool paused, string answer)
    {
        tickets.AddEvent(paused ? new TrackEvent.Paused() : new TrackEvent.Resumed());
        tickets.SendOrdersToAll(o => o with { Paused = paused });
        quota.SetPaused(paused);
        return answer;
    }

    private Func<Task<string>> Retry(TicketRequest request)
    {
        if (request.From is not (null or "clean" or FromWorktree))
        {
            throw new RequestException("\"from\" is \"clean\" (a new worktree) or \"worktree\" (with the work of the last attempt)");
        }

        var (place, answer) = CheckStopped(request, "will be tried again");
        if (inbox.Requests.Contains(request.Id))
        {
            return AtOnce(() => "done already");
        }

        var carries = request.From == FromWorktree;
        return () =>
        {
            inbox.Requests.Add(request.Id);
            return request.Note is null && request.Model is null && !carries
                ? Task.FromResult(_slow.Retry(place, new(), answer))
                : _slow.RetryAsync(place, request, carries);
        };
    }

    /// <summary>Tier 4 is asked about the work of the last attempt, whatever the settings say.</summary>
    private Func<Task<string>> Patch(TicketRequest request)
    {
        if (tickets.IsTextOnly)
        {
            throw new RequestException("the tickets of this track have no files to patch");
        }

        var (place, _) = CheckStopped(request, "will be checked again, and patched");
        return inbox.Requests.Contains(request.Id) ? AtOnce(() => "done already") : () =>
        {
            inbox.Requests.Add(request.Id);
            return _slow.PatchAsync(place, request);
        };
    }

    private (int Place, string Answer) CheckStopped(TicketRequest request, string done)
    {
        static bool IsStopped(TicketStatus status) => status is TicketStatus.Blocked or TicketStatus.Cancelled;
        return Check(request, IsStopped, "is neither blocked nor cancelled", done);
    }

    private Func<string> Stop(TicketRequest request, Func<int, TrackEvent> happened, string done)
    {
        var (place, answer) = Check(request, s => s is not (TicketStatus.Completed or TicketStatus.Skipped), "is finished already", done);
        return inbox.Requests.Contains(request.Id) ? () => "done already" : () =>
        {
            inbox.Requests.Add(request.Id);
            tickets.AddEvent(happened(place));
            return answer;
        };
    }

    /// <summary>The ticket's place, and the answer to the sender of the request.</summary>
    /// <exception cref="RequestException">There is no such ticket, or its status does not fit the request.</exception>
    private (int Place, string Answer) Check(TicketRequest request, Func<TicketStatus, bool> fits, string otherwise, string done)
    {
        var place = tickets.Place(request.Ticket);
        var status = tickets.Status(place);
        return fits(status) || inbox.Requests.Contains(request.Id)
            ? (place, $"{request.Ticket} {done} (it was {Words.For(status)})")
            : throw new RequestException($"{request.Ticket} {otherwise}: it is {Words.For(status)}");
    }

    private Func<string> Tell(TicketRequest request)
    {
        var ticket = tickets.All[tickets.Place(request.Ticket)];
        if (inbox.Requests.Contains(request.Id))
        {
            return () => "done already";
        }

        return !ticket.CanReceiveMessages ? throw new RequestException($"{request.Ticket} is not running") : () =>
        {
            inbox.Requests.Add(request.Id);
            tickets.Sends.Add(ticket.SendMessageAsync(request));
            return $"{request.Ticket} reads it before its next turn, if it has another one";
        };
    }

    private Func<string> SetLimits(Limits limits) => RefuseOn(limits.FindExcess(), () =>
    {
        if (limits.MaxWorkers is { } workers)
        {
            tickets.AddEvent(new TrackEvent.MaxWorkersSet(workers));
            budget.LendAnew();
        }

        if (limits.Budget is { } caps)
        {
            budget.SetCaps(caps);
        }

        return budget.Describe(limits);
    });
}
