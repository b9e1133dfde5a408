using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>What people were shown last, kept over the runs of a track.</summary>
public sealed record ScreenState
{
    /// <summary>The status that the search attribute has; null: <c>running</c>, which it has from the start.</summary>
    public string? Status { get; init; }
}

/// <summary>What people see of a track: snapshot, current details, search attribute.</summary>
internal sealed class TrackScreen(
    TrackInput input,
    ScreenState state,
    TrackTickets tickets,
    TrackBudget budget,
    TrackHold hold,
    QuotaWait quota,
    TrackInbox inbox,
    TrackOutcome outcome)
{
    /// <summary>Tickets of one page of the snapshot query.</summary>
    private const int PageSize = 200;

    /// <summary>Patch: in builds before, such a track called itself running, though only a person could get it on.</summary>
    private const string HeldByWaiting = "held-by-waiting";

    private bool _isHeld;

    /// <summary>Why the track's own activity, the one before any ticket, fails and is tried again; null: it does not.</summary>
    private string? _retrying;

    public ScreenState State { get; private set; } = state;

    /// <summary>True: a request was received since the details were drawn.</summary>
    public bool IsStale { get; private set; }

    public TrackStatus Status => outcome.Status ?? (_isHeld ? TrackStatus.Waiting : tickets.Scheduler.Status);

    private bool IsPreparing => tickets.Tip is null && !input.TextOnly && outcome.Status is null;

    public void MarkStale() => IsStale = true;

    /// <summary>All that a screen needs, a page of tickets at a time, from 0.</summary>
    public TrackSnapshot Snapshot(int page = 0) => new()
    {
        Id = input.Run.Track,
        Title = input.Title,
        Status = Status,
        Reason = outcome.State.Reason,
        Doing = IsPreparing ? "checking the base (setup and verify), before any ticket starts" : null,
        Retrying = tickets.Tip is null ? _retrying : null,
        Epoch = input.Run.Epoch,
        ActiveTier = ActiveTier(),
        Branch = input.TextOnly ? null : $"slop/{input.Run.Track}",
        Commit = tickets.Tip,
        Document = tickets.Run.Document,
        Budget = budget.State.Budget,
        MaxWorkers = tickets.Scheduler.MaxWorkers,
        QuotaUntil = quota.State.Until,
        Started = outcome.State.Started,
        Ended = outcome.Ended,
        Usage = TierUsage.ByTier(tickets.Usage),
        OwnUsage = tickets.PlanUsage,
        Tickets = Page(page, PageSize),
        TicketCount = tickets.All.Count,
        Gates = inbox.OpenGates,
        Problems = inbox.Requests.State.Problems,
    };

    /// <summary>Shows what the worker says of an activity of the track itself that does not get on.</summary>
    public Task ShowRetryingAsync(Retrying retrying)
    {
        _retrying = Preview.Line(retrying.Describe("preparing the branch and its base"), 400);
        Draw();
        return Task.CompletedTask;
    }

    /// <summary>A page of tickets in file order.</summary>
    /// <param name="page">Number of the page, from 0.</param>
    /// <param name="size">Tickets on each page.</param>
    public IReadOnlyList<TicketSnapshot> Page(int page, int size) =>
        [.. Enumerable.Range(0, tickets.All.Count).Skip(page * size).Take(size).Select(Ticket)];

    /// <summary>Draws the details of the Web UI's page; sets the search attribute where the status has changed.</summary>
    public void Draw()
    {
        IsStale = false;
        _isHeld = tickets.Scheduler.IsHeldByWaiting && Workflow.Patched(HeldByWaiting);
        Workflow.CurrentDetails = TrackMarkdown.Render(Snapshot());
        var status = Words.For(Status);
        if (input.SearchAttributes && status != (State.Status ?? Words.For(TrackStatus.Running)))
        {
            Workflow.UpsertTypedSearchAttributes(SlopSearch.State.ValueSet(status));
        }

        State = State with { Status = status };
    }

    private string? ActiveTier()
    {
        var asking = tickets.Scheduler.Active
            .Select(place => tickets.All[place].State.Progress?.Asking)
            .FirstOrDefault(tier => tier is not null);
        return tickets.Scheduler.Running > 0 ? Tier.Name(asking ?? Tier.Worker) : null;
    }

    private TicketSnapshot Ticket(int ticket)
    {
        var known = tickets.All[ticket];
        var shown = known.State.ToSnapshot(known.Id, tickets.Status(ticket));
        var gateOfTrack = known.State.WantsBudget ? budget.State.Gate : known.State.Progress?.Held is not null ? hold.State.Gate : null;
        return shown with { Gate = shown.Gate ?? gateOfTrack?.Id };
    }
}
