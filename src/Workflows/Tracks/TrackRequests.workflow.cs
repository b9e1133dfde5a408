using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using Temporalio.Converters;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>What each request means. Reading it may refuse it and changes nothing; only what that returns does it.</summary>
internal sealed class TrackRequests(
    TrackInbox inbox, TrackTickets tickets, TrackBudget budget, QuotaWait quota, TrackOutcome outcome, Action changed)
{
    /// <summary>Signal of a program that found nobody to answer its update: any of the others, with an id.</summary>
    public const string Wrapped = "request";

    private const string FromWorktree = "worktree";

    private readonly SlowRequests _slow = new(tickets);

    /// <summary>True: the track does not end, since a request is being worked on.</summary>
    public bool AreWorkedOn => _slow.AreWorkedOn;

    /// <summary>A signal: it never throws.</summary>
    public async Task ReceiveAsync(string signal, IRawValue? raw)
    {
        await inbox.Requests.ReceiveAsync(signal, raw, WorkflowTime.Now, given => Read(signal, given));
        changed();
    }

    /// <summary>An update: it is refused with the reason.</summary>
    public Task<string> DecideAsync(Decision decision)
    {
        var said = inbox.Decide(decision)();
        changed();
        return Task.FromResult(said);
    }

    /// <summary>The same for any other request.</summary>
    public async Task<string> ControlAsync(ControlRequest request)
    {
        try
        {
            return await RequestLog.RefuseOnProblemAsync(Once(request));
        }
        finally
        {
            changed();
        }
    }

    /// <summary>What to do about a signal.</summary>
    /// <exception cref="RequestException">It cannot be understood, or would have no effect.</exception>
    private Func<Task<string>> Read(string signal, JsonElement? given) => signal switch
    {
        "pause" => AtOnce(() => SetPaused(true, "paused")),
        "resume" => AtOnce(() => SetPaused(false, "goes on")),
        "close" => AtOnce(outcome.Close),
        "approve" => AtOnce(inbox.Decide(HandWritten.Decision(given, approve: true))),
        "reject" => AtOnce(inbox.Decide(HandWritten.Decision(given, approve: false))),
        "retry" => Retry(HandWritten.Ticket(given, "note", "model", "from")),
        "skip" => AtOnce(Stop(HandWritten.Ticket(given), t => new TrackEvent.Skipped(t), "is skipped")),
        "cancel_ticket" => AtOnce(Stop(HandWritten.Ticket(given), t => new TrackEvent.TicketCancelled(t), "is cancelled")),
        "tell" => AtOnce(Tell(HandWritten.Telling(given))),
        "set_limits" => AtOnce(SetLimits(HandWritten.Limits(given))),
        "add_tickets" => _slow.AddTickets(given),
        Wrapped => Once(ControlRequest.From(given)),
        _ => throw new RequestException(
            "a track knows approve, reject, pause, resume, retry, skip, cancel_ticket, tell, set_limits, add_tickets and close"),
    };

    /// <summary>A request with an id is done once, by whichever way it came.</summary>
    public Func<Task<string>> Once(ControlRequest request)
    {
        if (inbox.Requests.Contains(request.Id))
        {
            return AtOnce(() => "done already");
        }

        var act = request.Signal == Wrapped
            ? throw new RequestException("a request holds no other request")
            : Read(request.Signal, request.Input);
        return () =>
        {
            inbox.Requests.Add(request.Id);
            return act();
        };
    }

    private static Func<Task<string>> AtOnce(Func<string> act) => () => Task.FromResult(act());

    private string SetPaused(bool paused, string said)
    {
        tickets.Happened(paused ? new TrackEvent.Paused() : new TrackEvent.Resumed());
        tickets.OrderAll(o => o with { Paused = paused });
        quota.Resume(paused);
        return said;
    }

    private Func<Task<string>> Retry(TicketRequest request)
    {
        if (request.From is not (null or "clean" or FromWorktree))
        {
            throw new RequestException("\"from\" is \"clean\" (a new worktree) or \"worktree\" (with the work of the last attempt)");
        }

        static bool CanRetry(TicketStatus status) => status is TicketStatus.Blocked or TicketStatus.Cancelled;
        var (place, said) = Check(request, CanRetry, "is neither blocked nor cancelled", "will be tried again");
        if (inbox.Requests.Contains(request.Id))
        {
            return AtOnce(() => "done already");
        }

        var carries = request.From == FromWorktree;
        return () =>
        {
            inbox.Requests.Add(request.Id);
            return request.Note is null && request.Model is null && !carries
                ? Task.FromResult(_slow.Retry(place, new(), said))
                : _slow.RetryAsync(place, request, carries);
        };
    }

    private Func<string> Stop(TicketRequest request, Func<int, TrackEvent> happened, string done)
    {
        var (place, said) = Check(request, s => s is not (TicketStatus.Completed or TicketStatus.Skipped), "is finished already", done);
        return inbox.Requests.Contains(request.Id) ? () => "done already" : () =>
        {
            inbox.Requests.Add(request.Id);
            tickets.Happened(happened(place));
            return said;
        };
    }

    /// <summary>The ticket's place, and what its sender is told; refused where its status does not fit.</summary>
    private (int Place, string Said) Check(TicketRequest request, Func<TicketStatus, bool> fits, string otherwise, string done)
    {
        var place = tickets.Place(request.Ticket);
        var status = tickets.Status(place);
        return fits(status) || inbox.Requests.Contains(request.Id)
            ? (place, $"{request.Ticket} {done} (it was {Words.Of(status)})")
            : throw new RequestException($"{request.Ticket} {otherwise}: it is {Words.Of(status)}");
    }

    private Func<string> Tell(TicketRequest request)
    {
        var ticket = tickets.All[tickets.Place(request.Ticket)];
        if (inbox.Requests.Contains(request.Id))
        {
            return () => "done already";
        }

        return !ticket.CanBeTold ? throw new RequestException($"{request.Ticket} is not at work") : () =>
        {
            inbox.Requests.Add(request.Id);
            tickets.Sends.Add(ticket.TellAsync(request));
            return $"{request.Ticket} reads it before its next turn";
        };
    }

    private Func<string> SetLimits(Limits limits) => () =>
    {
        if (limits.MaxWorkers is { } most)
        {
            tickets.Happened(new TrackEvent.MaxWorkersSet(most));
        }

        if (limits.Budget is { } caps)
        {
            budget.Raise(caps);
        }

        return "limits set";
    };
}
